# SPDX-License-Identifier: GPL-3.0-or-later
"""Who cannot get where: by person or by place, codes only; it is never printed and never leaves."""

from array import array
from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.access import service
from desktop.access.service import Line
from desktop.core import clock, codes, i18n
from desktop.core.i18n import _, ngettext
from desktop.crossings import report
from desktop.crossings.service import Verdict
from desktop.desks.frame import crossing_dialog
from desktop.desks.frame.desk import Desk
from desktop.places import service as places
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named, scrolled, wrapped
from desktop.widgets.source import Column, Tone, marked
from desktop.widgets.table import RegisterTable

_PEOPLE, _PLACES = "people", "places"
_CODES = 12
_LEAST_ROWS = 7


class CutOffPage(QWidget):
    """Each person's way to each place an active border bars, and what was decided about it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("cut_off_page")
        look.mark(self, "page")
        self._desk = desk
        self._lines: list[Line] = []
        self._names: dict[str, str] = {}
        self.view = named(QComboBox(), "cut_off_view", _("How to look at it"))
        self.view.addItem(_("By person"), _PEOPLE)
        self.view.addItem(_("By place"), _PLACES)
        self.kind = named(QComboBox(), "cut_off_kind", _("Where to"))
        self.kind.addItem(_("Everywhere"), "")
        for code, words in codes.choices("way_place"):
            self.kind.addItem(words, code)
        self.open_only = named(QCheckBox(_("Only without a decision")), "cut_off_open")
        self.unknown = named(QCheckBox(_("With ways nobody knows")), "cut_off_unknown")
        self.said = wrapped("", "soft")
        self.decide = button(_("Decide …"), "cut_off_decide", self._decide, "primary")
        self.to_file = button(_("Open the file"), "cut_off_file", self._open_file)
        self._holder = QVBoxLayout()
        self._lay_out()
        for box in (self.view, self.kind):
            box.activated.connect(lambda _at: self._show())
        for tick in (self.open_only, self.unknown):
            tick.toggled.connect(lambda _on: self._show())
        self.setFocusProxy(self.view)
        self.reload()

    def reload(self) -> None:
        """Ask anew: a border or a register may have changed."""
        with self._desk.workspace.work() as work:
            self._lines = service.lines(work, clock.today())
            self._names = places.names(work)
            self._may = work.could("create")
        self._show()

    def open(self, _within: str) -> None:
        """Show what has no decision yet, as a line of My day asks."""
        self.open_only.setChecked(True)

    def keep_draft(self) -> None:
        """Nothing is typed here; the dialog keeps its own."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _lay_out(self) -> None:
        column = scrolled(self)
        column.addWidget(label(_("Who cannot get there"), "title"))
        column.addWidget(self.said)
        row = FlowLayout(gap=2)
        for part in (self.view, self.kind, self.open_only, self.unknown):
            row.addWidget(part)
        column.addLayout(row)
        column.addLayout(self._holder, 1)
        foot = FlowLayout(gap=2)
        foot.addWidget(self.decide)
        foot.addWidget(self.to_file)
        column.addLayout(foot)

    def _chosen(self) -> list[Line]:
        kind = self.kind.currentData()
        wanted = [one for one in self._lines if not kind or one.kind == kind]
        if self.open_only.isChecked():
            wanted = [one for one in wanted if one.undecided]
        unknown = self.unknown.isChecked()
        return [
            one
            for one in wanted
            if one.found.is_barred or (unknown and one.found.verdict is Verdict.UNKNOWN)
        ]

    def _show(self) -> None:
        shown = self._chosen()
        self.said.setText(_summary(self._lines))
        empty(self._holder)
        people = self.view.currentData() == _PEOPLE
        self._shown = shown if people else []
        self.table = self._of_people(shown) if people else self._of_places(shown)
        self._holder.addWidget(self.table, 1)
        for verb in (self.decide, self.to_file):
            verb.setVisible(people)
            verb.setEnabled(bool(self._shown) and (verb is self.to_file or self._may))

    def _of_people(self, shown: Sequence[Line]) -> RegisterTable:
        rows = [
            (
                one.code,
                codes.label("way_place", one.kind),
                one.title,
                self._names.get(one.there, ""),
                marked(_tone(one), report.verdict(one.found)),
                _decision(one),
            )
            for one in shown
        ]
        columns = (
            Column("code", _("Person"), 0, sortable=False),
            Column("kind", _("Where to"), 1, sortable=False),
            Column("place", _("Place"), 2, sortable=False),
            Column("sector", _("Sector"), 2, sortable=False),
            Column("known", _("What is known"), 2, status=True, sortable=False),
            Column("decision", _("What was decided"), 2, status=True, sortable=False),
        )
        table = _table(columns, rows, _("Who cannot get there, by person"))
        table.opened.connect(lambda _key: self._decide())
        return table

    def _of_places(self, shown: Sequence[Line]) -> RegisterTable:
        held: dict[tuple[str, str, str], list[str]] = {}
        for one in shown:
            held.setdefault((one.kind, one.there, one.title), []).append(one.code)
        ordered = sorted(held.items(), key=lambda pair: (-len(set(pair[1])), pair[0][2]))
        rows = [
            (
                title or codes.label("way_place", kind),
                codes.label("way_place", kind),
                self._names.get(there, ""),
                i18n.format_number(len(set(who))),
                _some(sorted(set(who))),
            )
            for (kind, there, title), who in ordered
        ]
        columns = (
            Column("place", _("Place"), 2, sortable=False),
            Column("kind", _("Where to"), 1, sortable=False),
            Column("sector", _("Sector"), 2, sortable=False),
            Column("people", _("People"), 0, numeric=True, sortable=False),
            Column("codes", _("Who"), 3, sortable=False),
        )
        return _table(columns, rows, _("Who cannot get there, by place"))

    def _line(self) -> Line | None:
        at = self.table.key
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _decide(self) -> None:
        line = self._line()
        if line is None or not self._may:
            return
        if crossing_dialog.decide(self._desk.workspace, line, self.window()):
            self._desk.toasts.show(_("What was decided was kept."))
            self.reload()

    def _open_file(self) -> None:
        if line := self._line():
            self._desk.go("participants", line.person)


def _table(columns: Sequence[Column], rows: Sequence[tuple[str, ...]], title: str) -> RegisterTable:
    made = RegisterTable(columns, lambda keys: [rows[key] for key in keys], title)
    made.setObjectName("cut_off_table")
    made.setMinimumHeight(look.height("row") * _LEAST_ROWS)
    made.show_keys(array("q", range(len(rows))))
    return made


def _summary(lines: Sequence[Line]) -> str:
    """Say how many people it is about, and how much is not known."""
    barred = {one.person for one in lines if one.found.is_barred}
    open_ones = {one.person for one in lines if one.undecided}
    unknown = {one.person for one in lines if one.found.verdict is Verdict.UNKNOWN}
    if not barred and not unknown:
        return _("No active border is known on anybody's way. That is no promise.")
    first = ngettext(
        "{n} person has an active border on a way.",
        "{n} people have an active border on a way.",
        len(barred),
    ).format(n=i18n.format_number(len(barred)))
    second = _("Without a decision: {n}. With a way nobody knows: {unknown}.").format(
        n=i18n.format_number(len(open_ones)), unknown=i18n.format_number(len(unknown))
    )
    return f"{first} {second}"


def _tone(one: Line) -> Tone:
    if one.found.is_barred:
        return "danger"
    return "warning" if one.found.verdict is Verdict.UNKNOWN else "off"


def _decision(one: Line) -> str:
    if one.undecided and one.decision is not None:
        return marked("warning", _("Decided before this border: ask again"))
    if one.decision is not None:
        word = codes.label("crossing_answer", one.decision.answer)
        return marked("good", f"{word}, {i18n.format_day(one.decision.decided_on)}")
    return marked("warning", _("Nothing decided")) if one.found.is_barred else ""


def _some(who: Sequence[str]) -> str:
    return ", ".join(who[:_CODES]) + (" …" if len(who) > _CODES else "")
