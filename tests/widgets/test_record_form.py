# SPDX-License-Identifier: GPL-3.0-or-later
"""What is typed into a record is never lost and never writes over what others saved."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.core import clock
from desktop.core.errors import RecordGone
from desktop.widgets.form import FormSection
from tests.widgets.desk import desks
from tests.widgets.people import FIELDS, MORNING

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot):
    yield from desks(qtbot)


def test_what_a_new_record_starts_with_can_be_given(desk):
    desk = desk()
    desk.page.open_new({"name": "From the map"})
    assert desk.field("name").text() == "From the map"
    assert desk.field("visits").text() == "0"
    desk.key(Qt.Key.Key_Escape)
    assert desk.people.drafts == {}  # nobody typed anything


def test_problems_stand_under_their_fields_and_nothing_is_lost(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("visits", "500")
    desk.press("finish")
    assert desk.page.in_record
    assert desk.problems() == {"visits": "More than 100 visits cannot be."}
    assert "More than 100 visits cannot be." in desk.texts()
    assert desk.focusWidget() is desk.field("visits")
    assert desk.people.value(1, "visits") == 13
    assert desk.people.drafts["1"].values == {"visits": 500}
    desk.write("visits", "50")
    assert desk.problems() == {}
    desk.press("finish")
    assert desk.people.value(1, "visits") == 50
    assert desk.people.drafts == {}


def test_a_required_answer_is_asked_for(desk):
    desk = desk()
    desk.key(Qt.Key.Key_N, CTRL)
    desk.press("finish")
    assert list(desk.problems()) == ["name"]
    assert desk.people.base.execute("SELECT count(*) FROM person").fetchone() == (20,)


def test_finish_without_a_change_writes_nothing(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.press("finish")
    assert not desk.page.in_record
    assert desk.people.history("1") == []
    assert desk.toasts.shown() == []


def test_leaving_never_asks_and_the_draft_waits(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("name", "Hugo Prado")
    with clock.at(MORNING):
        desk.key(Qt.Key.Key_Escape)
    assert not desk.page.in_record
    assert desk.people.drafts["1"].values == {"name": "Hugo Prado"}
    assert desk.told[-1] == f"Draft kept {MORNING.astimezone():%H:%M}"
    with clock.at(MORNING):
        desk.key(Qt.Key.Key_Return)
    assert desk.field("name").text() == "Hugo Prado"
    assert f"You have an unfinished draft from {MORNING.astimezone():%H:%M}." in desk.texts()
    desk.press("draft_continue")
    assert desk.focusWidget() is desk.field("name")
    desk.press("finish")
    assert desk.people.value(1, "name") == "Hugo Prado"
    assert desk.people.drafts == {}


def test_an_older_draft_says_its_day(desk):
    desk = desk()
    with clock.at(MORNING):
        desk.people.keep_draft("1", {"name": "Hugo Prado"})
    with clock.at(MORNING + timedelta(days=3)):
        desk.page.open("1")
    assert "You have an unfinished draft from 21/11/2026." in desk.texts()


def test_start_anew_puts_the_draft_away_and_can_be_undone(desk):
    desk = desk()
    desk.people.keep_draft("1", {"name": "Hugo Prado"})
    desk.page.open("1")
    desk.press("draft_anew")
    assert desk.field("name").text() == "Hugo Lima Quispe"
    assert desk.people.drafts == {}
    desk.press("undo")
    assert desk.field("name").text() == "Hugo Prado"
    assert desk.people.drafts["1"].values == {"name": "Hugo Prado"}


def test_the_draft_comes_back_even_after_the_page_was_left(desk):
    desk = desk()
    desk.people.keep_draft("1", {"name": "Hugo Prado"})
    desk.page.open("1")
    desk.press("draft_anew")
    desk.key(Qt.Key.Key_Escape)
    desk.press("undo")
    assert desk.people.drafts["1"].values == {"name": "Hugo Prado"}


def test_the_draft_of_a_new_record_comes_back_whole(desk):
    desk = desk()
    desk.page.open_new({"visits": 4})
    desk.write("name", "Nina")
    desk.press("later")
    assert desk.people.drafts["new"].values == {"name": "Nina", "visits": 4}
    desk.press("new")
    assert desk.field("name").text() == "Nina"
    assert desk.field("visits").text() == "4"


def test_a_draft_never_writes_over_what_others_saved_meanwhile(desk):
    desk = desk()
    desk.key(Qt.Key.Key_Return)
    desk.write("name", "Hugo Prado")
    desk.key(Qt.Key.Key_Escape)
    desk.people.save("1", {"name": "Hugo Lima Quispe", "visits": 44})
    desk.page.open("1")
    desk.press("finish")
    assert desk.people.value(1, "visits") == 44
    assert desk.people.value(1, "name") == "Hugo Prado"


def test_typing_is_kept_by_itself_and_on_demand(qtbot, desk):
    desk = desk()
    desk.page.open("2")
    desk.write("name", "E")
    qtbot.waitUntil(lambda: "2" in desk.people.drafts, timeout=4000)
    desk.write("name", "Elena")
    desk.key(Qt.Key.Key_S, CTRL)
    assert desk.people.drafts["2"].values == {"name": "Elena"}
    desk.write("name", "Elena P")
    desk.page.keep_draft()
    assert desk.people.drafts["2"].values == {"name": "Elena P"}


def test_an_answer_typed_back_to_what_it_was_leaves_no_draft(desk):
    desk = desk()
    desk.page.open("2")
    desk.write("visits", "5")
    desk.page.keep_draft()
    desk.write("visits", "26")
    desk.key(Qt.Key.Key_Escape)
    assert desk.people.drafts == {}


def test_what_others_saved_appears_unless_it_is_being_typed_over(desk):
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Iris Prado")
    desk.people.save("4", {"name": "Iris Lima", "visits": 31})
    desk.page.reload()
    desk.settle()
    assert desk.field("visits").text() == "31"
    assert desk.field("name").text() == "Iris Prado"
    desk.press("finish")
    assert desk.people.value(4, "visits") == 31
    assert desk.people.value(4, "name") == "Iris Prado"


def test_finish_never_writes_over_what_it_was_not_told_of(desk):
    """Another window saved, and no notice has come yet."""
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Iris Prado")
    desk.people.save("4", {"name": "Iris Rojas Quispe", "visits": 31})
    desk.press("finish")
    assert desk.people.value(4, "visits") == 31
    assert desk.people.value(4, "name") == "Iris Prado"


def test_a_failure_on_finish_keeps_the_draft(qtbot, desk):
    desk = desk()
    desk.page.open("4")
    desk.write("name", "Iris Prado")
    desk.people.remove("4")
    with qtbot.captureExceptions() as raised:
        desk.press("finish")
    assert raised[0][0] is RecordGone
    assert desk.people.drafts["4"].values == {"name": "Iris Prado"}
    assert desk.page.in_record


def test_what_is_restricted_has_a_form_and_a_draft_of_its_own(desk):
    desk = desk()
    desk.people.fields = lambda: [FormSection("Person", "", FIELDS[:1])]
    desk.people.restricted = [FormSection("Danger", "So that nobody is put at risk.", FIELDS[1:])]
    desk.page.open("1")
    tabs = desk.page.record.tabs
    assert [tabs.tabText(n) for n in range(tabs.count())] == ["Details", "Reserved", "History"]
    desk.write("name", "Hugo Prado")
    desk.page.record.go_to("restricted")
    line = desk.page.record.forms[1].form.editor("visits").controls()[0]
    line.setFocus()
    line.selectAll()
    desk.qtbot.keyClicks(line, "5")
    desk.press("finish")
    assert desk.people.value(1, "visits") == 5
    assert desk.people.value(1, "name") == "Hugo Lima Quispe"
    assert {key: kept.values for key, kept in desk.people.drafts.items()} == {
        "1": {"name": "Hugo Prado"}
    }
    desk.page.open_new()
    assert desk.page.record.tabs.count() == 1
