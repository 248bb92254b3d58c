# SPDX-License-Identifier: GPL-3.0-or-later
"""The first tab of a sector: its borders with their status, and its pattern over time."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.core import clock, codes, dates, i18n
from desktop.core.i18n import _
from desktop.places import border_service, report, service
from desktop.places.border_service import BorderNow
from desktop.places.model import PatternPeriod
from desktop.places.sector_form import ShortForm, pattern_form, status_form
from desktop.widgets import look
from desktop.widgets.parts import button, empty, label

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class SectorPanel(QScrollArea):
    """Reads anew after every change; ``changed`` tells the page that lists may differ."""

    def __init__(
        self,
        workspace: "Workspace",
        sector: str,
        changed: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sector_panel")
        self.setWidgetResizable(True)
        self._workspace, self._sector, self._changed = workspace, sector, changed
        inside = look.mark(QWidget(), "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*(look.space(4),) * 4)
        self._column.setSpacing(look.space(2))
        self.setWidget(inside)
        self.show_sector()

    def show_sector(self) -> None:
        """Read the sector and show it."""
        today = clock.today()
        with self._workspace.work() as work:
            names = service.names(work)
            borders = border_service.borders_of(work, self._sector, today)
            history = service.pattern_history(work, self._sector)
            held = service.patterns(work, today).get(self._sector)
            may_change = work.could("amend")
        empty(self._column)
        self._show_pattern(names.get(self._sector, ""), held, history, may_change=may_change)
        self._column.addSpacing(look.space(4))
        self._show_borders(names, borders, may_change=may_change)
        self._column.addStretch()

    def _show_pattern(
        self,
        name: str,
        held: PatternPeriod | None,
        history: Sequence[PatternPeriod],
        *,
        may_change: bool,
    ) -> None:
        self._column.addWidget(label(_("Pattern"), "section"))
        now = report.pattern_words(held.pattern if held else "")
        since = _("{pattern}, since {day}").format(
            pattern=now, day=dates.show(held.valid_from) if held else ""
        )
        self._column.addWidget(label(since if held else now, "strong", "pattern_now"))
        if may_change:
            change = button(
                _("Change pattern"),
                "change_pattern",
                lambda: self._ask(pattern_form(self, self._workspace, self._sector, name)),
            )
            self._column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        for period in history:
            words = codes.label("sector_pattern", period.pattern)
            span = _("{pattern}: {first} to {last}").format(
                pattern=words,
                first=dates.show(period.valid_from),
                last=dates.show(period.valid_to) or _("today"),
            )
            self._column.addWidget(_line(span))
            if period.note:
                self._column.addWidget(_line(period.note))

    def _show_borders(
        self, names: dict[str, str], borders: Sequence[BorderNow], *, may_change: bool
    ) -> None:
        self._column.addWidget(label(_("Borders"), "section"))
        if not borders:
            none = label(_("No border of this sector is known. Find borders on the map."), "soft")
            none.setWordWrap(True)
            self._column.addWidget(none)
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space(4))
        grid.setColumnStretch(1, 1)
        here = names.get(self._sector, "")
        for row, border in enumerate(borders):
            other = names.get(border.b if border.a == self._sector else border.a, "")
            grid.addWidget(label(other, "strong"), row, 0)
            grid.addWidget(_line(self._words(border)), row, 1)
            if may_change:
                change = button(
                    _("Change status"),
                    f"status_{row}",
                    partial(self._ask_status, border.id, f"{here} – {other}"),
                )
                change.setAccessibleName(
                    _("Change the status of the border with {sector}").format(sector=other)
                )
                grid.addWidget(change, row, 2)
        self._column.addLayout(grid)

    def _ask_status(self, border: str, sides: str) -> None:
        self._ask(status_form(self, self._workspace, border, sides))

    def _words(self, border: BorderNow) -> str:
        parts = [report.status_words(border)]
        if border.since:
            parts.append(_("since {day}").format(day=dates.show(border.since)))
        if border.last_confirmed:
            parts.append(_("last confirmed {day}").format(day=dates.show(border.last_confirmed)))
        parts.append(_("{n} m").format(n=i18n.format_number(border.metres)))
        return ", ".join(parts)

    def _ask(self, form: ShortForm) -> None:
        form.accepted.connect(self._after)
        form.finished.connect(form.deleteLater)
        form.open()

    def _after(self) -> None:
        self.show_sector()
        self._changed()


def _line(words: str) -> QWidget:
    line = label(words, "soft")
    line.setWordWrap(True)
    return line
