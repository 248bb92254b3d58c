# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers from lists are chosen by keyboard, without minding accents, and none is lost."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop.core import codes
from desktop.core.fields import Kind
from desktop.widgets.editors_pick import fold, matching

ONCE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)


def reach(qtbot, control):
    """Give a control the keyboard as a user has it; arrows walk only from there."""
    window = control.window()
    with qtbot.waitActive(window):
        window.activateWindow()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)


def leave(line):
    """Go elsewhere, as Tab does: the open list closes first."""
    line.completer().popup().hide()
    line.clearFocus()


def test_yes_no_and_not_known(make, qtbot):
    box = make(Kind.YES_NO)
    yes, no, not_known = box.controls()
    for value in (True, False, None):
        box.set_value(value)
        assert box.value() is value
    reach(qtbot, yes)
    qtbot.keyClick(yes, Qt.Key.Key_Space)
    assert box.value() is True
    qtbot.keyClick(yes, Qt.Key.Key_Right)
    assert box.value() is False
    assert no.isChecked()
    qtbot.keyClick(no, Qt.Key.Key_Right)
    assert not_known.isChecked()
    assert box.value() is None
    assert len(make(Kind.YES_NO, default=False).controls()) == 2


def test_a_few_codes_stand_side_by_side_with_the_answers_that_are_none(make, qtbot):
    box = make(Kind.CODE, codes="sex_registered")
    names = [part.objectName() for part in box.controls()]
    assert names == [code.code for code in codes.offered("sex_registered")]
    for name in names:
        box.set_value(name)
        assert box.value() == name


@pytest.mark.parametrize(("key", "code"), [("?", "unknown"), ("-", "declined"), (".", "not_asked")])
@pytest.mark.parametrize("listed", ["sex_registered", "gender_identity"])
def test_each_answer_that_is_none_has_one_key(listed, key, code, make, qtbot):
    box = make(Kind.CODE, codes=listed)
    if code not in codes.read(listed):
        pytest.skip("not in this list")
    with qtbot.waitSignal(box.changed):
        qtbot.keyClicks(box.controls()[0], key)
    assert box.value() == code


def test_a_choice_is_given_back_by_delete_or_a_second_press(make, qtbot):
    box = make(Kind.CODE, codes="yes_no")
    first = box.controls()[0]
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert box.value() == "yes"
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert box.value() is None
    qtbot.keyClick(first, Qt.Key.Key_Space)
    qtbot.keyClick(first, Qt.Key.Key_Delete)
    assert box.value() is None


def test_every_code_of_every_list_comes_back(make):
    for name in ("incident_type", "yes_no", "need", "gender_identity"):
        box = make(Kind.CODE, codes=name)
        for code in codes.read(name):
            box.set_value(code)
            assert box.value() == code
            assert box.problem() is None


def test_a_long_list_opens_on_typing_and_does_not_mind_accents(make, qtbot):
    box = make(Kind.LINK, link="sector")
    line = box.controls()[0]
    line.setFocus()
    qtbot.keyClicks(line, "nino 17")
    popup = line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == 1
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert box.value() == "s17"
    assert line.text() == "Sector 17 Niño Jesús"


def test_enter_takes_the_one_entry_left(make, qtbot):
    box = make(Kind.LINK, link="sector")
    line = box.controls()[0]
    qtbot.keyClicks(line, "17")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert box.value() == "s17"


def test_a_changed_text_is_no_longer_the_entry(make, qtbot):
    box = make(Kind.LINK, link="sector")
    box.set_value("s17")
    qtbot.keyClicks(box.controls()[0], "x")
    assert box.value() != "s17"
    assert "not in the list" in str(box.problem())


def test_a_link_to_what_is_gone_is_kept(make):
    box = make(Kind.LINK, link="sector")
    gone = "0199d1c2-7f3a-7bcd-8e21-0123456789ab"
    box.set_value(gone)
    assert box.value() == gone
    assert box.problem() is None


def test_choosing_no_answer_clears_the_line_and_the_other_way_round(make, qtbot):
    box = make(Kind.CODE, codes="gender_identity")
    line, *small = box.controls()
    box.set_value("woman")
    qtbot.keyClick(small[0], Qt.Key.Key_Space)
    assert line.text() == ""
    assert box.value() == small[0].objectName()
    qtbot.keyClicks(line, "x")
    assert box.value() == "x"


def test_several_codes_are_ticked_by_keyboard(make, qtbot):
    box = make(Kind.CODES, codes="need")
    narrow, ticks, *small = box.controls()
    qtbot.keyClicks(narrow, "docum")
    qtbot.keyClick(narrow, Qt.Key.Key_Return)
    assert box.value() == ["documents"]
    assert narrow.text() == ""
    ticks.setCurrentRow(0)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert box.value() == ["documents", "safety"]
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert box.value() == ["documents"]
    for button in small:
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert box.value() == [button.objectName()]


def test_several_links_come_back_and_those_gone_are_kept(make, qtbot):
    box = make(Kind.LINKS, link="sector")
    box.set_value(["s3", "gone"])
    qtbot.keyClicks(box.controls()[0], "sector 17")
    qtbot.keyClick(box.controls()[0], Qt.Key.Key_Return)
    assert box.value() == ["s3", "gone", "s17"]


def test_lists_of_codes_come_back(make):
    box = make(Kind.CODES, codes="need")
    offered = [c.code for c in codes.offered("need") if c.code not in codes.NO_ANSWER]

    @ONCE
    @given(st.lists(st.sampled_from(offered), unique=True))
    def holds(chosen):
        box.set_value(chosen)
        assert box.value() == (chosen or None)

    holds()


def test_a_code_no_longer_in_a_list_is_kept(make):
    few = make(Kind.CODE, codes="yes_no")
    few.set_value("from_before")
    assert few.value() == "from_before"
    several = make(Kind.CODES, codes="need")
    several.set_value(["from_before", "food"])
    assert several.value() == ["from_before", "food"]


@given(st.text())
@example("𝐀")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_entries_that_begin_with_the_letters_come_first():
    words = ["School", "Big house", "House", "Hóspital"]
    entries = [(word, word, fold(word)) for word in words]
    assert [key for key, _label in matching(entries, "HO")] == [
        "House",
        "Hóspital",
        "Big house",
        "School",
    ]


def test_enter_takes_the_first_entry_but_leaving_takes_only_a_sure_one(make, qtbot):
    box = make(Kind.LINK, link="sector")
    line = box.controls()[0]
    reach(qtbot, line)
    qtbot.keyClicks(line, "sector 2")
    leave(line)
    assert box.value() == "sector 2"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert box.value() == "s2"
    line.selectAll()
    qtbot.keyClicks(line, "sector 29")
    reach(qtbot, line)
    leave(line)
    assert box.value() == "s29"
