# SPDX-License-Identifier: GPL-3.0-or-later
"""Each kind of field gives back what it was given, reads what people type, and loses nothing."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QPlainTextEdit, QTableView

from desktop.core import codes, i18n
from desktop.core.errors import UserError
from desktop.core.fields import About, FieldSpec, Kind
from desktop.widgets import editors_date, editors_text, look
from desktop.widgets.editors import clean
from desktop.widgets.editors_kinds import editor
from desktop.widgets.editors_pick import fold, matching

LINKS = {"sector": lambda: [(f"s{n}", f"Sector {n} Niño Jesús") for n in range(30)]}
TICKED = (Kind.CODE, Kind.CODES, Kind.LINKS, Kind.YES_NO)
ONCE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
YEARS = {"min_value": date(1900, 1, 1), "max_value": date(2199, 12, 31)}


@pytest.fixture
def make(qapp, qtbot):
    """Return a maker of editors that are shown and taken down with the test."""
    look.apply(qapp)

    def _make(kind: Kind, **more):
        about = {key: more.pop(key) for key in ("codes", "link", "unit") if key in more}
        spec = FieldSpec("answer", "Answer", kind, About(**about), **more)
        made = editor(spec, LINKS)
        made.name_parts("Answer", "")
        qtbot.addWidget(made)
        made.show()
        return made

    return _make


@pytest.fixture
def comma():
    with i18n.speaking("en", "es_EC"):
        yield


def reach(qtbot, control):
    """Give a control the keyboard as a user has it; arrows walk only from there."""
    window = control.window()
    with qtbot.waitActive(window):
        window.activateWindow()
    control.setFocus()
    qtbot.waitUntil(control.hasFocus)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NOTE])
def test_words_come_back_as_they_were(kind, make):
    box = make(kind)

    @ONCE
    @given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")) | st.just(" ")))
    def holds(text):
        box.set_value(text)
        assert box.value() == (clean(text) or None)

    holds()


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.NOTE])
@pytest.mark.parametrize(
    "odd",
    [
        "a\0b",
        "\U0001f600\U0001f469\u200d\U0001f467",
        "مرحبا بالعالم",
        "\u202eabc",
        "x" * 10_000,
        "\u2028",
        "%s{0}<b>&amp;",
        "\ufeff",
    ],
)
def test_odd_input_never_breaks_a_field(kind, odd, make, qtbot):
    box = make(kind)
    box.set_value(odd)
    value = box.value()
    assert value is None or "\0" not in str(value)
    qtbot.keyClicks(box.controls()[0], " ok")
    assert "ok" in str(box.value())


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in TICKED])
def test_a_line_takes_any_letters_and_keeps_them_for_the_draft(kind, make, qtbot):
    box = make(kind, link="sector")
    qtbot.keyClicks(box.controls()[0], "zz top")
    assert box.value() == "zz top"
    again = make(kind, link="sector")
    again.set_value(box.value())
    assert again.value() == "zz top"
    if kind not in (Kind.TEXT, Kind.NOTE):
        assert isinstance(again.problem(), UserError)


def test_an_empty_field_is_no_answer(make):
    for kind in Kind:
        listed = {"link": "sector"} if kind == Kind.LINKS else {"codes": "need", "link": "sector"}
        assert make(kind, **listed).value() is None
    assert make(Kind.TEXT, default="").value() == ""
    assert make(Kind.CODES, codes="need", default=[]).value() == []


def test_too_long_a_text_is_told_not_cut(make):
    box = make(Kind.TEXT, max_length=5)
    box.set_value("abcdefgh")
    assert box.value() == "abcdefgh"
    assert "8 letters, and 5 fit" in str(box.problem())


def test_a_note_says_what_to_write_and_grows(make, qtbot):
    box = make(Kind.NOTE)
    text = box.findChild(QPlainTextEdit)
    assert "What helps, not who did it." in text.accessibleDescription()
    small = text.height()
    box.set_value("\n".join("abcdefg"))
    assert text.height() > small
    box.set_value("\n" * 500)
    assert text.height() < 400


@given(st.integers(-(10**17), 10**17))
def test_whole_numbers_come_back(number):
    assert editors_text.read_number(editors_text.write_number(number), whole=True) == number


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_decimal_numbers_come_back_in_both_regions(number):
    for region in ("es_EC", "es_MX"):
        with i18n.speaking("es", region):
            shown = editors_text.write_number(number)
            assert editors_text.read_number(shown, whole=False) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234,5", 1234.5),
        ("1.234,5", 1234.5),
        ("1.234", 1234),
        ("12.5", 12.5),
        ("−3", -3),
        ("1 234", 1234),
        ("1,2,3", None),
        ("1e5", None),
        ("nan", None),
        ("inf", None),
        ("٣", None),
    ],
)
def test_numbers_are_read_as_the_region_writes_them(typed, number, comma):
    assert editors_text.read_number(typed, whole=False) == number


def test_a_number_out_of_range_is_told_not_changed(make, qtbot):
    box = make(Kind.NUMBER, minimum=0, maximum=30, unit="people")
    qtbot.keyClicks(box.controls()[0], "55")
    assert box.value() == 55
    assert str(box.problem()) == "Write a number from 0 to 30."
    box.set_value(30)
    assert box.problem() is None


def test_half_a_person_is_no_whole_number(make, qtbot):
    box = make(Kind.NUMBER)
    qtbot.keyClicks(box.controls()[0], "1.5")
    assert "whole number" in str(box.problem())


def test_a_decimal_is_typed_with_the_comma_of_the_region(make, qtbot, comma):
    box = make(Kind.DECIMAL)
    qtbot.keyClicks(box.controls()[0], "1234,50")
    assert box.value() == 1234.5


def test_days_come_back(make):
    box = make(Kind.DATE)

    @ONCE
    @given(st.dates(**YEARS))
    def holds(day):
        box.set_value(day)
        assert box.value() == day
        box.set_value(day.isoformat())
        assert box.value() == day

    holds()


@pytest.mark.parametrize(
    "typed", ["3/10/2026", "03-10-2026", "3.10.2026", "3 10 2026", "03102026", "2026-10-03"]
)
def test_a_day_is_read_however_it_is_typed_and_then_shown_in_one_way(typed, make, qtbot):
    box = make(Kind.DATE)
    line = box.findChild(QLineEdit)
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert box.value() == date(2026, 10, 3)
    assert line.text() == "03/10/2026"


@pytest.mark.parametrize("typed", ["31/02/2026", "2026", "10/2026", "3/10/26", "03/10/0026", "x"])
def test_what_is_no_day_is_told_and_kept(typed, make, qtbot):
    box = make(Kind.DATE)
    qtbot.keyClicks(box.findChild(QLineEdit), typed)
    assert box.value() == typed
    assert isinstance(box.problem(), UserError)


@given(
    st.dates(**YEARS),
    st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]),
    st.sampled_from(["", "~"]),
)
def test_partial_dates_are_read_back_from_what_is_shown(day, form, about):
    stored = day.strftime(form)
    shown = {"%Y-%m-%d": "%d/%m/%Y", "%Y-%m": "%m/%Y", "%Y": "%Y"}[form]
    assert editors_date.read_partial(day.strftime(shown) + about) == stored + about
    assert editors_date.read_partial(stored + about) == stored + about


def test_a_partial_date_by_keyboard(make, qtbot):
    box = make(Kind.PARTIAL_DATE)
    line, about = box.controls()
    qtbot.keyClicks(line, "10/2026")
    assert box.value() == "2026-10"
    qtbot.keyClick(about, Qt.Key.Key_Space)
    assert box.value() == "2026-10~"
    box.set_value("1998~")
    assert (line.text(), about.isChecked()) == ("1998", True)
    box.set_value("2026-10-03")
    assert (line.text(), about.isChecked(), box.value()) == ("03/10/2026", False, "2026-10-03")


def test_a_tilde_typed_ticks_about(make, qtbot):
    box = make(Kind.PARTIAL_DATE)
    line, about = box.controls()
    qtbot.keyClicks(line, "~2026")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert (line.text(), about.isChecked(), box.value()) == ("2026", True, "2026~")


def test_moments_come_back_to_the_minute(make):
    box = make(Kind.MOMENT)
    moment = datetime(2026, 10, 3, 14, 30, tzinfo=UTC)
    box.set_value(moment)
    assert box.value() == moment
    box.set_value(moment.isoformat())
    assert box.value() == moment


def test_a_moment_needs_its_time(make, qtbot):
    box = make(Kind.MOMENT)
    qtbot.keyClicks(box.findChild(QLineEdit), "03/10/2026")
    assert "time" in str(box.problem())
    qtbot.keyClicks(box.findChild(QLineEdit), " 9:05")
    assert box.problem() is None
    assert box.value().astimezone().strftime("%d/%m/%Y %H:%M") == "03/10/2026 09:05"


@pytest.mark.parametrize(
    ("region", "first"),
    [("es_EC", Qt.DayOfWeek.Monday), ("pt_BR", Qt.DayOfWeek.Sunday)],
)
def test_the_calendar_opens_by_key_and_picks_a_day(region, first, make, qtbot):
    box = make(Kind.DATE)
    box.set_value(date(2026, 10, 3))
    with i18n.speaking("en", region):
        qtbot.keyClick(box.findChild(QLineEdit), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = box.findChild(QCalendarWidget)
    assert month.firstDayOfWeek() == first
    assert month.locale().name().startswith("en")
    days = month.findChild(QTableView)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert box.value() == date(2026, 10, 4)


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
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_entries_that_begin_with_the_letters_come_first():
    entries = [("a", "Big house", "big house"), ("b", "House", "house")]
    assert matching(entries, "HOUSE") == [("b", "House"), ("a", "Big house")]
