# SPDX-License-Identifier: GPL-3.0-or-later
"""Words and numbers come back as typed, are read as the region writes them, and are never cut."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QPlainTextEdit

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.fields import Kind
from desktop.widgets import editors_text
from desktop.widgets.editors import clean

TICKED = (Kind.CODE, Kind.CODES, Kind.LINKS, Kind.YES_NO)
ONCE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)


@pytest.fixture
def comma():
    with i18n.speaking("en", "es_EC"):
        yield


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
