# SPDX-License-Identifier: GPL-3.0-or-later
"""A blank page over everything, brought back by a short word; what cannot be covered locks."""

import sys

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QLineEdit, QMenu, QWidget

from desktop.core import cover, machine
from desktop.core.cover import CoverWord, WordTooShort
from desktop.core.errors import UserError
from desktop.shell.cover import ChooseWord
from desktop.shell.crash import CrashDesk
from desktop.shell.sentry import LONGEST_COVER
from desktop.widgets import dialogs
from tests.windows import CTRL

WORD = "limón"


def escape(times=2):
    """Press Esc as the window system does: at the window that has the keyboard."""
    for _ in range(times):
        if (window := QApplication.focusWindow()) is not None:
            QTest.keyClick(window, Qt.Key.Key_Escape)
    QApplication.processEvents()


def type_blind(program, text, end=Qt.Key.Key_Return):
    blank = program.app.sentry._blank
    for letter in text:
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, blank, Qt.Key.Key_unknown, letter, Qt.KeyboardModifier.NoModifier
        )
    QTest.keyClick(blank, end)
    QApplication.processEvents()


def shown():
    """Everything that can be read on any window of the program."""
    return [
        text
        for top in QApplication.topLevelWidgets()
        if top.isVisible()
        for one in (top, *top.findChildren(QWidget))
        if one.isVisible()
        for text in (one.accessibleName(), one.toolTip(), getattr(one, "text", str)())
        if text
    ]


@pytest.fixture
def sentry(program):
    program.app.sentry.word.choose(WORD)
    return program.app.sentry


def test_escape_twice_leaves_a_blank_page_that_the_word_takes_away(program, sentry):
    program.go("participants")
    escape()
    assert sentry.covered
    assert not program.window.isVisible()
    assert shown() == []
    type_blind(program, "otra")
    assert sentry.covered
    type_blind(program, " LIMÓN ")
    assert not sentry.covered
    assert program.window.isVisible()
    assert program.window.here == "participants"
    assert program.locked == []


def test_one_escape_or_two_slow_ones_cover_nothing(program, sentry):
    now = [0.0]
    sentry.watch._elapsed = lambda: now[0]
    escape(1)
    now[0] += 0.7
    escape(1)
    assert not sentry.covered
    now[0] += 0.5
    escape(1)
    assert sentry.covered


def test_without_a_word_escape_twice_locks(program):
    escape()
    assert program.locked == [True]
    assert not program.app.sentry.covered


def test_over_an_open_protected_part_the_cover_is_a_lock(program, sentry):
    program.workspace.open_store("dialogues")
    escape()
    assert program.locked == [True]
    assert not sentry.covered


def test_three_wrong_words_lock(program, sentry):
    escape()
    for tried in range(cover.TRIES):
        assert program.locked == []
        type_blind(program, f"falsa{tried}")
    assert program.locked == [True]
    type_blind(program, WORD)
    assert sentry.covered


def test_what_is_being_typed_is_kept_and_a_dialog_goes_away(program, sentry):
    program.go("participants")
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    program.window.pages["participants"].record.forms[0].form.editor("note").controls()[
        0
    ].setFocus()
    program.write("Vive con la abuela")
    answers = []

    def cover_over_it():
        assert QApplication.activeModalWidget() is not None
        sentry.cover()

    QTimer.singleShot(0, cover_over_it)
    answers.append(dialogs.ask(program.window, "Título", "Pregunta", "Imprimir").agreed)
    assert answers == [False]
    assert sentry.covered
    assert shown() == []
    assert (
        program.workspace.drafts().find("participants/new").values["note"] == "Vive con la abuela"
    )


def _told(program, cause, act):
    """Return the words of the error that ``cause`` brings up, once ``act`` has seen it."""
    seen = []

    def look(dialog):
        seen.append("\n".join(one.text() for one in dialog.findChildren(QLabel)))
        act(dialog)

    program.during(look)
    cause()
    program.qtbot.waitUntil(lambda: bool(seen), timeout=5_000)
    return seen[0]


@pytest.fixture
def failing(program, sentry, qapp, tmp_path, monkeypatch):
    """The program with its own desk for faults, and a job that fails under the cover."""
    desk = CrashDesk(qapp, tmp_path / "faults.log")
    desk.wait_while(lambda: sentry.covered)
    sentry.lifted.connect(desk.tell_held)
    monkeypatch.setattr(sys, "excepthook", desk.take)

    def fail(words):
        def job(_progress):
            raise UserError(words)

        program.window.jobs.run(job, lambda _none: None, _through_the_desk(desk))
        program.qtbot.waitUntil(lambda: not program.window.jobs.busy)

    yield fail
    sentry.lifted.disconnect(desk.tell_held)
    desk.deleteLater()


def _through_the_desk(desk):
    """Hand a failure on as Qt for Python does with what a slot raised."""
    return lambda error: desk.take(type(error), error, None)


def test_what_a_job_ended_with_under_the_cover_waits_until_it_is_lifted(program, sentry, failing):
    sentry.cover()
    failing("The stick was pulled out. Nothing was lost.")
    failing("The stick was pulled out. Nothing was lost.")
    QApplication.processEvents()
    assert shown() == []
    assert sentry.covered
    words = _told(program, lambda: type_blind(program, WORD), QDialog.reject)
    assert "The stick was pulled out" in words
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None  # told once


def test_an_error_the_cover_came_over_is_shown_again(program, sentry, failing):
    words = _told(program, lambda: failing("Half of it was read."), lambda _d: sentry.cover())
    assert "Half of it was read." in words
    program.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert shown() == []
    again = _told(program, lambda: type_blind(program, WORD), QDialog.reject)
    assert "Half of it was read." in again


def test_a_menu_goes_away_and_nothing_new_stays_above_the_cover(program, sentry, qtbot):
    menu = QMenu(program.window)
    menu.addAction("P-7KQ4M")
    menu.popup(program.window.mapToGlobal(program.window.rect().center()))
    sentry.cover()
    assert shown() == []
    late = QDialog(program.window)
    label = QLabel("P-7KQ4M", late)
    late.open()
    qtbot.waitUntil(lambda: not label.isVisible())
    program.window.toasts.show("P-7KQ4M")
    assert shown() == []


def test_the_border_lines_are_gone_when_the_cover_is_lifted(program, sentry):
    page = program.go("territory")
    page.show_map()
    page.map.borders.setChecked(True)
    sentry.cover()
    type_blind(program, WORD)
    assert not page.map.shows_borders


def test_shortcuts_mean_nothing_under_the_cover_but_the_lock(program, sentry):
    sentry.cover()
    here = program.window.here
    for key, modifiers in ((Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier), (Qt.Key.Key_K, CTRL)):
        QTest.keyClick(QApplication.focusWindow(), key, modifiers)
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_F1)
    QApplication.processEvents()
    assert program.window.here == here
    assert shown() == []
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_L, CTRL)
    QApplication.processEvents()
    assert program.locked == [True]


def test_nobody_there_covers_after_a_minute_and_locks_after_five(program, sentry):
    idle = sentry.watch.idle.emit
    idle(59.0)
    assert not sentry.covered
    idle(60.0)
    assert sentry.covered
    idle(299.0)
    assert program.locked == []
    idle(300.0)
    assert program.locked == [True]


def test_a_cover_lasts_half_an_hour_at_most(program, sentry):
    sentry.cover()
    sentry._covered_at -= LONGEST_COVER
    sentry.watch.idle.emit(0.0)
    assert program.locked == [True]


def test_real_data_without_a_word_lock_when_they_would_be_covered(program, monkeypatch):
    say = []
    monkeypatch.setattr(type(program.workspace), "is_demo", False)
    monkeypatch.setattr(program.window, "say", say.append)
    program.app.sentry.watch.idle.emit(49.0)
    assert say == []
    program.app.sentry.watch.idle.emit(55.0)
    assert "5" in say[0]
    program.app.sentry.watch.idle.emit(60.0)
    assert program.locked == [True]


def test_the_demonstration_without_a_word_waits_for_the_lock(program):
    program.app.sentry.watch.idle.emit(299.0)
    assert program.locked == []
    program.app.sentry.watch.idle.emit(300.0)
    assert program.locked == [True]


def test_a_computer_that_slept_locks(program, sentry):
    sentry.cover()
    sentry.watch._last_tick -= machine.SLEPT_AFTER
    sentry.watch.tick()
    assert program.locked == [True]


def test_the_hands_are_noticed(program, sentry):
    heard = []
    sentry.watch.idle.connect(heard.append)
    sentry.watch._last_hand -= 100
    QTest.keyClick(QApplication.focusWindow(), Qt.Key.Key_Shift)
    sentry.watch.tick()
    assert heard[-1] < 50


def test_the_button_lets_a_word_be_chosen_first(program):
    def choose(asked):
        fields = asked.first, asked.again
        for first, again, told in (("abc", "abc", "4"), (WORD, "otra", "")):
            fields[0].setText(first)
            fields[1].setText(again)
            asked.findChild(QWidget, "cover_use").click()
            assert asked.problem.isVisible()
            assert told in asked.problem.text()
            assert asked.first.text() == ""
        for field in fields:
            assert field.echoMode() == QLineEdit.EchoMode.Password
            field.setText(WORD)
        asked.findChild(QWidget, "cover_use").click()

    program.during(choose)
    program.window.top.cover_pressed.emit()
    assert program.app.sentry.covered
    type_blind(program, WORD)
    assert not program.app.sentry.covered


def test_the_word_is_nowhere_but_hashed(qtbot):
    word = CoverWord()
    asked = ChooseWord(None, word)
    qtbot.addWidget(asked)
    asked.first.setText("mandarina")
    asked.again.setText("mandarina")
    asked._take()
    assert word.chosen
    assert "mandarina" not in repr(vars(word))
    assert (asked.first.text(), asked.again.text()) == ("", "")
    with pytest.raises(WordTooShort):
        word.choose(" a b ")
    assert word.matches("Mandarina")
    word.forget()
    assert not word.matches("mandarina")


def test_the_times_are_chosen_on_this_computer_and_the_cover_has_no_off(program):
    program.go("settings")
    box = program.part(QComboBox, "set_cover_after")
    assert [box.itemData(at) for at in range(box.count())] == ["30", "60", "120", "300"]
    program.choose("set_cover_after", "120")
    program.choose("set_lock_after", "600")
    assert (program.preferences.cover_after, program.preferences.lock_after) == (120, 600)
    program.preferences._settings.setValue("cover_after", "100000")
    assert program.preferences.cover_after == 60


def test_the_window_is_called_as_chosen(program):
    program.go("settings")
    program.choose("set_title", "Notas")
    program.settle()
    assert program.window.windowTitle() == "Notas"
    program.app.sentry.word.choose(WORD)
    program.app.sentry.cover()
    assert program.app.sentry._blank.windowTitle() == "Notas"
