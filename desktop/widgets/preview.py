# SPDX-License-Identifier: GPL-3.0-or-later
"""A record at a glance: the head of its page, and the narrow pane beside a list that shows it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.widgets import icons, look
from desktop.widgets.caution import Caution
from desktop.widgets.editors_flow import FlowLayout, flowing
from desktop.widgets.parts import (
    LOWEST,
    Elided,
    button,
    empty,
    is_low,
    label,
    named,
    tint,
    wrapped,
)
from desktop.widgets.source import Action, Shown
from desktop.widgets.verbs import Verbs


class RecordHead(QWidget):
    """Code, what stands beside it, facts, the next due step, and warnings that cannot be closed.

    ``back`` and ``verbs`` share its first line: on a small screen every line counts. A low
    window folds the facts into one line, and a very low one into the tip of the code, as the
    title does where ``box`` stands for the tabs.
    """

    def __init__(self, back: QPushButton, verbs: Verbs, box: QWidget) -> None:
        super().__init__()
        self._back, self._verbs, self._box = back, verbs, box
        self._cautions = list[Caution]()
        self._code = label("", "title", "record_code")
        self._title = label("", "soft", "record_title")
        self._title.setWordWrap(True)
        self._facts, self._warnings = FlowLayout(gap=4), QVBoxLayout()
        self._spread, self._line = QWidget(), Elided("", "meta", "facts_line")
        self._spread.setLayout(self._facts)
        flowing(self._spread)
        self._line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._step = QHBoxLayout()
        self._upper = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        whole, upper = QVBoxLayout(self), QVBoxLayout(self._upper)
        for column in (whole, upper):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(look.space())
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(look.space(3))
        for part in (self._back, self._code):
            first.addWidget(part)
        first.addWidget(self._title, 1)
        first.addWidget(self._box, 1)
        first.addWidget(self._verbs)
        inner = look.space(3)  # the word Back, not its edge, stands over what is under it
        second.setContentsMargins(inner, 0, 0, 0)
        self._warnings.setContentsMargins(inner, 0, 0, 0)
        second.addWidget(self._spread, 1)
        second.addWidget(self._line, 1)
        second.addLayout(self._step)
        upper.addLayout(first)
        upper.addLayout(second)
        whole.addWidget(self._upper)
        whole.addLayout(self._warnings)

    def show_record(self, shown: Shown) -> None:
        """Show another record, or the same one anew."""
        self._code.setText(shown.code)
        self._title.setText(shown.title)
        for layout in (self._facts, self._warnings, self._step):
            empty(layout)
        for title, value in shown.facts:
            self._facts.addWidget(_fact(title, value))
        self._line.say(" · ".join(f"{title}: {value}" for title, value in shown.facts))
        self._cautions = [Caution(words) for words in shown.warnings]
        for bar in self._cautions:
            self._warnings.addWidget(bar)
        if shown.next_step:
            self._step.addWidget(step_button(shown.next_step))
        self.fit()

    def fit(self) -> None:
        """Take as many lines as the window can spare."""
        low, lowest = is_low(self), is_low(self, LOWEST)
        told = self._facts.count() > 0 and not lowest
        broken = low and self._facts.sizeHint().width() > self.width()
        self._spread.setVisible(told and not broken)
        self._line.setVisible(told and broken)
        boxed = not self._box.isHidden()
        self._title.setVisible(not boxed)
        self._back.setText("" if boxed else _("Back"))
        told_apart = [self._title.text()] * boxed + [self._line.accessibleName()] * lowest
        facts = " · ".join(filter(None, told_apart))
        self._code.setToolTip(facts)
        self._code.setAccessibleDescription(facts)
        self._verbs.fit()
        for bar in self._cautions:
            bar.fit()

    def fold(self, *, away: bool) -> None:
        """Leave only the warnings, while something else has the page."""
        self._upper.setVisible(not away)


class Preview(QScrollArea):
    """The right third of a wide list page: what the current row is, without opening it."""

    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(_("Preview"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(look.width(30))
        inside = look.mark(QWidget(), "surface")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*(look.space(4),) * 4)
        self._column.setSpacing(look.space(3))
        self.setWidget(inside)

    def show_record(self, shown: Shown) -> None:
        """Show a record."""
        empty(self._column)
        self._column.addWidget(label(shown.code, "title", "preview_code"))
        if shown.title:
            self._column.addWidget(wrapped(shown.title, "soft"))
        for words in shown.warnings:
            self._column.addWidget(tint("warning", words))
        facts = QFormLayout()
        facts.setHorizontalSpacing(look.space(4))
        facts.setVerticalSpacing(look.space(2))
        facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for title, value in shown.facts:
            facts.addRow(label(title, "meta"), wrapped(value))
        self._column.addLayout(facts)
        row = QHBoxLayout()
        row.addWidget(button(_("Open"), "preview_open", self.open_wanted.emit))
        if shown.next_step:
            row.addWidget(step_button(shown.next_step))
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)


def step_button(action: Action, after: Callable[[], object] | None = None) -> QWidget:
    """Return the button of an action."""

    def run() -> None:
        action.run()
        if after:
            after()

    made = button(_(action.label), f"action_{action.name}", run)
    if action.icon:
        icons.dress(made, action.icon)
    return made


def _fact(title: str, value: str) -> QWidget:
    whole = named(QWidget(), "fact", f"{title} {value}")
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.space(2))
    row.addWidget(label(title, "meta"), 0, Qt.AlignmentFlag.AlignBaseline)
    row.addWidget(label(value), 0, Qt.AlignmentFlag.AlignBaseline)
    return whole
