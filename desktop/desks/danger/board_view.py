# SPDX-License-Identifier: GPL-3.0-or-later
"""The field board: who is out, since when, back by when; one key says that somebody is back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop.core import clock, i18n
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.team import members
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.places.form import sector_choices
from desktop.safety import outing_service, service
from desktop.safety.outing_service import Out
from desktop.widgets import dialogs, look
from desktop.widgets.editors_date import read_moment
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named, scrolled, tint, wrapped

HOURS = (1, 2, 3, 4, 6, 8)
"""After how many hours somebody may say to be back."""
_USUAL = 2
_AT_DESKS = frozenset({"auditor", "technician"})
"""Roles without a key to any record, who send nobody out."""
_LONGER = timedelta(hours=1)
_LOOK_AGAIN = 60_000


class BoardView(QWidget):
    """One line a person who is out; one's own comes first, and Enter on it says "I am back"."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("board_view")
        self._desk = desk
        self._column = scrolled(self)
        self._problem = wrapped("", "error", "board_problem")
        self._who, self._sector, self._hours = QComboBox(), QComboBox(), QComboBox()
        self._by = QLineEdit()
        self._again = QTimer(self)
        self._again.setInterval(_LOOK_AGAIN)
        self._again.timeout.connect(self._look_again)
        self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()

    def reload(self) -> None:
        """Read the board again; the first of one's own buttons gets the keyboard."""
        typed = self._by.text()
        empty(self._column)
        user = self._desk.workspace.user.name
        with self._desk.workspace.work() as work:
            out = sorted(outing_service.board(work), key=lambda one: one.staff != user)
        first: QPushButton | None = None
        for one in out:
            line, back = self._line(one, mine=one.staff == user)
            self._column.addWidget(line)
            first = first or back
        if not out:
            self._column.addWidget(wrapped(_("Nobody is out in the field."), "soft"))
        known = {one.staff.casefold() for one in out}
        if free := [one for one in self._team(user) if one.casefold() not in known]:
            self._leaving(typed, free)
        else:
            self._by = QLineEdit()
        self._problem = wrapped("", "error", "board_problem")
        self._problem.hide()
        self._column.addWidget(self._problem)
        self._column.addStretch()
        self.setFocusProxy(first or self._hours)

    def _look_again(self) -> None:
        """Read it anew while somebody looks; a board out of sight may outlive what it reads."""
        if self.isVisible():
            self.reload()
        else:
            self._again.stop()

    def keep_draft(self) -> None:
        """A line of the board is written at once."""

    def close_down(self) -> None:
        """Let go of the clock."""
        self._again.stop()

    def _line(self, one: Out, *, mine: bool) -> tuple[QFrame, QPushButton]:
        parts = (
            one.staff,
            one.sector,
            _("since {time}").format(time=_hour(one.left_at)),
            _("back by {time}").format(time=_hour(one.back_by)),
        )
        words = " · ".join(part for part in parts if part)
        if one.late:
            words = f"{words} · {late_words(one.back_by)}"
        verb = _("I am back") if mine else _("Is back")
        back = button(verb, "is_back", partial(self._back, one.id), "primary" if mine else "")
        longer = button(_("One hour more"), "longer", partial(self._longer, one))
        return tint("danger" if one.late else "note", words, back, longer), back

    def _team(self, user: str) -> list[str]:
        """Return who may go out, who is signed in first: one laptop notes for the whole team."""
        listed = members.listed(self._desk.workspace)
        others = [one.user for one in listed if one.role not in _AT_DESKS and one.user != user]
        return [user, *others]

    def _leaving(self, typed: str, free: list[str]) -> None:
        """Ask where to and until when; the usual answers need two keys."""
        self._column.addWidget(label(_("Going out"), "section"))
        self._who = named(QComboBox(), "out_who", _("Who"))
        for one in free:
            self._who.addItem(one, one)
        self._sector = named(QComboBox(), "out_sector", _("Sector"))
        self._sector.addItem(_("No sector"), "")
        for identity, name in sector_choices(self._desk.workspace)():
            self._sector.addItem(name, identity)
        self._hours = named(QComboBox(), "out_hours", _("Back in"))
        for hours in HOURS:
            words = ngettext("{n} hour", "{n} hours", hours).format(n=hours)
            self._hours.addItem(words, hours)
        self._hours.setCurrentIndex(HOURS.index(_USUAL))
        self._by = named(QLineEdit(typed), "out_by", _("or back by (day and time)"))
        self._by.setPlaceholderText(_("dd/mm/yyyy hh:mm"))
        self._by.setMaximumWidth(look.width(24))
        several = (self._who,) if len(free) > 1 or free[0] != self._user else ()
        for field in (*several, self._hours, self._sector, self._by):
            self._column.addWidget(label(field.accessibleName(), "field"))
            row = QHBoxLayout()
            row.addWidget(field)
            row.addStretch()
            self._column.addLayout(row)
        go = FlowLayout(gap=2)
        self._go = button("", "go_out", self._leave, "primary")
        go.addWidget(self._go)
        self._who.currentIndexChanged.connect(self._say_who)
        self._say_who()
        self._column.addLayout(go)

    @property
    def _user(self) -> str:
        return self._desk.workspace.user.name

    def _say_who(self) -> None:
        mine = self._who.currentData() == self._user
        words = _("I am going out") if mine else _("Note who is going out")
        self._go.setText(words)
        self._go.setAccessibleName(words)

    def _leave(self) -> None:
        who = str(self._who.currentData())
        with self._desk.workspace.work() as work:
            stays = service.stays_in(work, who)
        if stays and not self._goes_all_the_same(who):
            return

        def write(work: Work) -> None:
            sector = str(self._sector.currentData() or "") or None
            outing_service.leave(work, self._until(), sector, who, decided=stays)

        self._write(write)

    def _goes_all_the_same(self, who: str) -> bool:
        if who == self._user:
            title = _("An alert about you goes on")
            words = _("Nobody sends you out until it is lifted. Do you go out all the same?")
        else:
            title = _("An alert about {user} goes on").format(user=who)
            words = _("Nobody sends them out until it is lifted. Do they go out all the same?")
        verb = _("Go out all the same")
        return dialogs.ask(self.window(), title, words, verb, danger=True).agreed

    def _until(self) -> datetime:
        typed = self._by.text().strip()
        if typed:
            return read_moment(typed)
        return clock.now() + timedelta(hours=int(self._hours.currentData()))

    def _back(self, identity: str) -> None:
        self._write(lambda work: outing_service.back(work, identity))

    def _longer(self, one: Out) -> None:
        until = max(one.back_by, clock.now()) + _LONGER
        self._write(lambda work: outing_service.longer(work, one.id, until))

    def _write(self, act: Callable[[Work], object]) -> None:
        try:
            with self._desk.workspace.work(write=True) as work:
                act(work)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._by.clear()
        self.reload()
        self.setFocus()


def late_words(back_by: datetime) -> str:
    """Say since how long somebody should be back."""
    minutes = max(1, int((clock.now() - back_by).total_seconds() // 60))
    if minutes < 60:
        return ngettext("{n} minute late", "{n} minutes late", minutes).format(n=minutes)
    hours = minutes // 60
    return ngettext("{n} hour late", "{n} hours late", hours).format(n=i18n.format_number(hours))


def _hour(moment: datetime) -> str:
    """Return the time of a moment of today, or its day too."""
    local = moment.astimezone()
    if local.date() == clock.today():
        return local.strftime("%H:%M")
    return i18n.format_moment(moment)
