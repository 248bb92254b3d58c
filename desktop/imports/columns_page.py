# SPDX-License-Identifier: GPL-3.0-or-later
"""Which column is which field, and which of their words is which of our answers."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from desktop.core.fields import FieldSpec
from desktop.core.i18n import _, ngettext
from desktop.imports import words
from desktop.imports.mapping import Mapping
from desktop.imports.reading import Reading
from desktop.imports.suggest import Choices
from desktop.widgets import look
from desktop.widgets.parts import empty, label, named

_NOTHING, _FIXED = "", "\0fixed"
_SAMPLES = 3
_LONGEST_SAMPLE = 48


class Choice(QComboBox):
    """A choice the mouse wheel does not change: here it scrolls the page."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsPanel(QWidget):
    """A line for each of our fields; ``changed`` after every choice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = Reading("csv")
        self._fields: tuple[FieldSpec, ...] = ()
        self._needed: Collection[str] = ()
        self._choices: Choices = {}
        self._columns: dict[str, QComboBox] = {}
        self._fixed: dict[str, QComboBox] = {}
        self._values: dict[str, dict[str, QComboBox]] = {}
        self._kept: dict[str, dict[str, str]] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.space(4))
        self._grid.setVerticalSpacing(look.space())
        self._grid.setColumnStretch(3, 1)
        self._words = QVBoxLayout()
        self._words.setSpacing(look.space(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(4))
        column.addLayout(self._grid)
        column.addLayout(self._words)

    def show_mapping(
        self,
        reading: Reading,
        fields: Iterable[FieldSpec],
        needed: Collection[str],
        choices: Choices,
        mapping: Mapping,
    ) -> None:
        """Lay out the fields with what is suggested or was saved."""
        self._reading, self._fields = reading, tuple(fields)
        self._needed, self._choices = needed, choices
        self._kept = {name: dict(pairs) for name, pairs in mapping.values.items()}
        self._columns.clear()
        self._fixed.clear()
        empty(self._grid)
        for place, title in enumerate((_("Our field"), _("Column of the file"), _("Examples"))):
            self._grid.addWidget(label(title, "meta"), 0, place)
        for row, spec in enumerate(self._fields, start=1):
            self._add_field(row, spec, mapping)
        self._show_words()

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields laid out now."""
        return self._fields

    def mapping(self) -> Mapping:
        """Return what is chosen now; the settings of the reading are the page's."""
        chosen = {name: str(combo.currentData()) for name, combo in self._columns.items()}
        columns = {name: at for name, at in chosen.items() if at not in (_NOTHING, _FIXED)}
        values = {name: self._chosen_words(name, chosen[name]) for name in self._columns}
        return Mapping(columns, {name: pairs for name, pairs in values.items() if pairs})

    def _chosen_words(self, name: str, at: str) -> dict[str, str]:
        """Return the answers chosen for a field's values, those of no answer left out."""
        if at == _NOTHING:
            return {}
        if at == _FIXED:
            pairs = {"": str(self._fixed[name].currentData())}
        else:
            shown = self._values.get(name, {}).items()
            pairs = self._kept.get(name, {}) | {one: str(box.currentData()) for one, box in shown}
        return {theirs: ours for theirs, ours in pairs.items() if ours}

    def _add_field(self, row: int, spec: FieldSpec, mapping: Mapping) -> None:
        title = _(spec.title)
        combo = self._column_combo(spec, mapping)
        accessible = _("{field}, for every row").format(field=title)
        fixed = self._answers(spec, f"fixed_{spec.name}", accessible)
        fixed.setCurrentIndex(max(0, fixed.findData(mapping.fixed(spec.name))))
        samples = label("", "soft", f"samples_{spec.name}")
        words_ = label(
            _("{field} (required)").format(field=title) if spec.name in self._needed else title
        )
        words_.setBuddy(combo)
        self._grid.addWidget(words_, row, 0)
        self._grid.addWidget(combo, row, 1)
        self._grid.addWidget(samples, row, 2)
        self._grid.addWidget(fixed, row, 2)
        self._columns[spec.name], self._fixed[spec.name] = combo, fixed

        def show() -> None:
            at = combo.currentData()
            column = self._reading.column(str(at))
            samples.setText(_shown(column.samples) if column else "")
            samples.setVisible(at != _FIXED)
            fixed.setVisible(at == _FIXED)

        def choose() -> None:
            show()
            self._show_words()
            self.changed.emit()

        show()
        combo.activated.connect(lambda _at: choose())
        fixed.activated.connect(lambda _at: self.changed.emit())

    def _column_combo(self, spec: FieldSpec, mapping: Mapping) -> QComboBox:
        combo = named(Choice(), f"column_{spec.name}", _(spec.title))
        combo.setFixedWidth(look.width(34))
        combo.addItem(_("Not in this file"), _NOTHING)
        if spec.about.codes:
            combo.addItem(_("The same for every row"), _FIXED)
        for column in self._reading.columns:
            combo.addItem(column.name, column.name)
        wanted = mapping.columns.get(spec.name, _FIXED if mapping.fixed(spec.name) else _NOTHING)
        combo.setCurrentIndex(max(0, combo.findData(wanted)))
        return combo

    def _show_words(self) -> None:
        """Show the words of the file that are not ours, each with the answer it stands for."""
        for name, combos in self._values.items():
            held = self._kept.setdefault(name, {})
            held.update({theirs: str(combo.currentData()) for theirs, combo in combos.items()})
        self._values.clear()
        empty(self._words)
        for spec in self._fields:
            column = self._reading.column(str(self._columns[spec.name].currentData()))
            if column is None or spec.name not in self._choices:
                continue
            known = self._known(spec)
            strange = [value for value in column.values if words.fold(value) not in known]
            title = _("{field}: their words and our answers").format(field=_(spec.title))
            if not column.values:
                self._words.addWidget(label(title, "section"))
                self._words.addWidget(_too_many())
            elif strange:
                self._words.addWidget(label(title, "section"))
                self._words.addWidget(_understood(len(column.values) - len(strange)))
                self._words.addWidget(self._pairs(spec, strange))

    def _pairs(self, spec: FieldSpec, strange: Iterable[str]) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(look.space())
        grid.setHorizontalSpacing(look.space(4))
        grid.setColumnStretch(2, 1)
        combos: dict[str, QComboBox] = {}
        for row, theirs in enumerate(strange):
            combo = self._answers(spec, f"value_{spec.name}_{row}", theirs)
            wanted = self._kept.get(spec.name, {}).get(theirs, "")
            combo.setCurrentIndex(max(0, combo.findData(wanted)))
            combo.activated.connect(lambda _at: self.changed.emit())
            grid.addWidget(label(theirs), row, 0)
            grid.addWidget(combo, row, 1)
            combos[theirs] = combo
        self._values[spec.name] = combos
        return box

    def _known(self, spec: FieldSpec) -> Collection[str]:
        """Return the words that need no choice."""
        if spec.about.codes:
            return words.certain(spec.about.codes)
        return {words.fold(word) for pair in self._choices[spec.name].items() for word in pair}

    def _answers(self, spec: FieldSpec, name: str, accessible: str) -> QComboBox:
        combo = named(Choice(), name, accessible)
        combo.setFixedWidth(look.width(34))
        combo.addItem(_("No answer chosen"), "")
        for code, word in self._choices.get(spec.name, {}).items():
            combo.addItem(word, code)
        return combo


def _shown(samples: Iterable[str]) -> str:
    text = " · ".join(list(samples)[:_SAMPLES])
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"


def _too_many() -> QWidget:
    words_ = label(
        _(
            "This column has too many different values to list."
            " Those that are not in our list are refused."
        ),
        "soft",
    )
    words_.setWordWrap(True)
    return words_


def _understood(n: int) -> QWidget:
    text = ngettext(
        "{n} value is understood already. Choose an answer for the others; rows without one are"
        " refused.",
        "{n} values are understood already. Choose an answer for the others; rows without one are"
        " refused.",
        n,
    ).format(n=n)
    words_ = label(text, "soft")
    words_.setWordWrap(True)
    return words_
