# SPDX-License-Identifier: GPL-3.0-or-later
"""Room set aside and given back."""

import pytest
from sqlcipher3 import dbapi2

from desktop.core import db, room
from desktop.core.backups import backup
from tests.faults.test_told import told

FULL = dbapi2.OperationalError("database or disk is full")


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(room, "SIZE", 1 << 20)


def test_it_is_set_aside_once_and_given_back_once(tmp_path, small):
    assert room.reserve(tmp_path)
    path = tmp_path / room.NAME
    made = path.stat()
    assert made.st_size == 1 << 20
    assert room.reserve(tmp_path)
    assert path.stat().st_mtime_ns == made.st_mtime_ns
    assert room.release(tmp_path)
    assert not room.release(tmp_path)


def test_none_is_taken_where_there_is_little(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "_AMPLE", 1 << 62)
    assert not room.reserve(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_gives_it_back_and_says_so(workspace, small, tmp_path):
    room.reserve(workspace.folder)
    for kind in (db.RoomFreed, db.NoRoom):
        with pytest.raises(db.NoRoom) as refused, workspace.work():
            raise FULL
        assert type(refused.value) is kind
        told(refused.value)
    assert not (workspace.folder / room.NAME).exists()


def test_a_backup_does_not_carry_it(workspace, small, tmp_path):
    room.reserve(workspace.folder)
    made = backup.backup(workspace, tmp_path / "disk")
    assert not (made / room.NAME).exists()
