# SPDX-License-Identifier: GPL-3.0-or-later
"""One editor for a day, a month, a year, about then, and an age; nothing typed is lost."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QCheckBox, QLabel

from desktop.core import clock, dates
from desktop.core.fields import spec_of
from desktop.participants.model import ParticipantDraft
from desktop.widgets.editors_date import PartialDateEditor
from tests.rooms import NOON


@pytest.fixture
def born(qtbot):
    with clock.at(NOON):
        editor = PartialDateEditor(spec_of(ParticipantDraft, "born"))
        qtbot.addWidget(editor)
        yield editor


@pytest.mark.parametrize(
    ("typed", "stored", "said"),
    [
        ("2004", "2004", "22 years old"),
        ("17 años", "2009~", "about 17 years old"),
        ("17 anos", "2009~", "about 17 years old"),
        ("~17a", "2009~", "about 17 years old"),
        ("03/2004", "2004-03", "22 years old"),
        ("3/10/2004", "2004-10-03", "22 years old"),
        ("2004~", "2004~", "about 22 years old"),
        ("17", "17", ""),
        ("31/02/2004", "31/02/2004", ""),
    ],
)
def test_what_is_typed_is_understood_and_said(born, typed, stored, said):
    born.line.setText(typed)
    born.line.editingFinished.emit()
    assert born.value() == stored
    assert born.findChild(QLabel, "born_understood").text() == said
    assert born.findChild(QCheckBox).isChecked() is stored.endswith("~")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
def test_whatever_is_typed_is_a_date_or_stays_with_a_sentence(born, typed):
    born.line.setText(typed)
    born.line.editingFinished.emit()
    kept = born.line.text()
    if born.problem() is None:
        assert born.value() is None or dates.parse(str(born.value()))
    else:
        assert born.value() == kept.strip()


@given(st.dates(date(1900, 1, 1), date(2026, 11, 21)), st.sampled_from([10, 7, 4]), st.booleans())
def test_an_age_never_runs_ahead_and_a_wave_says_it_is_estimated(day, letters, about):
    stored = day.isoformat()[:letters] + ("~" if about else "")
    today = date(2026, 11, 21)
    years = dates.age(stored, today)
    exact = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    assert years is not None
    assert abs(years - exact) <= 1
    assert dates.show_age(stored, today).startswith("~") is (about and years >= 0)
