# SPDX-License-Identifier: GPL-3.0-or-later
"""A form is filled by keyboard, says what is wrong and where, and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from desktop.core.errors import InvalidRecord, UserError
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import Form
from desktop.widgets.form_history import History
from tests.widgets.sample_form import EVERYTHING, LONG, sections


def test_everything_comes_back(form):
    form.set_values(EVERYTHING)
    assert form.values() == EVERYTHING
    assert not form.is_dirty()


def test_answers_are_handed_on_once_nothing_is_missing_and_what_is_refused_is_said(form):
    got = []

    def refuse(error):
        def save(values):
            got.append(values)
            raise error

        return save

    form.set_values({**EVERYTHING, "name": ""})
    assert not form.hand(got.append)
    assert not got
    form.set_values(EVERYTHING)
    assert not form.hand(refuse(InvalidRecord({"people": UserError("Too many.")})))
    assert form.problems() == {"people": "Too many."}
    assert not form.hand(refuse(UserError("The disk is full.")))
    assert form.findChild(QLabel, "form_error").text() == "The disk is full."
    assert form.hand(got.append)
    assert not form.problems()
    assert got == [EVERYTHING] * 3


def test_answers_the_form_does_not_show_are_handed_back(form):
    form.set_values({"secret": 7, "elsewhere": [1]})
    assert form.values()["secret"] == 7
    assert form.values()["elsewhere"] == [1]


def test_a_whole_form_by_keyboard_alone(form, qtbot):
    form.first_focus()
    for typed, key in [
        ("Ana", Qt.Key.Key_Tab),
        ("calls help", Qt.Key.Key_Tab),
        (" ", Qt.Key.Key_Tab),
        ("amenaza", Qt.Key.Key_Escape),
    ]:
        qtbot.keyClicks(QApplication.focusWidget(), typed)
        qtbot.keyClick(QApplication.focusWidget(), key)
    values = form.values()
    assert (values["name"], values["story"], values["sex"]) == ("Ana", "calls help", "female")
    assert values["kind"] == "amenaza"
    assert form.is_dirty()


def test_tab_goes_through_the_fields_in_their_order_and_back(form, qtbot):
    form.first_focus()
    there = walk(form, qtbot, Qt.Key.Key_Tab)
    assert there == list(EVERYTHING)
    back = walk(form, qtbot, Qt.Key.Key_Backtab)
    assert back == list(reversed(there))


def test_missing_and_unreadable_answers_are_told_under_their_fields(form, qtbot):
    qtbot.keyClicks(form.editor("people").controls()[0], "55")
    qtbot.keyClicks(form.editor("left").controls()[0], "soon")
    assert not form.check()
    assert set(form.problems()) == {"name", "day", "left", "people"}
    assert "needed" in form.problems()["name"]
    assert form.problems()["people"] == "Write a number from 0 to 30."
    assert form.findChild(QLabel, "name_error").isVisible()
    assert QApplication.focusWidget() is form.editor("name").controls()[0]
    assert "needed" in form.editor("name").controls()[0].accessibleDescription()


def test_the_first_problem_is_scrolled_into_sight(form, qtbot):
    form.show_problems({"sectors": UserError("This sector was closed.")})
    line = form.findChild(QLabel, "sectors_error")
    qtbot.waitUntil(lambda: in_sight(form, line))
    assert line.text() == "This sector was closed."


def test_a_problem_of_no_field_stands_on_top(form):
    form.show_problems({"": "The end is before the beginning."})
    assert form.findChild(QLabel, "form_error").text() == "The end is before the beginning."
    form.clear_problems()
    assert not form.findChild(QLabel, "form_error").isVisible()


def test_a_correction_takes_the_sentence_away(form, qtbot):
    form.check()
    qtbot.keyClicks(form.editor("name").controls()[0], "A")
    assert "name" not in form.problems()
    assert "day" in form.problems()


def test_a_good_form_has_no_problem(form):
    form.set_values(EVERYTHING)
    assert form.check()
    assert form.problems() == {}


def test_undo_goes_back_over_all_fields_and_redo_forth(form, qtbot):
    name, sex = form.editor("name").controls()[0], form.editor("sex").controls()[1]
    qtbot.keyClicks(name, "Ana Maria")
    qtbot.keyClick(sex, Qt.Key.Key_Space)
    line = form.editor("people").controls()[0]
    qtbot.keyClicks(line, "4")
    shown = []
    for _step in range(4):
        press(qtbot, Qt.Key.Key_Z)
        values = form.values()
        shown.append((values["name"], values["sex"], values["people"]))
    assert shown == [
        ("Ana Maria", "male", None),
        ("Ana Maria", None, None),
        ("Ana", None, None),
        (None, None, None),
    ]
    for _step in range(4):
        form.redo()
    assert form.values()["people"] == 4
    assert form.values()["name"] == "Ana Maria"


def test_undo_at_the_beginning_changes_nothing(form, qtbot):
    form.set_values({"name": "Ana"})
    form.first_focus()
    press(qtbot, Qt.Key.Key_Z)
    assert form.values()["name"] == "Ana"


def test_a_new_edit_after_undo_forgets_what_was_undone():
    history = History({"a": "", "b": None})
    assert history.note("a", "x")
    assert history.note("b", True)
    assert history.back() == ("b", None)
    assert history.note("a", "xy z")
    assert history.forth() is None
    assert not history.note("a", "xy z")
    assert history.back() == ("a", "x")


@given(st.lists(st.tuples(st.sampled_from("ab"), st.text("xy ", max_size=4)), max_size=30))
def test_all_the_way_back_is_the_beginning_and_all_the_way_forth_the_end(edits):
    history = History({"a": "", "b": ""})
    now = {"a": "", "b": ""}
    for name, text in edits:
        history.note(name, text)
        now[name] = text
    shown = dict(now)
    while step := history.back():
        shown[step[0]] = str(step[1])
    assert shown == {"a": "", "b": ""}
    while step := history.forth():
        shown[step[0]] = str(step[1])
    assert shown == now


def test_every_part_has_a_name_for_screen_readers(form):
    for part in form.findChildren(QWidget):
        reached = part.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(part, QScrollBar)
        if reached and part.isVisibleTo(form) and part.parent().objectName() != "qt_scrollarea":
            spoken = QAccessible.queryAccessibleInterface(part)
            assert spoken.text(QAccessible.Text.Name), part
    line = form.editor("name").controls()[0]
    spoken = QAccessible.queryAccessibleInterface(line)
    assert spoken.text(QAccessible.Text.Name) == LONG
    assert spoken.text(QAccessible.Text.Description) == "Required. As she says it"


def test_labels_belong_to_their_editors(form):
    buddies = [label.buddy() for label in form.findChildren(QLabel) if label.buddy()]
    assert buddies == [form.editor(name).controls()[0] for name in EVERYTHING]


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [1024, 760])
def test_no_word_is_cut_off(scale, width, qapp, qtbot):
    look.apply(qapp, "light", scale)
    form = Form(sections(), {"sector": lambda: [("s1", "Sector 1")]})
    qtbot.addWidget(form)
    form.resize(width, 600)
    form.set_values(EVERYTHING)
    form.show()
    form.check()
    inside = form.widget()
    assert inside is not None
    QApplication.processEvents()
    for part in form.findChildren(QWidget):
        if not part.isVisibleTo(form):
            continue
        if isinstance(part, QLabel) and part.wordWrap():
            assert part.height() >= part.heightForWidth(part.width()), part.text()
        elif isinstance(part, (QLabel, QPushButton, QCheckBox)) and part.text():
            assert part.width() >= part.sizeHint().width(), part.text()
        if isinstance(part, (QLineEdit, QPlainTextEdit, QAbstractButton)):
            left = part.mapTo(inside, QPoint(0, 0)).x()
            assert left + part.width() <= inside.width()
    assert inside.width() <= form.viewport().width()
    look.apply(qapp)


def test_flowing_parts_break_their_lines_and_never_overlap(qtbot):
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    labels = [QLabel("word " * count) for count in (1, 5, 2, 8, 3)]
    for label in labels:
        flow.addWidget(label)
    for width in (320, 500, 2000):
        box.resize(width, box.heightForWidth(width))
        box.show()
        flow.activate()
        for n, label in enumerate(labels):
            assert label.geometry().right() <= width
            assert label.geometry().bottom() <= box.height()
            assert not any(label.geometry().intersects(o.geometry()) for o in labels[n + 1 :])
    assert len({label.y() for label in labels}) == 1


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)


def walk(form, qtbot, key):
    """Press one key until the form is left or begins again; return the fields in that order."""
    names = [field_of(form, QApplication.focusWidget())]
    for _press in range(80):
        qtbot.keyClick(QApplication.focusWidget(), key)
        name = field_of(form, QApplication.focusWidget())
        if name is None or (name in names and name != names[-1]):
            break
        if name != names[-1]:
            names.append(name)
    edge = form.editor(names[-1]).controls()[0]
    edge.setFocus()
    return names


def field_of(form, widget):
    while widget is not None and widget is not form:
        if widget.objectName() in EVERYTHING:
            return widget.objectName()
        widget = widget.parentWidget()
    return None


def in_sight(form, widget):
    top = widget.mapTo(form.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= form.viewport().height()
