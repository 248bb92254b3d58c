# SPDX-License-Identifier: GPL-3.0-or-later
"""A month of an office: who sits at the laptop, what day it is, and the ways through the window."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import col, select

from desktop.core import clock, records, store
from desktop.core.crypto import keys
from desktop.desks.frame.inner_form import TabWithForms
from desktop.desks.school_page import SchoolPage
from desktop.participants.model import Participant
from desktop.schooling import month_service
from desktop.widgets.form import Form
from desktop.widgets.register import RegisterPage
from tests.demo_world import NOW
from tests.desks.people import page_of
from tests.journeys.keyboard import Keyboard
from tests.windows import CTRL, PATIENCE, Program, _running
from tests.workspaces import LONG_AGO, let_in

OFFICE = {
    "sol": "caseworker",
    "rio": "caseworker",
    "luz": "coordinator",
    "mar": "coordinator",
    "dato": "data_officer",
}
"""Who works there, by login word."""
FILES = 60
"""How many files a caseworker has."""


def words_of(user: str) -> str:
    """Return the passphrase of somebody of the office."""
    return f"{user} dos tres cuatro"


def furnish(folder: Path, unlocked: keys.Unlocked) -> None:
    """Give everybody of the office a passphrase as of long ago, and the caseworkers their files."""
    with clock.at(LONG_AGO):
        for user, role in OFFICE.items():
            scope = "own" if role == "caseworker" else "all"
            let_in(folder, unlocked, user, words_of(user), role, scope=scope)
    opened = store.Workspace(folder, unlocked)
    with clock.at(NOW), opened.work(write=True) as work:
        everybody = work.session.exec(select(Participant).order_by(col(Participant.row))).all()
        still = [one for one in everybody if one.status == "open" and not one.restricted]
        for at, person in enumerate(still[: 2 * FILES]):
            records.give(work, person, ("sol", "rio")[at % 2])
    opened.close()


class Month:
    """Somebody at the laptop, on a day of the month; the hand on the keyboard counts."""

    def __init__(self, program: Program, user: str, days: ExitStack) -> None:
        self.program, self.user = program, user
        self.hand = Keyboard(program)
        self._days = days

    @property
    def workspace(self) -> store.Workspace:
        return self.program.workspace

    def on(self, year: int, month: int, day: int, hour: int = 15) -> None:
        """Let the time go by until this day, at an hour of UTC."""
        moment = datetime(year, month, day, hour, tzinfo=UTC)
        gone = moment - clock.now()
        assert gone > timedelta(0), "time goes one way"
        self._days.enter_context(clock.later(gone))
        self.program.app.sentry.watch.start()  # nobody was idle: they went home
        self.program.preferences.place = "my_day"
        self.program.app.rebuild()  # and the next day begins with a window made anew
        self.program.settle()
        self.program.window.desk.show_paper = lambda _path: None

    def day(self) -> str:
        """Return what stands on My day, in one line."""
        again = "my_day" in self.program.window.pages
        page = self.program.go("my_day")
        if again:
            page.reload()
            self.program.settle()
        return " ".join(self.program.texts(page).split())

    def open(self, person: str, tab: str = "") -> Any:
        """Open the file of a participant, on a tab where one is named."""
        page = page_of(self.program)
        page.open(person)
        if tab:
            page.record.go_to(tab)
        self.program.settle()
        return page

    def tab(self, person: str, name: str, kind: type[Any]) -> Any:
        """Open the file of a participant on a tab, and return what it is made of."""
        page = self.open(person, name)
        return page.record.tabs.currentWidget().findChild(kind)

    def add(self, register: RegisterPage, **answers: object) -> None:
        """Write a new record with Ctrl+N, by keyboard, and finish it with Ctrl+Enter."""
        self.program.settle()
        register.setFocus()
        self.hand.key(Qt.Key.Key_N, CTRL)
        self.program.settle()
        assert register.in_record, "Ctrl+N opens the form"
        self.finish(register.record.forms[0].form, **answers)

    def into(self, register: RegisterPage) -> None:
        """Open the record the list stands on with Enter."""
        self.program.settle()
        register.list.focus_list()
        self.hand.key(Qt.Key.Key_Return)
        self.program.settle()
        assert register.in_record, "Enter opens the record"

    def write(self, tab: TabWithForms, verb: str, **answers: object) -> None:
        """Press a verb of a tab, answer what it asks and finish."""
        self.click(verb, tab)
        assert tab._inner is not None
        self.finish(tab._inner.form, **answers)

    def finish(self, form: Form, **answers: object) -> None:
        """Answer a form and finish it; nothing is left to be said under a field."""
        self.hand.answer(form, **answers)
        self.program.finish()
        self.hand.keys += 2
        if shiboken6.isValid(form) and form.isVisible():
            assert form.problems() == {}, form.problems()

    def click(self, name: str, under: QWidget | None = None) -> None:
        """Press a button as it stands there, or in the menu of what found no room."""
        self.program.press(name, under)

    def asked(self, press: Callable[[], None], act: Callable[[QDialog], None]) -> None:
        """Press something that asks in a dialog, and answer there; it is closed afterwards."""

        answered = []

        def answer(shown: QDialog) -> None:
            answered.append(shown.objectName())
            shown.activateWindow()
            self.program.qtbot.waitUntil(shown.isActiveWindow, timeout=PATIENCE)
            act(shown)
            if shown.isVisible():
                said = self.program.texts(shown)
                shown.reject()
                raise AssertionError(f"the dialog is still open: {said}")

        self.program.during(answer)
        press()
        self.program.settle()
        assert answered, "nothing was asked"

    def fill(self, shown: QDialog, verb: str, **answers: object) -> None:
        """Answer the form of a dialog by keyboard and press its verb."""
        if answers:
            self.hand.answer(shown.form, **answers)  # type: ignore[attr-defined]
        part(shown, QPushButton, verb).click()

    def approved(self, shown: QDialog, user: str) -> None:
        """Let a second person approve: the name, Enter, the passphrase, Enter."""
        self.hand.type(user)
        self.hand.key(Qt.Key.Key_Return)
        self.hand.type(words_of(user))
        self.hand.key(Qt.Key.Key_Return)
        self.program.qtbot.waitUntil(lambda: not shown.isVisible(), timeout=PATIENCE)

    def printed(self, press: Callable[[], None], target: Path) -> str:
        """Press what prints, choose where, and return what stands on the paper."""

        self.asked(press, lambda shown: name_file(shown, target))
        self.program.qtbot.waitUntil(target.exists, timeout=PATIENCE)
        self.program.settle()
        return read(target)

    def newest(self, model: type[Any], **where: object) -> Any:
        """Return the record of a kind that was written last."""
        with self.workspace.work() as work:
            query = select(model).filter_by(**where).order_by(col(model.row).desc())
            return work.session.exec(query).first()


def name_file(shown: QDialog, target: Path) -> None:
    """Say in the dialog of files where something is to be written, or which file is meant."""
    part(shown, QLineEdit, "fileNameEdit").setText(str(target))
    shown.accept()


def read(path: Path) -> str:
    """Return the words of a PDF."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def part(under: QWidget, kind: type[Any], name: str) -> Any:
    """Return a visible part of a dialog."""
    found = [one for one in under.findChildren(kind, name) if one.isVisible()]
    assert found, f"no visible {kind.__name__} {name}"
    return found[0]


def choose(box: QComboBox, code: object) -> None:
    """Choose an entry of a box."""
    at = [box.itemData(at) for at in range(box.count())].index(code)
    box.setCurrentIndex(at)
    box.activated.emit(at)


def school_month(who: Month) -> None:
    """One key a pupil."""
    page = who.program.go("activities", "school").page("school")
    assert isinstance(page, SchoolPage)
    choose(page.month, date(2026, 11, 1))
    page.grid.setFocus()
    pupils = len(page.model.lines)
    assert pupils
    before = who.hand.keys
    for _pupil in range(pupils):
        who.hand.key(Qt.Key.Key_Space)
    assert who.hand.keys - before == pupils
    with who.workspace.work() as work:
        assert month_service.left(work, date(2026, 11, 1)) == 0


@contextmanager
def sitting(
    qtbot: QtBot, qapp: QApplication, folder: Path, where: Path, user: str
) -> Iterator[Month]:
    """Open the program as somebody of the office, with the own passphrase."""
    running = contextmanager(_running)(qtbot, qapp, folder, where)
    with running as program, ExitStack() as days:
        program.app._dress()
        unlocked = keys.unlock(store.load_header(folder), user, words_of(user))
        program.open(folder, unlocked)
        program.window.desk.show_paper = lambda _path: None
        yield Month(program, user, days)
