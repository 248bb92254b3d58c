# SPDX-License-Identifier: GPL-3.0-or-later
"""The question in which coordinate system a file is drawn, asked where nothing tells it surely."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.widgets import look
from desktop.widgets.parts import label, named, tint, wrapped

if TYPE_CHECKING:
    from desktop.places.areas_intake import Reading
    from desktop.places.crs_intake import Candidate

_MOST = 14
_OTHER = "other"


class SystemQuestion(QWidget):
    """A sentence where the system is known; a choice, and a number to type, where it is not."""

    changed = Signal()

    def __init__(self, reading: "Reading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = reading.system.code
        self._box: QComboBox | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        if reading.system.code:
            column.addWidget(wrapped(_told(reading), "soft", "system_told"))
            return
        n = reading.count
        holds = ngettext("The file holds {n} area.", "The file holds {n} areas.", n)
        column.addWidget(wrapped(holds.format(n=n)))
        column.addWidget(
            tint(
                "warning",
                _(
                    "The file does not say in which coordinate system it is drawn. Choose one "
                    "and look at the preview: the areas must lie where they belong."
                ),
            )
        )
        title = _("Coordinate system")
        column.addWidget(label(title, "field"))
        self._box = named(QComboBox(), "system", title)
        self._box.setMinimumContentsLength(12)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.addItem(_("Choose one"), "")
        for found in reading.candidates[:_MOST]:
            self._box.addItem(_offered(found), found.code)
        self._box.addItem(_("Another one, by its EPSG number"), _OTHER)
        column.addWidget(self._box)
        self._number = named(QLineEdit(), "epsg", _("EPSG number"))
        self._number.setPlaceholderText("32618")
        self._number.setValidator(QIntValidator(1000, 999_999, self._number))
        self._number.hide()
        column.addWidget(self._number)
        self._box.currentIndexChanged.connect(self._chosen)
        self._number.editingFinished.connect(self.changed)

    def code(self) -> str:
        """Return the system answered so far, or ''."""
        if self._box is None:
            return self._known
        if self._box.currentData() != _OTHER:
            return str(self._box.currentData())
        if not self._number.hasAcceptableInput():
            return ""
        # some write thousands with a point, and the box takes it
        return f"EPSG:{''.join(filter(str.isdigit, self._number.text()))}"

    def _chosen(self) -> None:
        assert self._box is not None  # noqa: S101 - it was built with the box
        self._number.setVisible(self._box.currentData() == _OTHER)
        self.changed.emit()


def _told(reading: "Reading") -> str:
    from desktop.places import crs_intake

    if reading.system.how == "by_size":
        return _("The numbers are longitude and latitude.")
    name = crs_intake.name(reading.system.code)
    return _("Coordinate system named by the file: {system}.").format(system=name)


def _offered(found: "Candidate") -> str:
    from desktop.places import where_intake

    return _("{system}: around {place}").format(
        system=found.name, place=where_intake.point_words(found.centre)
    )
