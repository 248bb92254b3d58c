# SPDX-License-Identifier: GPL-3.0-or-later
"""Attendance and cards from the keyboard, as somebody with a pile of paper does it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.activities import series_service
from desktop.activities.model import HEADS, Activity
from desktop.activities.series_model import CAME, Series
from desktop.cards import service as cards
from desktop.core import clock, records
from desktop.participants import service as participants

KEYS = (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_4, Qt.Key.Key_3)
MARKS = ("present", "present", "absent", "excused")


def session_of(program, people):
    """Return a session of today of a new group with so many on its list."""
    with program.workspace.work(write=True) as work:
        series = records.create(work, Series, {"title": "Taller", "kind": "course"})
        known = list(participants.open_codes(work, list(participants.codes_of(work))))
        for person in known[:people]:
            values = {"participant": person, "joined_on": clock.today()}
            series_service.join(work, series.id, values)
        values = {"type": "workshop", "title": "Taller", "held_on": clock.today()}
        return records.create(work, Activity, {**values, "series": series.id}).id


def test_thirty_people_take_one_key_each(program):
    held = session_of(program, 30)
    page = program.go("activities", held)
    program.settle()
    grid = program.part(QLabel, "attendance_told").parentWidget()
    assert grid.objectName() == "attendance"
    grid.table.setFocus()
    pressed = 0
    for row in range(30):
        program.key(KEYS[row % 4])
        pressed += 1
    with program.workspace.work() as work:
        lines = series_service.lines(work, held)
    assert [line.mark for line in lines] == [MARKS[row % 4] for row in range(30)]
    assert pressed == 30
    came = sum(mark in CAME for mark in (line.mark for line in lines))
    assert f"{came} de 30" in program.words("attendance_told")
    program.press("attendance_heads")
    with program.workspace.work() as work:
        record = records.get(work, Activity, held)
        total = sum(getattr(record, name) for name in HEADS)
    assert 0 < total <= came
    program.key(Qt.Key.Key_Backspace)
    assert page is not None


def test_the_rest_was_absent(program):
    empty = session_of(program, 0)
    program.go("activities", empty)
    assert program.has("attendance_nobody")  # what the sheet is for, and how to begin
    assert not program.has("attendance_table")
    held = session_of(program, 4)
    program.go("activities", held)
    program.press("attendance_rest")
    with program.workspace.work() as work:
        assert [line.mark for line in series_service.lines(work, held)] == ["absent"] * 4
    assert program.has("attendance_table")
    assert not program.has("attendance_nobody")


def test_a_pile_of_cards_is_typed_without_the_mouse(program):
    with program.workspace.work(write=True) as work:
        batch = cards.begin(work, {"questions": "satisfaction"}).id
    program.go("activities", f"cards/{batch}")
    typing = program.window.findChild(QLabel, "cards_told").parentWidget()
    typing.setFocus()
    for _card in range(6):
        for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_Return):
            program.key(key)
    with program.workspace.work() as work:
        assert cards.typed(work, batch) == 6
        counts = cards.counted(work, batch)
    assert dict(counts["service"]) == {"very_good": 6}
    assert dict(counts["safe"]) == {"not_asked": 6}
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with program.workspace.work() as work:
        assert cards.typed(work, batch) == 5
    program.key(Qt.Key.Key_3)  # the card taken back is put right, and kept as a draft at each key
    assert program.workspace.drafts().find(f"cards/{batch}").values["service"] == "fair"


def test_complaints_are_a_tab_of_who_keeps_them(program):
    page = program.go("activities", "complaints")
    titles = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    assert "Quejas" in titles
