# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page, every tab, every form and every dialog one verb away: by Tab alone, no English left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from babel.messages import pofile
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)

from desktop.widgets.register import RegisterPage
from tests.windows import Program

LANGUAGES = ("es", "pt_BR")
MOST_TABS = 300
_FOLDER = Path(__file__).parents[2] / "translations"


class Tour:
    """Looks at what is on show, and remembers what is wrong with it."""

    def __init__(self, program: Program, language: str) -> None:
        self.program = program
        self.english = _english(language)
        self.walks = language == LANGUAGES[0]  # the keys are the same in the other
        self.faults: list[str] = []
        self.seen = 0

    def look(self, where: str, at: QWidget) -> None:
        """Read every word of a part, and walk through it with Tab."""
        self.seen += 1
        left = sorted({one for one in _words(at) if one in self.english})
        self.faults += [f"{where}: English left: {one}" for one in left]

    def walk(self, where: str, window: QWidget) -> None:
        """Press Tab until it comes round again; every button and field was on the way."""
        if not self.walks:
            return
        QApplication.processEvents()
        met: list[QWidget] = []
        for _step in range(MOST_TABS):
            now = QApplication.focusWidget()
            if now is not None and met and now is met[-1]:
                self.faults.append(f"{where}: Tab stays on {_name(now)}")
                return
            if now is not None and now in met:
                break
            if now is not None:
                met.append(now)
            self.program.qtbot.keyClick(now or window, Qt.Key.Key_Tab)
        reached = set(met) | {proxy for one in met if (proxy := one.focusProxy())}
        for part in _tabbed(window):
            if shiboken6.isValid(part) and not _reached(part, reached):
                self.faults.append(f"{where}: Tab does not lead to {_name(part)}")

    def pages(self, where: str, page: QWidget) -> Iterator[tuple[str, QWidget]]:
        """Turn to every tab of a page, those within a tab too."""
        inside = [one for one in page.findChildren(QTabWidget) if one.isVisible()]
        mine = [one for one in inside if not _within(one, inside)]
        if not mine:
            yield where, page
        for tabs in mine:
            for at in range(tabs.count()):
                part = tabs.widget(at)
                if part is None or not tabs.isTabEnabled(at):
                    continue
                tabs.setCurrentIndex(at)
                self.program.settle()
                yield from self.pages(f"{where}/{part.objectName()}", part)

    def dialogs(self, where: str, page: QWidget) -> None:
        """Press every verb that ends in three dots, look at what it asks, and turn back."""
        for verb in page.findChildren(QPushButton):
            if not (shiboken6.isValid(verb) and verb.isVisible() and verb.isEnabled()):
                continue
            if verb.text().rstrip().endswith("…"):
                self._ask(f"{where}, {verb.objectName()}", verb)

    def _ask(self, where: str, verb: QPushButton) -> None:
        waiting = QTimer(interval=5)

        def answer() -> None:
            shown = QApplication.activeModalWidget()
            if not isinstance(shown, QDialog):
                return
            waiting.stop()
            try:
                if shown.objectName() != "choose_file":  # Qt's own, in Qt's own words
                    self.look(where, shown)
                    shown.activateWindow()
                    self.walk(where, shown)
            finally:
                shown.reject()

        waiting.timeout.connect(answer)
        waiting.start()
        verb.click()
        waiting.stop()
        self.program.settle()


def _english(language: str) -> set[str]:
    """Return the sentences that are others in a language."""
    with (_FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = pofile.read_po(file, locale=language)
    told = {
        one.id
        for one in catalogue
        if isinstance(one.id, str) and one.string != one.id and len(one.id) > 3
    }
    said = {one.string for one in catalogue if isinstance(one.string, str)}
    return told - said


def _words(at: QWidget) -> Iterator[str]:
    for one in at.findChildren(QWidget):
        if not one.isVisible():
            continue
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip())
        if isinstance(one, (QLabel, QAbstractButton)):
            yield one.text().replace("&&", "&")
        if isinstance(one, QLineEdit):
            yield one.placeholderText()
        if isinstance(one, QComboBox):
            yield from (one.itemText(n) for n in range(one.count()))
        if isinstance(one, QTabWidget):
            yield from (one.tabText(n) for n in range(one.count()))


def _tabbed(window: QWidget) -> list[QWidget]:
    """Return the buttons and fields that are to be met by Tab."""
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    return [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, kinds)
        and one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]


def _reached(part: QWidget, reached: set[QWidget]) -> bool:
    """Tell whether Tab met a part; of a set of answers one is enough, arrows do the rest."""
    if part in reached:
        return True
    if isinstance(part, QAbstractButton) and (group := part.group()) is not None:
        return any(one in reached for one in group.buttons())
    above = part.parentWidget()
    return above is not None and above in reached


def _within(one: QWidget, others: list[QTabWidget]) -> bool:
    return any(other is not one and other.isAncestorOf(one) for other in others)


def _name(part: QWidget) -> str:
    names = []
    at: QWidget | None = part
    while at is not None and len(names) < 3:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return " < ".join(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_reached_by_keyboard_and_speaks_the_language(
    program: Program, language: str
) -> None:
    program.preferences.language = language
    program.app.rebuild()
    program.settle()
    tour = Tour(program, language)
    for place in program.window.places:
        page = program.go(place)
        for where, part in tour.pages(place, page):
            tour.look(where, part)
            part.setFocus()
            tour.walk(where, program.window)
            tour.dialogs(where, part)
            _records(tour, where, part)
    assert tour.seen > len(program.window.places)
    assert not tour.faults, "\n".join(tour.faults)


def _records(tour: Tour, where: str, part: QWidget) -> None:
    """Open the form of a new record, and the first record with all its tabs."""
    program = tour.program
    own = [part] if isinstance(part, RegisterPage) else []  # a page may be the register itself
    for register in [*own, *part.findChildren(RegisterPage)]:
        if not register.isVisible():
            continue
        if register._source.new_label:
            register.open_new()
            program.settle()
            tour.look(f"{where}, new", register)
            tour.walk(f"{where}, new", program.window)
            register.close_record()
        keys = register.list.table.keys_model.keys
        if len(keys):
            register.open(int(keys[0]))
            program.settle()
            for name, inside in tour.pages(f"{where}, record", register.record):
                tour.look(name, inside)
                tour.walk(name, program.window)
            tour.dialogs(f"{where}, record", register.record.head)
            register.close_record()
