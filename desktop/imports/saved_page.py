# SPDX-License-Identifier: GPL-3.0-or-later
"""Mappings kept under a name: use one again, or keep what was just chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.core.i18n import _
from desktop.imports.mapping import Mapping
from desktop.imports.service import Saved
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, label, named


class SavedPanel(QWidget):
    """A line with the saved mappings and a name for the present one."""

    def __init__(
        self,
        keep: Callable[[str], object],
        use: Callable[[Mapping], object],
        forget: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keep, self._use, self._drop = keep, use, forget
        self._maps: Sequence[Saved] = ()
        self._chosen = named(QComboBox(), "saved_maps", _("Saved mappings"))
        self._chosen.setMinimumWidth(look.width(24))
        self._name = named(QLineEdit(), "map_name", _("Name of the mapping"))
        self._name.setMaxLength(80)
        self._name.setFixedWidth(look.width(32))
        self._name.setPlaceholderText(_("Name of the mapping"))
        self._save = button(_("Save these choices"), "save_map", self._save_it)
        self._forget = button(_("Forget these choices"), "forget_map", self._forget_it)
        row = FlowLayout(self, gap=2)
        self._known = label(_("Use saved choices"))
        for part in (self._known, self._chosen, self._forget, self._name, self._save):
            row.addWidget(part)
        self._save.setEnabled(False)
        self._name.textChanged.connect(lambda text: self._save.setEnabled(bool(text.strip())))
        self._chosen.activated.connect(self._use_it)

    def show_maps(self, maps: Sequence[Saved]) -> None:
        """Show the mappings kept for the register."""
        self._maps = maps
        self._chosen.clear()
        self._chosen.addItem(_("None"))
        for saved in maps:
            self._chosen.addItem(saved.name)
        for part in (self._known, self._chosen):
            part.setVisible(bool(maps))
        self._forget.hide()

    def _use_it(self, at: int) -> None:
        self._forget.setVisible(at > 0)
        if at > 0:
            self._name.setText(self._maps[at - 1].name)
            self._use(self._maps[at - 1].mapping)

    def _forget_it(self) -> None:
        at = self._chosen.currentIndex()
        if at > 0:
            self._name.clear()
            self._drop(self._maps[at - 1].id)

    def _save_it(self) -> None:
        self._keep(self._name.text().strip())
