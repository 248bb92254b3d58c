# SPDX-License-Identifier: GPL-3.0-or-later
"""Workload and filled fields, two tabs of the administration: figures to decide with."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core import clock, codes, filled, i18n
from desktop.core.document import Document, Section, Table
from desktop.core.i18n import _
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.tables import table_view
from desktop.desks.team import workload_service
from desktop.desks.team.leaving_dialog import worker_leaves
from desktop.desks.team.workload_service import LEVELS, WEIGHTS, Workload
from desktop.rights import words
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named, scrolled, wrapped

LOOK_BACK_DAYS = 365


class _Figures(QWidget):
    """A heading, a line of choices and figures that are counted anew when the store changed."""

    def __init__(self, desk: Desk, name: str, title: str, about: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._desk = desk
        column = scrolled(self)
        column.addWidget(label(title, "section"))
        column.addWidget(wrapped(about, "soft"))
        self.line = FlowLayout(gap=2)
        column.addLayout(self.line)
        self._figures = QVBoxLayout()
        self._figures.setSpacing(look.space(3))
        column.addLayout(self._figures)
        column.addStretch()

    def reload(self) -> None:
        """Count again."""
        empty(self._figures)
        table = self.table()
        if table is None:
            self._figures.addWidget(wrapped(_("There is nothing to count yet."), "soft"))
            return
        self._figures.addWidget(table_view(table))
        if table.note:
            self._figures.addWidget(wrapped(table.note, "meta"))

    def table(self) -> Table | None:
        """Return the figures, or None where there are none."""
        raise NotImplementedError

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""


class WorkloadPage(_Figures):
    """Who carries how much, who carries most first; it prints without a name of a participant."""

    def __init__(self, desk: Desk) -> None:
        about = _(
            "Open files of each worker by the danger the people are in. Ten files in immediate "
            "danger are more work than twenty quiet ones: deal out by the load, not by the number."
        )
        super().__init__(desk, "workload_page", _("Workload"), about)
        made = button(_("Print"), "print_workload", self._print)
        self.line.addWidget(made)
        with desk.workspace.work() as work:
            deals_out = work.could("members")
        if deals_out:
            leaves = partial(worker_leaves, desk)
            self.line.addWidget(button(_("A worker leaves …"), "workload_leaves", leaves))
        self.setFocusProxy(made)
        self.reload()

    def table(self) -> Table | None:
        with self._desk.workspace.work() as work:
            held = workload_service.workloads(work)
        return workload_table(held) if held else None

    def _print(self) -> None:
        table = self.table()
        title = _("Workload")
        made = Document(
            title=title,
            subtitle=i18n.format_long_day(clock.today()),
            language=i18n.language(),
            sections=[Section(title, [table] if table else [])],
            foot=_("contains no names"),
            cover=False,
        )
        paper.draw_noted(self._desk, made, "print", "workload")


class FilledPage(_Figures):
    """How often each field is answered, the least answered first."""

    def __init__(self, desk: Desk) -> None:
        about = _(
            "How many records of the last twelve months answer each field, the least answered "
            "first. What nobody fills in costs time on every form: retire the question, or ask "
            "the team why."
        )
        super().__init__(desk, "filled_page", _("What is filled in"), about)
        self.register = named(QComboBox(), "filled_register", _("Kind of record"))
        with desk.workspace.work() as work:
            found = [(words.register(one), one) for one in filled.registers(work)]
        for title, name in sorted(found):
            self.register.addItem(title, name)
        self.register.setCurrentIndex(max(0, self.register.findData("participant")))
        self.register.activated.connect(lambda _at: self.reload())
        self.line.addWidget(self.register)
        self.setFocusProxy(self.register)
        self.reload()

    def table(self) -> Table | None:
        chosen = self.register.currentData()
        if not chosen:
            return None
        since = clock.now() - timedelta(days=LOOK_BACK_DAYS)
        with self._desk.workspace.work() as work:
            held = filled.fields(work, str(chosen), since)
        if not held or not held[0].records:
            return None
        rows = [
            [
                _(one.title),
                i18n.format_number(one.answered),
                i18n.format_percent(one.share),
            ]
            for one in held
        ]
        header = [_("Field"), _("Filled in"), _("Share")]
        n = i18n.format_number(held[0].records)
        note = _("Records of the last twelve months: {n}").format(n=n)
        return Table(words.register(str(chosen)), header, rows, (False, True, True), note=note)


def workload_table(held: list[Workload]) -> Table:
    """Return the workers side by side, with everything together in the last row."""
    levels: Counter[str] = Counter()
    for one in held:
        levels.update(one.levels)
    whole = Workload(
        _("Together"), levels, sum(one.late for one in held), sum(one.unseen for one in held)
    )
    shown = [*LEVELS, *([""] if levels[""] else [])]
    header = [
        _("Worker"),
        _("Files"),
        *(codes.label("danger_level", level) if level else _("No level") for level in shown),
        _("Load"),
        _("Late"),
        _("Unseen"),
    ]
    rows = [
        [one.worker, *map(i18n.format_number, _counts(one, shown))]
        for one in (*held, *([whole] if len(held) > 1 else []))
    ]
    numeric = (False, *(True for _one in header[1:]))
    total = len(held) > 1
    return Table(_("Workload"), header, rows, numeric, total=total, note=_note(whole, len(held)))


def _note(whole: Workload, workers: int) -> str:
    words = _(
        "Load: a file in immediate danger counts {immediate}, high {high}, medium {medium}, low "
        "{low}; one without a level counts as medium. Late: tasks whose day has gone by. Unseen: "
        "files without a contact in 60 days. Mean files per worker: {mean}."
    )
    weights = {level: i18n.format_number(WEIGHTS[level]) for level in LEVELS}
    return words.format(**weights, mean=i18n.format_number(whole.files / workers, 1))


def _counts(one: Workload, shown: Sequence[str]) -> tuple[int, ...]:
    by_level = tuple(one.levels.get(level, 0) for level in shown)
    return (one.files, *by_level, one.weight, one.late, one.unseen)
