# SPDX-License-Identifier: GPL-3.0-or-later
"""The analysis of incidents: one question at a time, in charts, in figures and in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.core import clock, codes, i18n
from desktop.core.document import Block, Chart, Document, Section, Table, Text
from desktop.core.fields import About, FieldSpec, Kind
from desktop.core.i18n import N_, _, ngettext
from desktop.core.work import Work
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.tables import table_view
from desktop.desks.territory import analysis_asked
from desktop.incidents import analysis_report, around_report, reported_report
from desktop.incidents.analysis_report import Asked
from desktop.incidents.analysis_service import Chosen
from desktop.reports.monthly import DESTROY_DAYS
from desktop.widgets import dialogs, look
from desktop.widgets.charts import ChartView
from desktop.widgets.editors_date import DateEditor
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.jobs import Progress
from desktop.widgets.parts import button, empty, label, named, scrolled, wrapped

AROUND = "around"
VIEWS = (
    ("month", N_("By month")),
    ("hour", N_("By weekday and time of day")),
    ("type", N_("By type")),
    ("sector", N_("By sector, with the neighbours")),
    ("border", N_("By border")),
    (AROUND, N_("Before and after a date")),
    ("pause", N_("Days without a homicide")),
    ("reported", N_("Reported to an authority")),
)
_ANSWERS: Mapping[str, Callable[[Work, Asked], Iterator[Block]]] = {
    "month": analysis_report.by_month,
    "hour": analysis_report.by_hour,
    "type": analysis_report.by_type,
    "sector": around_report.by_sector,
    "border": around_report.by_border,
    "pause": around_report.pause,
    "reported": reported_report.reporting,
}
SPANS = (30, 90, 180, 365)
_DAY = FieldSpec("analysis_day", N_("The date"), Kind.DATE, About())


class AnalysisPage(QWidget):
    """What is asked above, the answer below; it is counted beside the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("analysis_page")
        self._desk = desk
        self._blocks: Sequence[Block] = ()
        self._run = 0
        with desk.workspace.work() as work:
            self._offered = analysis_asked.read(work)
        self.view = _box("analysis_view", _("What to look at"), 28)
        self.time = _box("analysis_time", _("Time"))
        self.type = _box("analysis_type", _("Type"))
        self.area = _box("analysis_area", _("Area"))
        self.border = _box("analysis_border", _("Border"))
        self.sure = named(QCheckBox(_("Only confirmed")), "analysis_sure", _("Only confirmed"))
        self.change = _box("analysis_change", _("A change of a border"))
        self.span = _box("analysis_span", _("How long before and after"), 8)
        self.day = DateEditor(_DAY)
        named(self.day.line, "analysis_day", _("The date"))
        self._fill()
        self._lay_out()
        for box in (self.view, self.time, self.type, self.area, self.border, self.span):
            box.activated.connect(lambda _at: self.reload())
        self.sure.toggled.connect(lambda _on: self.reload())
        self.change.activated.connect(lambda _at: self._take_change())
        self.day.changed.connect(self._count)
        self.setFocusProxy(self.view)
        self.reload()

    @property
    def is_drawn(self) -> bool:
        """Whether the answer to what was asked last is on show."""
        return bool(self._blocks)

    def reload(self) -> None:
        """Read anew what may be chosen, and count again."""
        self._dates.setVisible(self.view.currentData() == AROUND)
        self._count()

    def keep_draft(self) -> None:
        """Nothing is typed here that is kept."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def open(self, name: str) -> None:
        """Show one of the views by its name."""
        self.view.setCurrentIndex(max(0, self.view.findData(name)))
        self.reload()

    def _count(self) -> None:
        """Count in the worker; an answer that comes late is not shown."""
        self._run += 1
        run, workspace = self._run, self._desk.workspace
        view, asked = str(self.view.currentData()), self._asked()
        day, span = self._day(), int(self.span.currentData())

        def read(_progress: Progress) -> list[Block]:
            with workspace.work() as work:
                if view in _ANSWERS:
                    return list(_ANSWERS[view](work, asked))
                return list(around_report.around(work, asked, day, span)) if day else _no_day()

        def show(blocks: list[Block]) -> None:
            if run == self._run:
                self._show(blocks)

        self._blocks = ()
        self._desk.jobs.run(read, show, title=_("Counting incidents"))

    def _show(self, blocks: list[Block]) -> None:
        self._blocks = blocks or [Text(_("No incident was recorded in this time."))]
        empty(self._parts)
        for block in self._blocks:
            if isinstance(block, Chart):
                self._parts.addWidget(ChartView(block))
            elif isinstance(block, Table):
                self._parts.addWidget(label(block.title, "section"))
                self._parts.addWidget(table_view(block))
                if block.note:
                    self._parts.addWidget(wrapped(block.note, "meta"))
            elif isinstance(block, Text):
                role = {"note": "meta", "strong": "section"}.get(block.style, "")
                self._parts.addWidget(wrapped(block.body, role))

    def _asked(self) -> Asked:
        first, last = self.time.currentData()
        kind = str(self.type.currentData())
        chosen = Chosen(
            first,
            last,
            (kind,) if kind else (),
            None,
            str(self.border.currentData()),
            self.sure.isChecked(),
        )
        return self._offered.asked(chosen, str(self.area.currentData()))

    def _day(self) -> date | None:
        value = self.day.value()
        return value if isinstance(value, date) else None

    def _take_change(self) -> None:
        """Take the day on which a border changed; the hand may change it."""
        if day := str(self.change.currentData()):
            self.day.set_value(date.fromisoformat(day))
        self._count()

    def _fill(self) -> None:
        for code, words in VIEWS:
            self.view.addItem(_(words), code)
        for span, words in analysis_asked.times():
            self.time.addItem(words, span)
        self.type.addItem(_("All types"), "")
        for code, words in codes.choices("incident_type"):
            self.type.addItem(words, code)
        self.area.addItem(_("All sectors"), "")
        for place, words in self._offered.areas:
            self.area.addItem(words, place)
        self.border.addItem(_("With or without a border"), "")
        for border, words in self._offered.borders.items():
            self.border.addItem(words, border)
        self.change.addItem(_("A date of your own"), "")
        for on, words in self._offered.changes:
            self.change.addItem(words, on)
        for n in SPANS:
            words = ngettext("{n} day", "{n} days", n)
            self.span.addItem(words.format(n=i18n.format_number(n)), n)
        self.span.setCurrentIndex(1)

    def _lay_out(self) -> None:
        column = scrolled(self)
        about = _(
            "Incidents kept apart to protect the people hurt stand in none of these figures, and "
            "what we record is never all that happened."
        )
        line = FlowLayout(gap=2)
        for box in (self.view, self.time, self.type, self.area, self.border, self.sure):
            line.addWidget(box)
        line.addWidget(button(_("Print for the team"), "print_analysis", self._print))
        column.addLayout(line)
        self._dates = QWidget()
        row = FlowLayout(self._dates, gap=2)
        row.addWidget(label(_("The day of the agreement or of the change"), "field"))
        for part in (self.day, self.change, self.span):
            row.addWidget(part)
        column.addWidget(self._dates)
        column.addWidget(wrapped(about, "meta"))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(look.space(4))
        column.addLayout(self._parts)
        column.addStretch()

    def _print(self) -> None:
        """Print what is on show, as a page of the team that says when it is to be destroyed."""
        answer = dialogs.ask(
            self,
            _("Print for the team"),
            _("This page names sectors and borders. It is for the team alone."),
            _("Print for the team"),
            danger=True,
        )
        if answer.agreed:
            paper.draw_noted(self._desk, self.document(), "print", "analysis")

    def document(self) -> Document:
        """Return what is on show as a page of paper."""
        until = i18n.format_day(clock.today() + timedelta(days=DESTROY_DAYS))
        marks = [_("Demonstration data")] if self._desk.workspace.is_demo else []
        chosen = (self.time, self.type, self.area)
        return Document(
            title=_("Analysis of incidents"),
            subtitle=" · ".join(box.currentText() for box in chosen),
            language=i18n.language(),
            sections=[Section(self.view.currentText(), list(self._blocks))],
            foot=_("contains no names"),
            marks=[*marks, _("Team only. Destroy by {day}").format(day=until)],
            cover=False,
        )


def _no_day() -> list[Block]:
    words = _("Type the day of the agreement, or choose a change of a border.")
    return [Text(words)]


def _box(name: str, title: str, letters: int = 20) -> QComboBox:
    box = named(QComboBox(), name, title)
    box.setToolTip(title)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    return box
