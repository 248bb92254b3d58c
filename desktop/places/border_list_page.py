# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of borders with their dated statuses: what holds, since when, how sure it is."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, dates, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.places import border_list_service, border_service, confirm_service, service
from desktop.places.border_list_service import NONE, OLD, BorderLine
from desktop.places.border_service import BorderNow
from desktop.places.form import sector_choices
from desktop.places.model import Border, BorderDraft, BorderStatus
from desktop.places.sector_form import status_form
from desktop.places.sector_page import TONES
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource, Within
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Column, Filter, Shown, Tab, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class BorderSource(RecordSource):
    """Borders between sectors; a border comes from the outlines or is drawn, never typed here."""

    name = "borders"
    title = N_("Borders")
    empty_sentence = N_("No borders yet. They are found from the outlines of sectors, on the map.")
    model = Border
    columns = (
        Column("sides", N_("Between"), 3, sortable=False),
        Column("status", N_("Status"), 1, status=True, sortable=False),
        Column("since", N_("Since"), 1, sortable=False),
        Column("known", N_("How old this is"), 2, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: Toasts) -> None:
        super().__init__(workspace)
        self._toasts = toasts

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        statuses = [*codes.choices("border_status"), (NONE, _("Nothing recorded"))]
        return (
            Filter("status", N_("Status"), statuses),
            Filter("known", N_("How old this is"), ((OLD, _("To be asked about again")),)),
        )

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The border"), "", chosen(specs(BorderDraft), ("a", "b", "metres")))]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"sector": self.namer(service.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return border_list_service.keys(work, text, filters, clock.today())

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_cells(one) for one in border_list_service.lines(work, keys, clock.today())]

    def describe(self, work: Work, record: Record) -> Shown:
        base = super().describe(work, record)
        now = _now(work, record.id)
        if now is None:
            return replace(base, may_edit=False, may_remove=False)
        return replace(
            base,
            title=confirm_service.sides(now, service.names(work)),
            facts=_facts(now),
            warnings=_grown_old(work, now),
            may_edit=False,
            may_remove=False,
        )

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            now, may = _now(work, id), work.could("amend")
        if now is None or not may:
            return ()
        new = Action("new_status", _("Another status …"), partial(self._change, now), "border")
        if not now.status_id:
            return (new,)
        holds = Action("confirm", _("It still holds"), partial(self._confirm, now), "check")
        return (holds, new)

    def tabs(self, id: str) -> Sequence[Tab]:
        return (
            Tab(
                "statuses",
                N_("Status over time"),
                lambda _p: RegisterPage(StatusSource(self.workspace, id), self._toasts),
            ),
        )

    def _confirm(self, now: BorderNow) -> None:
        with self.workspace.work(write=True) as work:
            border_service.confirm(work, now.status_id, clock.today())
        self._toasts.show(_("Confirmed as of today."))

    def _change(self, now: BorderNow) -> None:
        with self.workspace.work() as work:
            sides = confirm_service.sides(now, service.names(work))
        form = status_form(None, self.workspace, now.id, sides)
        form.exec()
        form.deleteLater()


class StatusSource(Within):
    """What was recorded of one border; a mistake is corrected, and its history shows it."""

    kind = "border_statuses"
    owner_field = "border"
    title = N_("Status over time")
    new_label = N_("Another status")
    empty_sentence = N_("Nothing has been recorded about this border.")
    heading = N_("Status of the border")
    reason = N_("What was recorded before stays in the history.")
    model = BorderStatus
    columns = (
        Column("status", N_("Status"), 1, status=True, sortable=False),
        Column("since", N_("Since"), 1, sortable=False),
        Column("certainty", N_("Confirmed"), 1, sortable=False),
        Column("last", N_("Last confirmed"), 1, sortable=False),
        Column("note", N_("Note"), 2, sortable=False),
    )

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return border_service.set_status(
            work,
            self.owner,
            str(values.get("status") or ""),
            str(values.get("valid_from") or ""),
            certainty=str(values.get("certainty") or "not_confirmed"),
            last_confirmed=values.get("last_confirmed"),
            note=values.get("note"),
        )

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, BorderStatus)  # noqa: S101 - the only model of this source
        words = codes.label("border_status", record.status)
        return replace(super().describe(work, record), title=words)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return border_list_service.status_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [_status_cells(row) for row in border_list_service.status_rows(work, keys)]


def age_words(border: BorderNow) -> str:
    """Say how old what is known of a border is; empty where nothing was recorded."""
    days = confirm_service.age(border, clock.today())
    if days is None:
        return ""
    if days == 0:
        return _("Confirmed today.")
    return ngettext("Not confirmed for {n} day.", "Not confirmed for {n} days.", days).format(
        n=i18n.format_number(days)
    )


def _cells(line: BorderLine | None) -> tuple[str, ...]:
    if line is None:
        return ("",) * len(BorderSource.columns)
    now = line.border
    status = confirm_service.status_label(now)
    age = age_words(now)
    return (
        line.sides,
        marked(TONES[now.status], status) if status else marked("off", _("Nothing recorded")),
        dates.show(now.since),
        marked("warning" if line.old else "off", age) if age else "",
    )


def _status_cells(row: tuple[Any, ...]) -> tuple[str, ...]:
    status, since, certainty, last, note, rev = row
    if status is None:
        return ("",) * len(StatusSource.columns)
    corrected = _("corrected") if (rev or 1) > 1 else ""
    told = codes.label("certainty", certainty)
    return (
        marked(TONES[status], codes.label("border_status", status)),
        dates.show(since),
        f"{told} · {corrected}" if corrected else told,
        dates.show(last),
        note or "",
    )


def _facts(now: BorderNow) -> list[tuple[str, str]]:
    facts = [
        (_("Status"), confirm_service.status_label(now) or _("Nothing recorded")),
        (_("Since"), dates.show(now.since)),
        (_("Confirmed"), codes.label("certainty", now.certainty)),
        (_("Last confirmed"), dates.show(now.last_confirmed)),
        (_("How old this is"), age_words(now)),
    ]
    return [(title, words) for title, words in facts if words]


def _grown_old(work: Work, now: BorderNow) -> list[str]:
    if not confirm_service.is_old(now, clock.today(), confirm_service.term(work)):
        return []
    words = _("{age} Ask somebody who was there, then confirm it or say what holds now.")
    return [words.format(age=age_words(now))]


def _now(work: Work, border: str) -> BorderNow | None:
    return border_service.now(work, border, clock.today())
