# SPDX-License-Identifier: GPL-3.0-or-later
"""The case conferences of a person: several who know the case agree what comes next."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core import clock, codes, i18n, records
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.desks.person.step_tabs import standing
from desktop.supervision import conference_service as service
from desktop.supervision.conference_model import Conference
from desktop.widgets.source import Action, Column


class ConferencesOf(OfPerson):
    """The conferences about one participant."""

    kind = "conferences"
    title = N_("Case conferences")
    heading = N_("The conference")
    reason = N_("Posts, never names. What is agreed for a goal stands in the plan.")
    new_label = N_("New conference")
    empty_sentence = N_("No case conference has been held about this person.")
    model = Conference
    columns = (
        Column("held_on", N_("Held on"), 0, sortable=False),
        Column("posts", N_("Who took part, by post"), 2, sortable=False),
        Column("agreed", N_("What was agreed"), 4, sortable=False),
        Column("next_on", N_("Look at it again on"), 1, status=True, sortable=False),
    )

    def new_values(self) -> dict[str, Any]:
        return {"held_on": clock.today()}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                i18n.format_day(held),
                codes.labels("post", posts),
                agreed or "",
                standing(next_on, done),
            )
            for held, posts, agreed, next_on, done in service.rows(work, keys)
        ]

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            held = records.get(work, Conference, id)
            waits = work.could("amend") and held.next_on is not None and held.next_done_on is None
        words = _("Looked at again today")
        return (Action("seen_again", words, lambda: self._seen(id), "check"),) * waits

    def _seen(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            service.seen_again(work, id)
