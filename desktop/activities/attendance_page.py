# SPDX-License-Identifier: GPL-3.0-or-later
"""Who came to a session: one line a person, one key a mark, each kept as it is pressed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.activities import series_service, service, session_service
from desktop.activities.series_model import ABSENT, CAME, PRESENT
from desktop.activities.series_service import Line
from desktop.core import codes, i18n
from desktop.core.i18n import _, ngettext
from desktop.households import apart_service
from desktop.participants import pause_service
from desktop.participants.form import participant_choices
from desktop.widgets import dialogs, look, shapes
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.editors_pick import PickLine
from desktop.widgets.parts import button, empty, label, named, tint, wrapped
from desktop.widgets.plain_table import plain

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TONES = {"present": "good", "late": "good", "excused": "note", "absent": "off"}
_LETTERS = 18
_SHOWN = 8
"""Codes named in the warning about a border."""


class MarkTable(QTableWidget):
    """The lines; a figure marks the current one and goes to the next."""

    marked = Signal(int, str)
    """Row and code of the mark; an empty code takes it back."""

    def __init__(self, marks: Sequence[str]) -> None:
        super().__init__(0, 3)
        named(self, "attendance_table", _("Attendance"))
        self._marks = marks
        self.setHorizontalHeaderLabels([_("Participant"), _("Attendance"), ""])
        plain(self)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        side = look.height("small_icon")
        self.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mark = self._mark_of(event)
        if mark is None or self.currentRow() < 0:
            super().keyPressEvent(event)
            return
        row = self.currentRow()
        self.marked.emit(row, mark)
        if mark and row + 1 < self.rowCount():
            self.setCurrentCell(row + 1, 0)

    def _mark_of(self, event: QKeyEvent) -> str | None:
        """Return what a key means: 1 to 4, Space for present, Backspace or 0 for nothing."""
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_0):
            return ""
        if event.key() == Qt.Key.Key_Space:
            return PRESENT
        typed = event.text()
        at = int(typed) - 1 if typed.isascii() and typed.isdigit() else -1
        return self._marks[at] if 0 <= at < len(self._marks) else None


class AttendancePage(QWidget):
    """The grid of one session, what it adds up to, and its blank sheet."""

    def __init__(
        self, workspace: "Workspace", activity: str, print_sheet: Callable[[str], None]
    ) -> None:
        super().__init__()
        named(self, "attendance", _("Attendance"))
        look.mark(self, "page")
        self._workspace, self._activity = workspace, activity
        self._marks = [one for one, _words in codes.choices("attendance_mark")]
        self._lines: list[Line] = []
        self.table = MarkTable(self._marks)
        self.table.marked.connect(self._mark)
        self.add = PickLine(self._offered, _LETTERS)
        named(self.add, "attendance_add", _("Add a participant"))
        self.add.picked.connect(self._add)
        self._warning = QVBoxLayout()
        words = _(
            "Nobody is on this sheet yet. Add who came, one code after the other. A session of a "
            "group has the list of its group."
        )
        self._nobody = wrapped(words, "soft", "attendance_nobody")
        self.told = label("", "soft", "attendance_told")
        self.rest = button(_("The others were absent"), "attendance_rest", self._mark_rest)
        self.heads = button(_("Count heads from this list"), "attendance_heads", self._count)
        self.sheet = button(
            _("Print a blank sheet"), "attendance_sheet", lambda: print_sheet(activity)
        )
        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read the lines again; the current one stays."""
        at = self.table.currentRow()
        with self._workspace.work() as work:
            self._lines = series_service.lines(work, self._activity)
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            self._show(row, line)
        if self._lines:
            self.table.setCurrentCell(min(max(at, 0), len(self._lines) - 1), 0)
        for part in (self.table, self._keys, self.told):
            part.setVisible(bool(self._lines))
        self._nobody.setVisible(not self._lines)
        self.setFocusProxy(self.table if self._lines else self.add)
        self._warn()
        self._tell()

    def keep_draft(self) -> None:
        """Every mark is kept as it is pressed."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        keys = " · ".join(
            f"{n} {codes.label('attendance_mark', one)}" for n, one in enumerate(self._marks, 1)
        )
        self._keys = wrapped(_("{keys} · Space: present").format(keys=keys), "meta")
        column.addWidget(self._keys)
        column.addWidget(self._nobody)
        column.addLayout(self._warning)
        column.addWidget(self.table, 1)
        beside = QHBoxLayout()
        beside.addWidget(label(_("Add a participant"), "meta"))
        beside.addWidget(self.add)
        beside.addStretch(1)
        beside.addWidget(self.told)
        column.addLayout(beside)
        verbs = FlowLayout(gap=2)
        for part in (self.rest, self.heads, self.sheet):
            verbs.addWidget(part)
        column.addLayout(verbs)
        column.addStretch()

    def _offered(self) -> Sequence[tuple[str, str]]:
        here = {line.participant for line in self._lines}
        return [one for one in participant_choices(self._workspace)() if one[0] not in here]

    def _mark(self, row: int, state: str) -> None:
        line = self._lines[row]
        with self._workspace.work(write=True) as work:
            if state:
                series_service.mark(work, self._activity, line.participant, state)
            else:
                series_service.unmark(work, self._activity, line.participant)
        self._lines[row] = Line(line.participant, line.code, state, line.barred, line.accepted)
        self._show(row, self._lines[row])
        self._tell()

    def _mark_rest(self) -> None:
        waiting = [line.participant for line in self._lines if not line.mark]
        with self._workspace.work(write=True) as work:
            for person in waiting:
                series_service.mark(work, self._activity, person, ABSENT)
        self.reload()
        self.table.setFocus()

    def _add(self) -> None:
        person = self.add.chosen()
        if person is None:
            return
        self.add.choose(None)
        with self._workspace.work() as work:
            barred = series_service.bars(work, self._activity, person)
            paused = bool(pause_service.paused(work, [person]))
        if paused and not self._came_all_the_same():
            return
        reason = ""
        if barred:
            answer = dialogs.ask(
                self,
                _("The way here crosses an active border"),
                _("From where this person lives, the way here crosses an active border."),
                _("Note it all the same"),
                danger=True,
                reason=True,
            )
            if not answer.agreed:
                return
            reason = answer.reason
        with self._workspace.work(write=True) as work:
            series_service.mark(work, self._activity, person, PRESENT, reason)
        self.reload()
        self.add.setFocus()

    def _came_all_the_same(self) -> bool:
        return dialogs.ask(
            self,
            _("This person is paused"),
            _("Nobody calls, visits or expects this person. Note it only if they were here."),
            _("They were here"),
            danger=True,
        ).agreed

    def _count(self) -> None:
        with self._workspace.work(write=True) as work:
            service.count_heads(work, self._activity)
        self._tell(_("The head-count was taken from this list."))

    def _show(self, row: int, line: Line) -> None:
        mark = QTableWidgetItem(codes.label("attendance_mark", line.mark) if line.mark else "–")
        if line.mark:
            mark.setIcon(shapes.icon(_TONES.get(line.mark, "off")))
        border = QTableWidgetItem(_("Active border on the way") if line.barred else "")
        if line.barred:
            border.setIcon(shapes.icon("warning"))
            border.setToolTip(line.accepted)
        for at, cell in enumerate((QTableWidgetItem(line.code), mark, border)):
            self.table.setItem(row, at, cell)

    def _warn(self) -> None:
        empty(self._warning)
        with self._workspace.work() as work:
            apart = apart_service.told(work, [line.participant for line in self._lines])
            resting = session_service.resting(work, self._activity)
        if resting:
            words = ngettext(
                "{n} person of the list is not expected until a pause is lifted.",
                "{n} people of the list are not expected until a pause is lifted.",
                resting,
            )
            self._warning.addWidget(tint("note", words.format(n=i18n.format_number(resting))))
        if apart:
            self._warning.addWidget(tint("warning", apart))
        barred = [line.code for line in self._lines if line.barred and not line.accepted]
        if not barred:
            return
        shown = ", ".join(barred[:_SHOWN]) + (" …" if len(barred) > _SHOWN else "")
        words = ngettext(
            "For {codes} the way here crosses an active border. Decide before the session.",
            "For {codes} the way here crosses an active border. Decide before the session.",
            len(barred),
        )
        self._warning.addWidget(tint("warning", words.format(codes=shown)))

    def _tell(self, more: str = "") -> None:
        came = sum(line.mark in CAME for line in self._lines)
        open_lines = sum(not line.mark for line in self._lines)
        words = _("{n} of {all} came").format(
            n=i18n.format_number(came), all=i18n.format_number(len(self._lines))
        )
        if open_lines:
            left = ngettext("{n} not marked yet", "{n} not marked yet", open_lines)
            words = f"{words} · {left.format(n=i18n.format_number(open_lines))}"
        self.told.setText(f"{more} {words}".strip())
        self.rest.setEnabled(bool(open_lines))
        self.heads.setEnabled(bool(came))
