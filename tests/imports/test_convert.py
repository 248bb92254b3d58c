# SPDX-License-Identifier: GPL-3.0-or-later
"""One cell becomes one value, or a reason."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, FieldSpec, Kind
from desktop.imports import convert
from desktop.imports.reading import Reading

NOW = datetime(2026, 10, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("1/2/2025", "mdy", "2025-01-02"),
        ("1/2/2025", "dmy", "2025-02-01"),
        ("01.02.25", "dmy", "2025-02-01"),
        ("30/06/98", "dmy", "1998-06-30"),
        ("2025-02-01", "mdy", "2025-02-01"),
        ("2025/2/1 13:45", "", "2025-02-01"),
        ("20250201", "", "2025-02-01"),
        ("9/25/2025 3:05:00 PM", "mdy", "2025-09-25"),
        ("2025-02", "", "2025-02"),
        ("2003m11", "", "2003-11"),
        ("11/2003", "", "2003-11"),
        ("2003", "", "2003"),
        ("3 de octubre de 2025", "", "2025-10-03"),
        ("3-oct-25", "", "2025-10-03"),
        ("outubro de 2025", "", "2025-10"),
        ("set/25", "", "2025-09"),
        ("Jan 2025", "", "2025-01"),
    ],
)
def test_dates_people_write(text: str, order: str, expected: str) -> None:
    with clock.at(NOW):
        assert convert.partial_date(text, order) == expected


@pytest.mark.parametrize("text", ["31/02/2025", "", "ayer", "1/2/3/4", "99/99/9999", "13/13/2025", "0/0/0", "1/1/0001", "²/1/2025"])  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        convert.partial_date(text, "dmy")


def test_without_an_order_nothing_is_guessed() -> None:
    with pytest.raises(UserError):
        convert.partial_date("1/2/2025", "")


def test_a_day_must_be_whole_and_a_moment_has_an_hour() -> None:
    assert convert.day("2025-02-01", "") == date(2025, 2, 1)
    with pytest.raises(UserError):
        convert.day("2025-02", "")
    afternoon = convert.moment("1/2/2025 3:05 p.m.", "dmy")
    assert (afternoon.hour, afternoon.minute) == (15, 5)
    with pytest.raises(UserError):
        convert.moment("1/2/2025 27:05", "dmy")


@pytest.mark.parametrize(
    ("text", "decimal", "expected"),
    [("1,5", ",", 1.5), ("1.234,5", ",", 1234.5), ("1.234", ",", 1234), ("1,234.5", ".", 1234.5), ("1 234", ".", 1234),
     ("-5", ".", -5), ("+3.25", ".", 3.25), ("08758", ".", 8758)],
)  # fmt: skip
def test_numbers(text: str, decimal: str, expected: float) -> None:
    assert convert.number(text, decimal) == expected


@pytest.mark.parametrize(
    "text", ["", "x", "1,2,3", "1e9", "nan", "inf", "0x10", "1.2.3", "--1", "٣"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        convert.number(text, ".")


@given(
    st.text(max_size=30), st.sampled_from(["dmy", "mdy", "ymd", ""]), st.sampled_from([".", ","])
)
def test_any_text_for_any_kind_is_a_value_or_a_reason(text: str, order: str, decimal: str) -> None:
    reading = Reading("csv", date_order=order, decimal=decimal)
    for kind in Kind:
        about = About(codes="incident_type" if kind in {Kind.CODE, Kind.CODES} else "")
        spec = FieldSpec("f", "F", kind, about)
        turn = convert.converter(spec, reading, {}, lambda _spec, _text: None)
        with suppress(UserError):
            turn(text)


def test_values_are_replaced_before_they_are_converted() -> None:
    spec = FieldSpec("type", "Type", Kind.CODE, About(codes="incident_type"))
    turn = convert.converter(
        spec, Reading("csv"), {"HD": "homicide", "": "unknown"}, lambda _s, _t: None
    )
    assert [turn(" HD "), turn(""), turn("Extorsão"), turn("EXTORSION"), turn("own:X")] == [
        "homicide", "unknown", "extortion", "extortion", "own:X",
    ]  # fmt: skip
    with pytest.raises(UserError):
        turn("HX")


def test_several_codes_in_one_cell() -> None:
    spec = FieldSpec("w", "W", Kind.CODES, About(codes="weapon_class"))
    turn = convert.converter(spec, Reading("csv"), {}, lambda _s, _t: None)
    assert turn("Arma blanca; handgun; Arma branca") == ["bladed", "handgun"]
    assert turn("Explosivo o granada") == ["explosive"]
    assert turn("") is None


def test_yes_and_no_in_three_languages() -> None:
    spec = FieldSpec("y", "Y", Kind.YES_NO, About())
    turn = convert.converter(spec, Reading("csv"), {}, lambda _s, _t: None)
    assert [turn(text) for text in ("Sí", "sim", "YES", "x", "1")] == [True] * 5
    assert [turn(text) for text in ("No", "não", "0", "Falso")] == [False] * 4
    with pytest.raises(UserError):
        turn("tal vez")
