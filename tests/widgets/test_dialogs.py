# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions are answered by their verb, errors can be read and copied, files are chosen."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from desktop.core.errors import UserError
from desktop.widgets import dialogs, look
from desktop.widgets.dialogs import Answer, ErrorDialog, Question


@pytest.fixture(autouse=True)
def _dressed(qapp):
    look.apply(qapp)


@pytest.fixture
def put(qtbot):
    """Return a maker of questions that stand on the screen with the keyboard in them."""

    def _put(**more):
        question = Question(None, "Erase this draft", "It cannot be undone.", "Erase", **more)
        qtbot.addWidget(question)
        with qtbot.waitActive(question):
            question.show()
            question.activateWindow()
        return question

    return _put


def test_the_button_carries_the_verb_and_enter_presses_it(put, qtbot):
    question = put()
    words = [button.text() for button in question.findChildren(QPushButton)]
    assert words == ["Erase", "Go back"]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert question.answer() == Answer(agreed=True)


def test_enter_alone_never_does_the_dangerous_thing(put, qtbot):
    question = put(danger=True)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not question.isVisible()
    assert question.answer() == Answer(agreed=False)


def test_escape_is_no_agreement(put, qtbot):
    question = put(reason=True)
    qtbot.keyClicks(QApplication.focusWidget(), "because")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert question.answer() == Answer(agreed=False, reason="")


def test_a_reason_must_be_written(put, qtbot):
    question = put(danger=True, reason=True)
    qtbot.keyClick(part(question, QPushButton, "go"), Qt.Key.Key_Space)
    assert question.isVisible()
    assert "Write the reason" in part(question, QLabel, "reason_error").text()
    assert QApplication.focusWidget() is part(question, QLineEdit, "reason")
    qtbot.keyClicks(QApplication.focusWidget(), "  asked for by her  ")
    qtbot.keyClick(part(question, QPushButton, "go"), Qt.Key.Key_Space)
    assert question.answer() == Answer(agreed=True, reason="asked for by her")


def test_ask_waits_for_the_answer(qtbot):
    def press() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, Question)
        part(window, QPushButton, "go").click()

    QTimer.singleShot(0, press)
    assert dialogs.ask(None, "Print", "Forty pages.", "Print") == Answer(agreed=True)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_of_a_question_is_cut_off(scale, qapp, qtbot, put):
    look.apply(qapp, "light", scale)
    question = put(danger=True, reason=True)
    part(question, QPushButton, "go").click()
    QApplication.processEvents()
    for label in question.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_an_error_is_told_in_its_words_with_details_to_copy(qtbot):
    error = UserError("The file {name} could not be read. Nothing was changed.", name="x.csv")
    told = ErrorDialog(None, error, "exit 3")
    qtbot.addWidget(told)
    told.show()
    assert part(told, QLabel, "body").text() == (
        "The file x.csv could not be read. Nothing was changed."
    )
    details = part(told, QPlainTextEdit, "details")
    assert not details.isVisible()
    qtbot.keyClick(part(told, QPushButton, "fold"), Qt.Key.Key_Space)
    assert details.isVisible()
    qtbot.keyClick(part(told, QPushButton, "copy"), Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text()
    assert "UserError" in copied
    assert "exit 3" in copied
    assert "x.csv" not in copied  # values may tell of people; the sentence alone finds the place


def test_an_error_waits_until_it_is_closed(qtbot):
    QTimer.singleShot(0, lambda: _close(ErrorDialog))
    dialogs.show_error(None, UserError("Nothing was changed."))
    assert QApplication.activeModalWidget() is None


def test_a_file_to_save_gets_its_ending(tmp_path, qtbot):
    QTimer.singleShot(0, lambda: _choose(str(tmp_path / "out")))
    chosen = dialogs.choose_file_to_save(None, "Save", [("Tables", "*.csv *.txt")])
    assert chosen == tmp_path / "out.csv"


def test_a_file_to_open_must_be_there(tmp_path, qtbot):
    file = tmp_path / "in.csv"
    file.write_text("a;b", encoding="utf-8")
    QTimer.singleShot(0, lambda: _choose(str(file)))
    assert dialogs.choose_file_to_open(None, "Open", [("Tables", "*.csv")]) == file


def test_turning_back_chooses_nothing(qtbot):
    QTimer.singleShot(0, lambda: _close(QFileDialog))
    assert dialogs.choose_file_to_open(None, "Open", []) is None


def part(window, kind, name):
    return window.findChild(kind, name)


def _close(kind: type[QDialog]) -> None:
    window = QApplication.activeModalWidget()
    assert isinstance(window, kind)
    window.reject()


def _choose(name: str) -> None:
    window = QApplication.activeModalWidget()
    assert isinstance(window, QFileDialog)
    line = window.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(name)
    window.accept()
