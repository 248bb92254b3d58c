# SPDX-License-Identifier: GPL-3.0-or-later
"""The day the map shows: a slider by months, in words, one key a month."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from desktop.core import clock, dates, i18n
from desktop.core.i18n import _
from desktop.places import border_service
from desktop.widgets import look
from desktop.widgets.parts import label, named

if TYPE_CHECKING:
    from desktop.core.store import Workspace

LARGE = 1.5
"""From this text size on the slider needs the room of its title."""
_LEAST, _MOST = 24, 240  # months the slider goes back, as far as anything is known
_SETTLE = 120
_BACK, _ON = "Alt+PgUp", "Alt+PgDown"
_FIRST = date(1900, 1, 1)


class TimeBar(QWidget):
    """``settled`` says that another day is to be shown; Alt+Page Up goes a month back."""

    settled = Signal()

    def __init__(self, workspace: "Workspace", scale: QWidget, page: QWidget) -> None:
        super().__init__()
        self._months = _reach(workspace)
        self._slider = named(QSlider(Qt.Orientation.Horizontal), "time", _("Day shown, by month"))
        self._slider.setRange(0, self._months)
        self._slider.setValue(self._months)
        self._slider.setPageStep(6)
        self._slider.setMinimumWidth(look.width(12))
        self._when: QLabel = label(_("Today"), "soft", "when")
        self._when.setMinimumWidth(look.width(12))
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self.settled)
        self._slider.valueChanged.connect(lambda _value: self._settle.start())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(4))
        row.addWidget(scale)
        if look.scale() < LARGE:
            row.addWidget(label(_("As it was"), "soft"))
        row.addWidget(self._slider, 1)
        row.addWidget(self._when)
        for keys, step in ((_BACK, -1), (_ON, 1)):
            made = QShortcut(QKeySequence(keys), page)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(lambda by=step: self.step(by))

    @property
    def day(self) -> date:
        """The day the slider stands at: today, or the end of a month before."""
        today = clock.today()
        back = self._months - self._slider.value()
        if not back:
            return today
        months = today.year * 12 + today.month - 1 - back + 1
        return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)

    def step(self, months: int) -> None:
        """Go some months on, or back."""
        self._slider.setValue(self._slider.value() + months)

    def tell(self, on: date) -> None:
        """Say in words which day is shown, on the screen and to who hears the slider."""
        today = on == clock.today()
        words = _("Today") if today else _("End of {month}").format(month=i18n.format_month(on))
        self._when.setText(words)
        said = _("Borders and patterns as they were on {day}").format(day=i18n.format_long_day(on))
        self._slider.setAccessibleDescription(said)
        keys = _("{month_back} goes a month back, {month_on} a month on.")
        keys = keys.format(month_back=_BACK, month_on=_ON)
        self._slider.setToolTip(f"{said}\n{keys}")
        self._when.setToolTip(said)

    def close_down(self) -> None:
        """Ask for no other day any more."""
        self._settle.stop()


def _reach(workspace: "Workspace") -> int:
    """Return how many months back something is known of borders, at least two years."""
    today = clock.today()
    with workspace.work() as work:
        changes = border_service.changed_between(work, _FIRST, today)
    first = min((dates.parse(one.on).first for one in changes), default=today)
    months = (today.year - first.year) * 12 + today.month - first.month + 1
    return max(_LEAST, min(_MOST, months))
