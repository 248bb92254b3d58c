# SPDX-License-Identifier: GPL-3.0-or-later
"""Supervision: everything that waits for a second pair of eyes, the oldest first, with its age."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from desktop.core import clock, codes, i18n, records, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.desks.team import review_acts
from desktop.participants import service as participants
from desktop.supervision import list_service
from desktop.supervision import service as supervision
from desktop.supervision.model import WAITING, Review, ReviewDraft
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Column, Filter, Shown, Tone, marked

LONG_DAYS = 14
"""From here on a thing has waited too long for a second pair of eyes."""
_TONES: Mapping[str, Tone] = {"waiting": "warning", "reviewed": "good", "returned": "note"}


class ReviewSource(RecordSource):
    """The queue as a register; what was done is read on the file, decided here or there."""

    name = "reviews"
    in_cells = True
    title = N_("Supervision")
    empty_sentence = N_("Nothing waits for review.")
    model = Review
    columns = (
        Column("about", N_("What was done"), 1, sortable=False),
        Column("participant", N_("Participant"), 0, sortable=False),
        Column("asked_on", N_("Waiting since"), 0, sortable=False),
        Column("age", N_("Waits"), 1, status=True, sortable=False),
        Column("by", N_("Done by"), 1, sortable=False),
        Column("state", N_("State"), 2, status=True, sortable=False),
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.workspace)
        self._desk = desk

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        return (
            Filter("state", N_("State"), codes.choices("review_state"), chosen=WAITING),
            Filter("about", N_("What was done"), codes.choices("review_about")),
        )

    def fields(self) -> Sequence[FormSection]:
        names = ("about", "asked_on", "state", "decided_on", "decided_by", "alone", "comment")
        return [FormSection(N_("The review"), "", chosen(specs(ReviewDraft), names))]

    def choices(self) -> Choices:
        return {}

    def links(self, work: Work) -> shown.Links:
        return {"participant": partial(participants.code_of, work)}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return list_service.keys(work, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows, day = list_service.rows(work, keys), clock.today()
        people = participants.codes_of(work, [row[1] for row in rows if row[1]])
        return [
            (
                codes.label("review_about", about),
                people.get(person, ""),
                i18n.format_day(since),
                _age(clock.days_between(since, day)) if state == WAITING else "",
                by,
                marked(_TONES.get(state, "off"), _decided(state, on, who)),
            )
            for about, person, since, by, state, on, who in rows
        ]

    def describe(self, work: Work, record: Record) -> Shown:
        base = super().describe(work, record)
        about = codes.label("review_about", str(base.values["about"]))
        code = self.links(work)["participant"](str(base.values["participant"]))
        title = _("{what} of {code}").format(what=about, code=code)
        return replace(base, code=title, may_edit=False, may_remove=False)

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            held = records.get(work, Review, id)
            found = supervision.one_waiting(work, held.thing)
            mine = found is not None and supervision.may_decide(work, found.by)
            person = held.participant + supervision.TABS.get(held.about, "")
        go = partial(self._desk.go, "participants", person)
        verbs = [Action("open_file", _("Open the file"), go, "open")]
        if found is not None:
            decide = partial(review_acts.review, self._desk, found)
            verbs.append(Action("review", _("Review …"), decide, "check"))
        if found is not None and mine:
            back = partial(review_acts.give_back, self._desk, found)
            verbs.append(Action("give_back", _("Give back …"), back, "undo"))
        return verbs


def page(desk: Desk) -> RegisterPage:
    """Return the page of the queue."""
    made = RegisterPage(ReviewSource(desk), desk.toasts)
    made.status.connect(desk.say)
    return made


def _age(days: int) -> str:
    tone: Tone = "danger" if days >= LONG_DAYS else "note"
    return marked(tone, ngettext("{n} day", "{n} days", days).format(n=days))


def _decided(state: str, on: Any, who: str | None) -> str:
    words = [codes.label("review_state", state)]
    if on:
        words.append(i18n.format_day(on))
    return " · ".join([*words, who] if who else words)
