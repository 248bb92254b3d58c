# SPDX-License-Identifier: GPL-3.0-or-later
"""A verdict on screen: a shape and a sentence, why, what was lost; figures fold open."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.exports.verdict import Mark, Verdict
from desktop.widgets import look, shapes
from desktop.widgets.parts import button, label, named, wrapped

TONES = {Mark.PUBLISH: "good", Mark.ONLY: "warning", Mark.STOP: "danger"}


class VerdictCard(QFrame):
    """One verdict; ``write`` and ``tables`` are what can be done about it."""

    def __init__(
        self, verdict: Verdict, write: Callable[[], None], tables: Callable[[], None]
    ) -> None:
        super().__init__()
        named(self, "verdict", verdict.sentence)
        look.mark(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        head = _head(verdict)
        if verdict.leaves:
            head.addWidget(button(_("Write the dataset"), "write_dataset", write, "primary"))
        column.addLayout(head)
        for sentence in verdict.why:
            column.addWidget(wrapped(sentence))
        _list(column, _("What is lost"), verdict.lost)
        if verdict.leaves:
            _list(column, _("What is written"), verdict.files)
        self.details = _figures(verdict.details)
        self.details.hide()
        self.fold = button(_("Show the figures"), "fold", self._turn, "link")
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.details)
        if verdict.tables_offered:
            go = button(_("See the tables instead"), "see_tables", tables)
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _turn(self) -> None:
        shown = self.details.isHidden()
        self.details.setVisible(shown)
        self.fold.setText(_("Hide the figures") if shown else _("Show the figures"))


def _head(verdict: Verdict) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.space(2))
    shape = QLabel()
    side = look.height("small_icon")
    shape.setPixmap(shapes.icon(TONES[verdict.mark]).pixmap(side, side))
    row.addWidget(shape)
    row.addWidget(label(verdict.sentence, "section", "sentence"), 1)
    return row


def _list(column: QVBoxLayout, title: str, lines: Sequence[str]) -> None:
    if lines:
        column.addWidget(label(title, "strong"))
        for line in lines:
            column.addWidget(wrapped(f"– {line}"))


def _figures(details: Sequence[tuple[str, str]]) -> QWidget:
    made = named(QWidget(), "figures")
    rows = QFormLayout(made)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setHorizontalSpacing(look.space(4))
    for name, figure in details:
        rows.addRow(label(figure), wrapped(name, "soft"))
    return made
