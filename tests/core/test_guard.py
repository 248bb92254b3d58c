# SPDX-License-Identifier: GPL-3.0-or-later
"""Another laptop on the same folder, which no lock of the system tells of."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from desktop.core import clock, guard
from tests.faults.test_told import told

NOON = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def left_by(folder, device, seen):
    about = {"user": "beto", "since": NOON.isoformat(), "device": device, "seen": seen.isoformat()}
    (folder / guard.NAME).write_text(json.dumps(about))


@pytest.mark.parametrize("minutes", [-9, 0, 9])
def test_a_laptop_seen_minutes_ago_keeps_the_second_out(tmp_path, minutes):
    left_by(tmp_path, "aaaa", NOON)
    with clock.at(NOON + timedelta(minutes=minutes)):
        with pytest.raises(guard.OpenOnAnotherComputer) as refused:
            guard.FolderLock(tmp_path, "ana", "bbbb")
        assert refused.value.values["user"] == "beto"
        told(refused.value)
        guard.FolderLock(tmp_path, "ana", "aaaa").release()


def test_a_laptop_that_lost_its_power_keeps_nobody_out_for_long(tmp_path):
    left_by(tmp_path, "aaaa", NOON)
    with clock.at(NOON + timedelta(minutes=10)):
        lock = guard.FolderLock(tmp_path, "ana", "bbbb")
    with clock.at(NOON + timedelta(hours=2)):
        lock.beat()
        about = json.loads((tmp_path / guard.NAME).read_text())
        assert about["device"] == "bbbb"
        assert about["seen"] == clock.now().isoformat()
    lock.release()
    assert (tmp_path / guard.NAME).read_bytes() == b""
    lock.beat()
    assert (tmp_path / guard.NAME).read_bytes() == b""


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "[" * 999, '{"device": 7}', '{"device": "x", "seen": "y"}']
)
def test_a_lock_file_with_anything_in_it_is_taken(tmp_path, text):
    (tmp_path / guard.NAME).write_text(text)
    guard.FolderLock(tmp_path, "ana", "bbbb").release()
