# SPDX-License-Identifier: GPL-3.0-or-later
"""Models of tables whose columns have a title each."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.core.i18n import _

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class Headed(QAbstractTableModel):
    """A model whose columns have a title each, shown in the language in force."""

    titles: Sequence[str] = ()
    sides: Sequence[int] = ()
    """How each title is aligned; none is Qt's own way."""

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | int | None:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _DISPLAY:
            return _(self.titles[section])
        return self.sides[section] | _WRAPPED if role == _ALIGNMENT and self.sides else None
