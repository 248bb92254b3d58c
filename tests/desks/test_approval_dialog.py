# SPDX-License-Identifier: GPL-3.0-or-later
"""The second person types name and passphrase; a small team asks today and confirms tomorrow."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from desktop.core import clock
from desktop.core.i18n import set_language
from desktop.core.team import approvals
from desktop.desks.team.approval_dialog import ApprovalDialog
from tests.core.team.test_approvals import admit, enlarge, wrote

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def ask(qtbot, workspace):
    """Return a function that shows the dialog on a workspace."""

    def show(of=workspace):
        set_language("en")
        dialog = ApprovalDialog(None, of, approvals.ERASE, "x", "Everything is erased.")
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


def write(dialog, **words):
    for name, text in words.items():
        dialog.findChild(QLineEdit, f"approval_{name}").setText(text)


def press(dialog, name):
    dialog.findChild(QPushButton, f"approval_{name}").click()


def told(dialog):
    return dialog.findChild(QLabel, "approval_problem").text()


def test_a_second_person_approves(qtbot, workspace, ask):
    words = admit(workspace, "bea", "coordinator")
    dialog = ask()
    write(dialog, user="bea", passphrase=words)
    press(dialog, "go")
    qtbot.waitUntil(lambda: dialog.given is not None, timeout=10_000)
    assert dialog.given.how == "second"
    assert dialog.passphrase.line.text() == ""
    assert wrote(workspace, "approved")


def test_four_letters_complete_a_word_as_at_the_unlock_screen(qtbot, workspace, ask):
    words = admit(workspace, "bea", "coordinator")
    set_language("es")
    dialog = ApprovalDialog(None, workspace, approvals.ERASE, "x", "")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.user, "bea")
    qtbot.keyClick(dialog.user, Qt.Key.Key_Return)
    assert dialog.given is None
    line = dialog.findChild(QLineEdit, "approval_passphrase")
    qtbot.keyClicks(line, "".join(word[:4] for word in words.split()))
    assert line.text().split() == words.split()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.given is not None, timeout=10_000)
    set_language("en")


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(qtbot, workspace, ask):
    admit(workspace, "bea", "coordinator")
    dialog = ask()
    write(dialog, user="bea", passphrase="wrong")
    press(dialog, "go")
    qtbot.waitUntil(lambda: told(dialog) != "", timeout=10_000)
    assert "not right" in told(dialog)
    assert dialog.given is None
    assert dialog.isVisible()


def test_nothing_is_tried_without_a_name(ask):
    dialog = ask()
    press(dialog, "go")
    assert "name and the passphrase" in told(dialog)


def test_a_small_team_asks_today_and_confirms_tomorrow(ask):
    with clock.at(NOON):
        dialog = ask()
        press(dialog, "ask")
        assert "reason" in told(dialog)
        write(dialog, reason="nobody else is here")
        press(dialog, "ask")
        assert dialog.findChild(QPushButton, "approval_alone") is None
        assert "You can confirm it from" in " ".join(
            one.text() for one in dialog.findChildren(QLabel)
        )
    with clock.at(NOON), clock.later(timedelta(days=1)):
        dialog = ask()
        press(dialog, "alone")
        assert dialog.given is not None
        assert dialog.given.how == "alone"


def test_a_team_of_three_is_not_offered_to_confirm_alone(workspace, ask):
    enlarge(workspace)
    assert ask().findChild(QPushButton, "approval_ask") is None
