# SPDX-License-Identifier: GPL-3.0-or-later
"""Where an empty map begins: two numbers, however they are written, or a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.places import start_service
from desktop.places.start_service import NoPlace


@pytest.mark.parametrize(
    "text",
    ["4.6 -74.08", "4.6, -74.08", " 4.6;-74.08 ", "4,6 -74,08", "4,6; -74,08", "+4.6\t-74.08"],
)
def test_numbers_are_read_as_people_write_them(text):
    assert start_service.read(text) == pytest.approx((-74.08, 4.6))


@pytest.mark.parametrize("text", ["", "Bogota", "4.6", "4.6 -74 12", "91 10", "4 200", "4..6 -74"])
def test_anything_else_is_a_sentence(text):
    with pytest.raises(NoPlace):
        start_service.read(text)


@given(st.text(max_size=40))
def test_no_words_break_it(text):
    try:
        lon, lat = start_service.read(text)
    except NoPlace:
        return
    assert abs(lon) <= 180
    assert abs(lat) <= 84


def test_the_map_begins_there_from_then_on(workspace):
    with workspace.work(write=True) as work:
        assert start_service.box(work) is None
        start_service.begin(work, "4.6 -74.08")
    with workspace.work() as work:
        box = start_service.box(work)
    assert box is not None
    west, south, east, north = box
    assert west < -74.08 < east
    assert south < 4.6 < north
