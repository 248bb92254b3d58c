# SPDX-License-Identifier: GPL-3.0-or-later
"""Permanence on screen: the two figures, the curve, and the quarters side by side."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import clock, codes, i18n
from desktop.core.document import Chart, Document, Section, Table, Text
from desktop.core.i18n import _
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.tables import table_view
from desktop.placements import permanence_service as permanence
from desktop.placements import report
from desktop.widgets import look
from desktop.widgets.charts import ChartView
from desktop.widgets.parts import button, empty, label, named, scrolled, wrapped


class PermanencePage(QWidget):
    """Who still works or studies, for all placements or one type; it prints as it stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("permanence_page")
        self._desk = desk
        self.type = named(QComboBox(), "permanence_type", _("Type of placement"))
        self.type.addItem(_("All types"), "")
        for code, words in codes.choices("placement_type"):
            self.type.addItem(words, code)
        self.type.activated.connect(lambda _at: self.reload())
        column = scrolled(self)
        column.addWidget(label(_("Permanence"), "title"))
        about = _(
            "Who died or disappeared stands in no figure. Who could not be reached counts as not "
            "continuing in the first share, and is left out of the second."
        )
        column.addWidget(wrapped(about, "soft"))
        row = QHBoxLayout()
        row.setSpacing(look.space(2))
        row.addWidget(self.type)
        row.addWidget(button(_("Print"), "print_permanence", self._print))
        row.addStretch()
        column.addLayout(row)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(look.space(4))
        column.addLayout(self._parts)
        column.addStretch()
        self.setFocusProxy(self.type)
        self.reload()

    def reload(self) -> None:
        """Count again and draw anew."""
        empty(self._parts)
        for block in self._blocks():
            if isinstance(block, Chart):
                self._parts.addWidget(ChartView(block))
            elif isinstance(block, Table):
                self._parts.addWidget(label(block.title, "section"))
                self._parts.addWidget(table_view(block))
                if block.note:
                    self._parts.addWidget(wrapped(block.note, "meta"))
            else:
                self._parts.addWidget(wrapped(block.body, "soft"))

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _blocks(self) -> list[Chart | Table | Text]:
        day, type = clock.today(), str(self.type.currentData())
        with self._desk.workspace.work() as work:
            figures = permanence.permanence(work, day, type=type)
            held = permanence.cohorts(work, day, type=type)
            spells = permanence.spells(work, day, type=type)
        if not held:
            return [Text(_("No placement has begun yet."))]
        curve = report.survival_chart(_("How long placements last"), spells)
        chart = report.permanence_chart(_("Permanence curve"), figures)
        parts = [
            report.permanence_table(_("The two figures"), figures),
            chart,
            curve,
            report.cohort_table(_("By the quarter in which they began"), held),
        ]
        return [part for part in parts if part is not None]

    def _print(self) -> None:
        made = Document(
            title=_("Permanence"),
            subtitle=f"{self.type.currentText()} · {i18n.format_long_day(clock.today())}",
            language=i18n.language(),
            sections=[Section(_("Permanence"), self._blocks())],
            foot=_("contains no names"),
            cover=False,
        )
        paper.draw_noted(self._desk, made, "print", "permanence")
