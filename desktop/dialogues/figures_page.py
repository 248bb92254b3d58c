# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a quarter as they would leave, the file they leave in, and what lasts how long."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.core import clock, files, i18n
from desktop.core.document import Table, Text
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.dialogues import figures_report, figures_service
from desktop.dialogues.figures_service import Lasting
from desktop.dialogues.form import STORE
from desktop.dialogues.overview_page import scrolled
from desktop.quarters import file_service, report, service
from desktop.widgets import dialogs, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.toasts import Toasts

QUARTERS = 6


class QuarterPage(QScrollArea):
    """Choose a quarter that is over, read what may leave, let it leave signed."""

    def __init__(self, workspace: "Workspace", toasts: "Toasts") -> None:
        super().__init__()
        self._workspace, self._toasts = workspace, toasts
        self.quarter = named(QComboBox(), "figures_quarter", _("Quarter"))
        self.quarter.setMaximumWidth(look.width(40))
        self.save = button(_("Save the figures file"), "save_figures", self._save)
        self.give = button(_("Give them to the report"), "give_figures", self._give, "primary")
        self._shown, self._lasting = QVBoxLayout(), QVBoxLayout()
        self._lay_out(scrolled(self, "quarter_page"))
        self.quarter.activated.connect(lambda _at: self.reload())
        self._is_read = False

    def reload(self) -> None:
        """Count again, if anybody looks."""
        if not self.isVisible():
            self._is_read = False
            return
        self._is_read = True
        self._offer()
        found = figures_report.figures(self._workspace, self._chosen)
        with self._workspace.work(STORE) as work:
            lasting = figures_service.survival(work, clock.today())
            may_give = work.could("report")
        self.give.setVisible(may_give)
        empty(self._shown)
        for block in report.of_quarter(found):
            if isinstance(block, Text):
                self._shown.addWidget(wrapped(block.body, "soft", "figures_words"))
            elif isinstance(block, Table):
                self._show_table(block)
        empty(self._lasting)
        for one in lasting:
            self._lasting.addWidget(wrapped(_lasted(one), name="lasting"))
        if not lasting:
            words = _("No agreement is old enough yet to say how long they last.")
            self._lasting.addWidget(wrapped(words, "soft", "lasting"))

    def showEvent(self, event: object) -> None:
        """Count when the tab is looked at, not before."""
        super().showEvent(event)  # type: ignore[arg-type]
        if not self._is_read:
            self.reload()

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def save_to(self, target: Path) -> None:
        """Write the signed file of the quarter on show."""
        files.replace(target, figures_service.make(self._workspace, self._chosen))
        self._toasts.show(_("The figures file was written. It is signed and names nobody."))

    def _offer(self) -> None:
        """Offer the quarters that are over by now; the one on show stays."""
        offered = file_service.latest(clock.today(), QUARTERS)
        if offered == [self.quarter.itemData(at) for at in range(self.quarter.count())]:
            return
        chosen = self.quarter.currentData()
        self.quarter.clear()
        for one in offered:
            self.quarter.addItem(report.quarter_words(one), one)
        self.quarter.setCurrentIndex(max(0, self.quarter.findData(chosen)))

    @property
    def _chosen(self) -> str:
        return str(self.quarter.currentData())

    def _save(self) -> None:
        name = f"{self._chosen}{file_service.ENDING}"
        patterns = [(_("Figures files"), f"*{file_service.ENDING}")]
        title = _("Where should the figures file be written?")
        target = dialogs.choose_file_to_save(self, title, patterns, name)
        if target is not None:
            self.save_to(target)

    def _give(self) -> None:
        """Make the file and let the report take it in, through the same checks as any file."""
        made = figures_service.make(self._workspace, self._chosen)
        try:
            service.take_in(self._workspace, made)
        except service.AlreadyHere as error:
            if not self._replaces(error):
                return
            service.take_in(self._workspace, made, replace=True)
        self._toasts.show(_("The report has the figures of this quarter."))

    def _replaces(self, error: UserError) -> bool:
        title = _("Replace the figures of this quarter")
        return dialogs.ask(self, title, str(error), _("Replace"), danger=True).agreed

    def _show_table(self, table: Table) -> None:
        whole = named(QWidget(), "figures_table", table.title)
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, look.space(2), 0, 0)
        grid.setHorizontalSpacing(look.space(4))
        grid.setVerticalSpacing(look.space(1))
        grid.setColumnStretch(0, 1)
        grid.addWidget(wrapped(table.title, "field"), 0, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        for at, words in enumerate(table.header[1:], start=1):
            grid.addWidget(label(words, "meta"), 0, at, right)
        for number, row in enumerate(table.rows, start=1):
            grid.addWidget(wrapped(row[0], name="figures_line"), number, 0)
            for at, cell in enumerate(row[1:], start=1):
                grid.addWidget(label(cell, "", "figures_cell"), number, at, right)
        whole.setMaximumWidth(look.width(90))
        self._shown.addWidget(whole)

    def _lay_out(self, column: QVBoxLayout) -> None:
        column.addWidget(label(_("Figures of a quarter"), "section"))
        words = _(
            "Once a quarter the report gets these numbers, signed, and nothing else. No name, no "
            "place, no date leaves, and no number with fewer than three processes behind it."
        )
        column.addWidget(wrapped(words, "soft"))
        column.addWidget(label(_("Quarter"), "field"))
        column.addWidget(self.quarter)
        column.addLayout(self._shown)
        verbs = FlowLayout(gap=2)
        verbs.addWidget(self.give)
        verbs.addWidget(self.save)
        column.addLayout(verbs)
        column.addSpacing(look.space(4))
        column.addWidget(label(_("How long agreements last"), "section"))
        column.addLayout(self._lasting)
        column.addStretch(1)


def _lasted(one: Lasting) -> str:
    """Say a share in plain words, with how many agreements it rests on."""
    words = ngettext(
        "After {days} days, {share} still held ({n} agreement was that old or had ended).",
        "After {days} days, {share} still held ({n} agreements were that old or had ended).",
        one.at_risk,
    )
    share = i18n.format_percent(one.share)
    return words.format(days=one.days, share=share, n=i18n.format_number(one.at_risk))
