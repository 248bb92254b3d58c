# SPDX-License-Identifier: GPL-3.0-or-later
"""Days, partial dates and moments are read however people type them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QTableView

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.fields import Kind
from desktop.widgets import editors_date

ONCE = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=60,
)
YEARS = {"min_value": date(1900, 1, 1), "max_value": date(2199, 12, 31)}


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


@pytest.mark.parametrize("typed", ["31/02/2026", "2026", "10/2026", "03/10/0026", "x"])
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


def test_a_short_year_is_asked_in_full(make, qtbot):
    box = make(Kind.DATE)
    qtbot.keyClicks(box.findChild(QLineEdit), "3/10/26")
    assert box.value() == "3/10/26"
    assert "four figures" in str(box.problem())
