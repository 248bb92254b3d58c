# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors of days, dates of any precision and moments: typed, with a calendar one key away."""

import re
from datetime import UTC, date, datetime

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, dates, i18n
from desktop.core.errors import UserError
from desktop.core.fields import Export, FieldSpec
from desktop.core.i18n import N_, _, ngettext
from desktop.widgets import icons, look
from desktop.widgets.editors import Editor, Line
from desktop.widgets.parts import label, named

_DAY = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[\s./-]+(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"\d{1,2}[\s./-]+\d{1,2}[\s./-]+\d{2}", re.ASCII)
_AGE = re.compile(r"~?\s*(\d{1,3})\s*(?:a|y|años?|anos?|years?)\.?", re.IGNORECASE)
_PACKED = {8: r"(\d{2})(\d{2})(\d{4})", 6: r"(\d{2})(\d{4})"}
_MOMENT = re.compile(r"(\S.*?)[\sT]+(\d{1,2})[:.hH](\d{2})", re.ASCII)


class DateEditor(Editor):
    """A day, written dd/mm/yyyy; the base of the other two."""

    def __init__(self, spec: FieldSpec, letters: int = 12) -> None:
        super().__init__(spec)
        self.line = Line(letters)
        self.line.setPlaceholderText(self._pattern())
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icons.dress(button, "calendar", "soft", _("Calendar (Alt+Down)"))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.space(1))
        self.row.addWidget(self.line)
        self.row.addWidget(button)
        self.row.addStretch(1)
        button.clicked.connect(self._open_calendar)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self._tidy)
        self.line.installEventFilter(self)

    def value(self) -> object:
        typed = self.line.text().strip()
        if not typed:
            return self.empty()
        try:
            return self._read(typed)
        except UserError:
            return typed

    def set_value(self, value: object) -> None:
        self._show(self._write(value))

    def problem(self) -> UserError | None:
        typed = self.line.text().strip()
        try:
            if typed:
                self._read(typed)
        except UserError as error:
            return error
        return None

    def state(self) -> object:
        return self.line.text()

    def restore(self, state: object) -> None:
        self._show(str(state))

    def controls(self) -> list[QWidget]:
        return [self.line]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt_down = (
                event.key() == Qt.Key.Key_Down
                and event.modifiers() & Qt.KeyboardModifier.AltModifier
            )
            if alt_down or event.key() == Qt.Key.Key_F4:
                self._open_calendar()
                return True
        return super().eventFilter(watched, event)

    def _pattern(self) -> str:
        return _("dd/mm/yyyy")

    def _read(self, typed: str) -> object:
        return read_day(typed)

    def _write(self, value: object) -> str:
        if isinstance(value, date):
            return i18n.format_day(value)
        text = "" if value is None else str(value)
        return i18n.format_day(date.fromisoformat(text)) if _is_day(text) else text

    def _show(self, text: str) -> None:
        self.line.blockSignals(True)
        self.line.setText(text)
        self.line.blockSignals(False)

    def _tidy(self) -> None:
        """Write what was understood in the usual form, so that a slip is seen at once."""
        value = self.value()
        if value is not None and self.problem() is None:
            self._show(self._write(value))

    def _open_calendar(self) -> None:
        value = self.value()
        shown = value if isinstance(value, date) else clock.today()
        calendar = _Calendar(self, shown)
        calendar.picked.connect(self._pick)
        calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.show()

    def _pick(self, day: date) -> None:
        self.line.setText(i18n.format_day(day))
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)


class PartialDateEditor(DateEditor):
    """A day, a month or a year, and whether it is only about then."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec, 24)
        self._about = QCheckBox(_("about"))
        self._about.setAccessibleName(_("The date is only approximate"))
        self.row.insertWidget(2, self._about)
        self._about.toggled.connect(self.changed)
        self._is_birth = spec.about.export is Export.AGE_BAND
        self._understood = named(label("", "meta"), f"{spec.name}_understood")
        self.row.insertWidget(3, self._understood)
        self.line.textChanged.connect(self._tell)
        self._about.toggled.connect(self._tell)

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        self._set_about(text.endswith("~"))
        super().set_value(text.removesuffix("~"))
        self._tell()

    def state(self) -> object:
        return self._about.isChecked(), self.line.text()

    def restore(self, state: object) -> None:
        about, text = state if isinstance(state, tuple) else (False, "")
        self._set_about(about)
        self._show(text)
        self._tell()

    def controls(self) -> list[QWidget]:
        return [self.line, self._about]

    def _pattern(self) -> str:
        return _("dd/mm/yyyy or mm/yyyy")

    def _read(self, typed: str) -> object:
        text = read_partial(typed)
        return text + "~" if self._about.isChecked() and not text.endswith("~") else text

    def _write(self, value: object) -> str:
        text = "" if value is None else str(value)
        try:
            return dates.show(text.removesuffix("~"))
        except UserError:
            return text

    def _tidy(self) -> None:
        value = self.value()
        if self.problem() is None and str(value or "").endswith("~"):
            self._set_about(True)
        super()._tidy()
        self._tell()

    def _tell(self) -> None:
        """Say how the date was understood: how finely it is known, or the age it means."""
        value = self.value()
        self._understood.setText("")
        if value and self.problem() is None:
            self._understood.setText(self._words(str(value)))

    def _words(self, stored: str) -> str:
        when = dates.parse(stored)
        if self._is_birth:
            years = max(0, dates.age(stored, clock.today()) or 0)
            words = (
                ngettext("about {n} year old", "about {n} years old", years)
                if when.approximate
                else ngettext("{n} year old", "{n} years old", years)
            )
            return words.format(n=years)
        return {
            "day": _("known to the day"),
            "month": _("known to the month"),
            "year": _("known to the year"),
        }[when.precision]

    def _set_about(self, about: bool) -> None:
        self._about.blockSignals(True)
        self._about.setChecked(about)
        self._about.blockSignals(False)


class MomentEditor(DateEditor):
    """A day and the time of day, local on the screen and UTC in the value."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(spec, 18)

    def _pattern(self) -> str:
        return _("dd/mm/yyyy hh:mm")

    def _read(self, typed: str) -> object:
        return read_moment(typed)

    def _write(self, value: object) -> str:
        try:
            moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            return str(value)
        return i18n.format_moment(moment) if isinstance(moment, datetime) else ""

    def _pick(self, day: date) -> None:
        found = _MOMENT.fullmatch(self.line.text().strip())
        time = f"{int(found[2]):02}:{found[3]}" if found else ""
        self.line.setText(f"{i18n.format_day(day)} {time}")
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)


def read_day(text: str) -> date:
    """Read a whole day as people type it; UserError says what to write instead."""
    found = dates.parse(read_partial(text).removesuffix("~"))
    if found.precision != "day":
        raise UserError(N_("Write the day, the month and the year, such as 03/10/2026."))
    return found.first


def read_partial(text: str) -> str:
    """Read a day, month or year as people type it and return the stored form, such as 2026-10~.

    An age is a year as well, an estimated one: 17 años, 17 anos, 17 a.
    """
    if told := _AGE.fullmatch(text.strip()):
        return dates.born_at(int(told[1]), clock.today())
    about = "~" in text
    typed = text.replace("~", " ").strip()
    if _SHORT_YEAR.fullmatch(typed):
        raise UserError(N_("Write the year with four figures, such as 03/10/2026."))
    packed = re.fullmatch(_PACKED.get(len(typed), "(?!)"), typed, re.ASCII)
    found = _DAY.fullmatch(typed) or _MONTH.fullmatch(typed) or packed
    parts = list(found.groups()) if found else []
    stored = "-".join(reversed([part.zfill(2) for part in parts])) if parts else typed
    return str(dates.parse(stored + ("~" if about else "")))


def read_moment(text: str) -> datetime:
    """Read a day and a local time and return the moment in UTC."""
    found = _MOMENT.fullmatch(text.strip())
    if not found or int(found[2]) > 23 or int(found[3]) > 59:
        raise UserError(N_("Write the day and the time, such as 03/10/2026 14:30."))
    day = read_day(found[1])
    local = datetime(day.year, day.month, day.day, int(found[2]), int(found[3])).astimezone()
    return local.astimezone(UTC)


class _Calendar(QFrame):
    """A month to pick a day from; the week starts as it does in the region."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, shown: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look.mark(self, "popup")
        month = QCalendarWidget()
        month.setLocale(_words_locale())
        month.setFirstDayOfWeek(QLocale(i18n.region()).firstDayOfWeek())
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        plain = QTextCharFormat()
        plain.setForeground(look.colour("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(day, plain)
        month.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        for side, word in (("prev", _("Month before")), ("next", _("Month after"))):
            arrow = month.findChild(QToolButton, f"qt_calendar_{side}month")
            name = "chevron-left" if side == "prev" else "chevron-right"
            if isinstance(arrow, QToolButton):
                icons.dress(arrow, name, "text", word)
        today = QPushButton(_("Today"))
        column = QVBoxLayout(self)
        column.addWidget(month)
        column.addWidget(today)
        month.activated.connect(lambda day: self._give(date(day.year(), day.month(), day.day())))
        month.clicked.connect(lambda day: self._give(date(day.year(), day.month(), day.day())))
        today.clicked.connect(lambda: self._give(clock.today()))
        month.setFocus()

    def _give(self, day: date) -> None:
        self.close()
        self.picked.emit(day)


def _is_day(text: str) -> bool:
    try:
        return dates.parse(text).precision == "day" and "~" not in text
    except UserError:
        return False


def _words_locale() -> QLocale:
    """Return a locale that names the months in the language in force."""
    speaks = i18n.region().startswith(i18n.language()[:2])
    return QLocale(i18n.region() if speaks else i18n.language())
