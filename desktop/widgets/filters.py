# SPDX-License-Identifier: GPL-3.0-or-later
"""What narrows a list, said as a sentence of chips, with the questions one key away."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named
from desktop.widgets.source import Column, Filter


class FilterLine(QWidget):
    """The chips with *Change*; behind it one box per filter and one for the order."""

    changed = Signal()
    turned = Signal()
    """The questions came on show, or went."""

    def __init__(
        self, filters: Sequence[Filter], columns: Sequence[Column], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filters = tuple(filters)
        self._columns = tuple(column for column in columns if column.sortable)
        self._boxes = {one.name: _filter_box(one) for one in filters}
        self._order = self._order_box()
        self._chips = FlowLayout(gap=2)
        self._panel = self._questions()
        self._change = button(_("Change"), "change_filters", self._unfold, "link")
        self._change.setCheckable(True)
        self._change.setAccessibleName(_("Change filters and order"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.space(2))
        whole.addLayout(self._chips)
        whole.addWidget(self._panel)
        self._panel.hide()
        self._say()
        for box in (*self._boxes.values(), self._order):
            box.currentIndexChanged.connect(self._answer)

    @property
    def chosen(self) -> dict[str, str]:
        """The chosen code of every filter that narrows."""
        return {
            name: str(box.currentData()) for name, box in self._boxes.items() if box.currentData()
        }

    @property
    def order(self) -> str:
        """The column the list is in the order of, with a minus for the other way round."""
        return str(self._order.currentData())

    @property
    def sentence(self) -> str:
        """What narrows the list, as a plain sentence."""
        return " · ".join(self._boxes[name].currentText() for name in self.chosen) or _(
            "Everything"
        )

    def choose(self, codes: Mapping[str, str]) -> None:
        """Choose these codes; every filter not named lets everything through."""
        with QSignalBlocker(self):
            for name, box in self._boxes.items():
                box.setCurrentIndex(max(box.findData(codes.get(name, "")), 0))
        self._answer()

    def sort(self, order: str) -> None:
        """Choose the order."""
        self._order.setCurrentIndex(max(self._order.findData(order), 0))

    def offer(self, filters: Sequence[Filter]) -> None:
        """Offer the choices there are by now; what was chosen stays when it is still there."""
        for one in filters:
            if one.name not in self._boxes:
                self._add(one)
            box = self._boxes[one.name]
            if _choices(box) != list(one.choices):
                with QSignalBlocker(box):
                    _fill(box, one, str(box.currentData() or ""))
        self._say()

    @property
    def unfolded(self) -> bool:
        """Whether the questions themselves are on show."""
        return self._change.isChecked()

    @property
    def asks(self) -> bool:
        """Whether there is any question to narrow by."""
        return bool(self._boxes)

    def _add(self, question: Filter) -> None:
        """Ask one more, such as a question somebody has just thought of."""
        box = self._boxes[question.name] = _filter_box(question)
        box.currentIndexChanged.connect(self._answer)
        if (row := self._panel.layout()) is not None:
            row.addWidget(_under(_(question.title), box))

    def _answer(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self._chips.removeWidget(self._change)
        empty(self._chips)
        chips = [
            label(self._boxes[name].currentText(), "chip", f"chip_{name}") for name in self.chosen
        ]
        for chip in chips or [label(_("Everything"), "soft", "chip_none")]:
            chip.setMinimumHeight(self._change.sizeHint().height())
            self._chips.addWidget(chip)
        self._chips.addWidget(self._change)

    def _unfold(self) -> None:
        self._panel.setVisible(self._change.isChecked())
        self.turned.emit()
        if self._change.isChecked():
            next(iter((*self._boxes.values(), self._order))).setFocus()

    def _order_box(self) -> QComboBox:
        box = named(QComboBox(), "order", _("Order"))
        box.addItem(_("As it comes"), "")
        for column in self._columns:
            title = _(column.title)
            box.addItem(_("{column}, first to last").format(column=title), column.name)
            box.addItem(_("{column}, last to first").format(column=title), f"-{column.name}")
        return box

    def _questions(self) -> QWidget:
        """Return the boxes, each under its title."""
        panel = named(QWidget(), "filter_panel")
        row = FlowLayout(panel, gap=4)
        titled = [(_(one.title), self._boxes[one.name]) for one in self._filters]
        for title, box in (*titled, (_("Order"), self._order)):
            row.addWidget(_under(title, box))
        clear = button(_("Show everything"), "clear_filters", lambda: self.choose({}), "quiet")
        row.addWidget(_under("", clear))
        return panel


def _under(title: str, control: QWidget) -> QWidget:
    """Return a control with its title above it."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(*(look.RING + 1,) * 4)  # room for the focus ring
    column.setSpacing(look.space())
    words = label(title, "meta")
    words.setBuddy(control)
    column.addWidget(words)
    column.addWidget(control)
    return whole


def _filter_box(question: Filter) -> QComboBox:
    box = named(QComboBox(), f"filter_{question.name}", _(question.title))
    _fill(box, question, question.chosen)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.setMaximumWidth(look.width(28))
    return box


def _fill(box: QComboBox, question: Filter, chosen: str) -> None:
    box.clear()
    box.addItem(_("All"), "")
    for code, words in question.choices:
        box.addItem(words, code)
    box.setCurrentIndex(max(box.findData(chosen), 0))


def _choices(box: QComboBox) -> list[tuple[str, str]]:
    return [(str(box.itemData(n)), box.itemText(n)) for n in range(1, box.count())]
