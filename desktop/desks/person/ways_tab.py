# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's ways: where the person can get, what was decided, and the ways the person told."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from desktop.access import service
from desktop.access.service import Line
from desktop.core import clock, codes, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.crossings import answer_service, report, way_service
from desktop.crossings.model import Way, WayDraft
from desktop.desks.frame import crossing_dialog
from desktop.desks.frame.column_view import ColumnView
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.of_person import OfPerson
from desktop.desks.frame.plan_card import card
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, label, wrapped
from desktop.widgets.record_source import Choices
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Column, Tab, marked

WAYS: str = N_("Ways")
"""The group of tabs of a person."""


class WhereTo(ColumnView):
    """Each place the person goes to, what is known of the way, and what was decided about it."""

    name = "where_to"

    def __init__(self, desk: Desk, person: str) -> None:
        self._person = person
        super().__init__(desk)

    def fill(self) -> None:
        with self._desk.workspace.work() as work:
            lines = service.lines(work, clock.today(), {self._person})
            names = places.names(work)
            earlier = answer_service.history(work, self._person)
            may = work.could("create")
        if not lines:
            self._column.addWidget(
                wrapped(
                    _(
                        "No school, work, service or session with a sector is known. A way to "
                        "another place, such as a court, is written on the tab beside."
                    ),
                    "soft",
                )
            )
        for at, line in enumerate(lines):
            self._show_line(at, line, names, may=may)
        if earlier:
            self._column.addWidget(label(_("What was decided, the latest first"), "section"))
        for one in earlier:
            words = _("{day}: {place}, {answer}").format(
                day=i18n.format_day(one.decided_on),
                place=codes.label("way_place", one.kind),
                answer=codes.label("crossing_answer", one.answer),
            )
            self._column.addWidget(wrapped(f"{words}. {one.reason or ''}".strip(), "soft"))

    def _show_line(self, at: int, line: Line, names: Mapping[str, str], *, may: bool) -> None:
        made, column = card(f"way_{at}")
        kind = codes.label("way_place", line.kind)
        title = " · ".join(part for part in (kind, line.title, names.get(line.there, "")) if part)
        column.addWidget(wrapped(title, "section"))
        grave = line.found.is_barred
        column.addWidget(label(report.verdict(line.found), "error" if grave else "strong"))
        for words in report.told(line.found, names):
            column.addWidget(wrapped(words, "soft"))
        if line.decision is not None:
            answer = codes.label("crossing_answer", line.decision.answer)
            told = _("Decided on {day}: {answer}").format(
                day=i18n.format_day(line.decision.decided_on), answer=answer
            )
            column.addWidget(wrapped(told))
        if line.undecided and line.decision is not None:
            column.addWidget(wrapped(_("Another border became active since: decide again."), ""))
        if grave and may:
            row = FlowLayout(gap=2)
            row.addWidget(button(_("Decide …"), f"decide_{at}", self._deciding(line)))
            column.addLayout(row)
        self._column.addWidget(made)

    def _deciding(self, line: Line) -> Callable[[], None]:
        return partial(self._decide, line)

    def _decide(self, line: Line) -> None:
        if crossing_dialog.decide(self._desk.workspace, line, self.window()):
            self.reload()


class WaysOf(OfPerson):
    """The ways one participant told, sector by sector."""

    kind = "ways"
    title = N_("Ways the person told")
    new_label = N_("New way")
    empty_sentence = N_(
        "No way was told yet. Until then the straight line is taken from home to the place."
    )
    heading = N_("The way")
    reason = N_("As the person walks it. It stays here: it is neither printed nor exported.")
    model = Way
    columns = (
        Column("kind", N_("Where to"), 1, sortable=False),
        Column("ends", N_("To the sector"), 2, sortable=False),
        Column("through", N_("Sectors it passes"), 3, sortable=False),
        Column("who", N_("Who may use it"), 1, sortable=False),
        Column("told", N_("Told on"), 0, sortable=False),
        Column("state", N_("Status"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        names = ("kind", "ends_in", "through", "who_may", "drawn_on", "note", "until")
        return [FormSection(self.heading, self.reason, chosen(specs(WayDraft), names))]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"sector": self.namer(places.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return way_service.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = places.names(work)
        today = clock.today()
        return [
            (
                codes.label("way_place", kind),
                names.get(ends or "", ""),
                ", ".join(names[one] for one in through or () if one in names),
                codes.label("route_use", who),
                i18n.format_day(told),
                marked("off", _("No longer used"))
                if until and until <= today
                else marked("good", _("In use")),
            )
            for kind, ends, through, who, told, until in way_service.rows(work, keys)
        ]


def of_person(desk: Desk, person: str) -> tuple[Tab, ...]:
    """Return the tabs about a person's ways."""
    workspace, toasts = desk.workspace, desk.toasts
    return (
        Tab("where_to", N_("Where the person gets"), lambda _p: WhereTo(desk, person), group=WAYS),
        Tab(
            "ways",
            N_("Ways the person told"),
            lambda _p: RegisterPage(WaysOf(workspace, person), toasts),
            group=WAYS,
        ),
    )
