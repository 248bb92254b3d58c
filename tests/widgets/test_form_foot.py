# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts are kept in time, and the foot of a form finishes it or leaves it for later."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock
from desktop.widgets import look
from desktop.widgets.form import Form
from desktop.widgets.form_foot import DraftKeeper, FormFoot
from tests.widgets.sample_form import LINKS, sections


def test_a_draft_is_kept_within_two_seconds_of_the_first_key(form, qtbot):
    kept: list[dict[str, object]] = []
    keeper = DraftKeeper(form, kept.append)
    with qtbot.waitSignal(keeper.kept, timeout=2000):
        qtbot.keyClicks(form.editor("name").controls()[0], "Ana")
    assert kept[-1]["name"] == "Ana"
    assert not keeper.is_waiting()


def test_the_lock_keeps_at_once(form, qtbot):
    kept: list[dict[str, object]] = []
    keeper = DraftKeeper(form, kept.append)
    qtbot.keyClicks(form.editor("day").controls()[0], "3/10")
    assert keeper.is_waiting()
    keeper.keep_now()
    assert kept == [form.values()]
    assert kept[0]["day"] == "3/10"
    assert not keeper.is_waiting()


def test_nothing_is_kept_after_the_record_was_finished(form, qtbot):
    kept: list[dict[str, object]] = []
    keeper = DraftKeeper(form, kept.append)
    keeper.stop()
    qtbot.keyClicks(form.editor("name").controls()[0], "Ana")
    assert not keeper.is_waiting()
    assert kept == []


def test_the_foot_tells_when_and_finishes(form, qtbot):
    foot = FormFoot()
    qtbot.addWidget(foot)
    keeper = DraftKeeper(form, lambda _values: None)
    keeper.kept.connect(foot.show_kept)
    moment = datetime(2026, 10, 3, 14, 30, tzinfo=UTC)
    with clock.at(moment):
        keeper.keep_now()
    local = moment.astimezone().strftime("%H:%M")
    assert text_of(foot, "draft_kept") == f"Draft kept {local}"
    foot.show()
    with qtbot.waitSignal(foot.finished):
        qtbot.keyClick(foot.findChild(QAbstractButton, "finish"), Qt.Key.Key_Space)
    with qtbot.waitSignal(foot.later):
        qtbot.keyClick(foot.findChild(QAbstractButton, "later"), Qt.Key.Key_Space)


def text_of(parent, name):
    return parent.findChild(QLabel, name).text()


def test_control_enter_finishes_from_any_field(qapp, qtbot):
    look.apply(qapp)
    form = Form(sections(), LINKS)
    window = QWidget()
    qtbot.addWidget(window)
    column, foot = QVBoxLayout(window), FormFoot()
    column.addWidget(form)
    column.addWidget(foot)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for name in ("name", "story", "kind", "needs"):
        control = form.editor(name).controls()[0]
        control.setFocus()
        with qtbot.waitSignal(foot.finished):
            qtbot.keyClick(control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.values()["story"] is None
