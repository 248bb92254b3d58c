# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies are kept by days, weeks and months, and the last good one is never thinned away."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock
from desktop.core.backups import backup, copies
from tests.workspaces import add

NOON = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def made_at(workspace, folder, moment):
    with clock.at(moment):
        return backup.backup(workspace, folder)


def redate(workspace, made, moment):
    """Write another day into a manifest, signed as it would have been on that day."""
    from desktop.core.backups import manifest
    from desktop.core.crypto import header

    about = json.loads((made / manifest.NAME).read_text())
    about.pop("mac")
    about["made_at"] = moment.isoformat()
    about["mac"] = manifest._mac(workspace.key_holder.key("backup"), about)
    (made / manifest.NAME).write_bytes(header.canonical(about))


@pytest.fixture
def many(workspace, tmp_path):
    """Copies of 400 days, one a day: one true backup, and its twins under other dates."""
    folder = tmp_path / "copies"
    first = made_at(workspace, folder, NOON)
    for number in range(1, 401):
        twin = folder / f"twin-{number:03}"
        shutil.copytree(first, twin, copy_function=_linked)
        (twin / "manifest.json").unlink()
        shutil.copyfile(first / "manifest.json", twin / "manifest.json")
        redate(workspace, twin, NOON - timedelta(days=number))
    return folder


def _linked(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def test_days_weeks_and_months_stay(workspace, many):
    with clock.at(NOON):
        gone = copies.thin(workspace, many)
        left = copies.kept(workspace, many)
    moments = [one.made_at for one in left]
    assert len(gone) + len(left) == 401
    assert moments[: copies.DAYS] == [NOON - timedelta(days=n) for n in range(copies.DAYS)]
    assert len({one.astimezone().isocalendar()[:2] for one in moments}) >= copies.WEEKS
    assert len({(one.year, one.month) for one in moments}) == copies.MONTHS
    assert len(left) <= copies.DAYS + copies.WEEKS + copies.MONTHS + copies.LATEST
    with clock.at(NOON):
        assert copies.thin(workspace, many) == []


moments_near_noon = st.integers(-2_000, 2_000).map(lambda hours: NOON + timedelta(hours=7 * hours))


@given(st.lists(moments_near_noon, max_size=80), moments_near_noon)
def test_the_rule_keeps_few_and_always_the_newest(moments, now):
    stay = copies.wanted(moments, now)
    assert stay <= set(moments)
    past = [one for one in moments if one <= now]
    assert not past or max(past) in stay
    assert len([one for one in stay if one <= now]) <= 12 + 10 + 9 + copies.LATEST
    assert copies.wanted(sorted(stay), now) == stay, "to thin twice removes nothing more"


def test_the_last_good_copy_stays_though_newer_ones_do_not_verify(workspace, tmp_path):
    folder = tmp_path / "copies"
    good = made_at(workspace, folder, NOON - timedelta(hours=20))
    bad = [made_at(workspace, folder, NOON - timedelta(minutes=30 * n)) for n in range(1, 9)]
    for path in bad:
        content = bytearray((path / "cases.db").read_bytes())
        content[5000] ^= 1
        (path / "cases.db").write_bytes(content)
    with clock.at(NOON):
        found = copies.kept(workspace, folder)
        assert copies.last_good(workspace, found).path == good
        gone = copies.thin(workspace, folder)
    assert good not in gone
    assert good.is_dir()


def test_where_nothing_verifies_nothing_is_removed(workspace, tmp_path):
    folder = tmp_path / "copies"
    for n in range(6):
        path = made_at(workspace, folder, NOON - timedelta(minutes=30 * n))
        (path / "cases.db").write_bytes(b"")
    with clock.at(NOON):
        assert copies.thin(workspace, folder) == []


def test_a_clock_set_back_does_not_stop_the_copies(workspace, tmp_path):
    folder = tmp_path / "copies"
    copies.choose(workspace, folder)
    made_at(workspace, folder, NOON + timedelta(days=3_650))
    with clock.at(NOON):
        assert copies.newest(copies.kept(workspace, folder)) is None
        assert copies.due(workspace)
        assert copies.keep(workspace) is not None
        assert not copies.due(workspace)


def test_a_copy_is_due_when_something_changed_and_half_an_hour_passed(workspace, tmp_path):
    with clock.at(NOON):
        assert copies.folder_of(workspace) == tmp_path / "workspace-copies"
        assert copies.keep(workspace) is not None
    with clock.at(NOON + timedelta(hours=5)):
        assert not copies.due(workspace), "nothing changed"
    add(workspace)
    with clock.at(NOON + timedelta(minutes=29)):
        assert not copies.due(workspace)
    with clock.at(NOON + timedelta(minutes=31)):
        assert copies.due(workspace)
        assert copies.due(workspace, apart=timedelta(0))
        copies.keep(workspace)
        assert not copies.due(workspace, apart=timedelta(0))


def test_a_draft_alone_makes_a_copy_due(workspace):
    with clock.at(NOON):
        copies.keep(workspace)
    workspace.drafts().keep("participant/new", {"given_names": "Inés"})
    with clock.at(NOON + timedelta(hours=1)):
        path = workspace.folder / "cases-drafts.db"
        later = (NOON + timedelta(minutes=40)).timestamp()
        import os

        os.utime(path, (later, later))
        assert copies.due(workspace)


def test_copies_of_another_workspace_and_strange_folders_are_left_alone(workspace, tmp_path):
    folder = tmp_path / "copies"
    mine = made_at(workspace, folder, NOON)
    for name, about in (
        ("other", {"workspace": "another", "made_at": NOON.isoformat()}),
        ("list", []),
        ("no-day", {"workspace": workspace.header.workspace, "made_at": 7}),
    ):
        (folder / name).mkdir()
        (folder / name / "manifest.json").write_text(json.dumps(about))
    (folder / "half").mkdir()
    (folder / "half" / "manifest.json").write_text("{")
    assert [one.path for one in copies.kept(workspace, folder)] == [mine]
    forged = folder / "forged"
    shutil.copytree(mine, forged)
    about = json.loads((forged / "manifest.json").read_text())
    about["made_at"] = (NOON + timedelta(hours=1)).isoformat()
    (forged / "manifest.json").write_text(json.dumps(about))
    found = {one.path.name: one.ours for one in copies.kept(workspace, folder)}
    assert found == {mine.name: True, "forged": False}
    with clock.at(NOON + timedelta(days=9_000)):
        copies.thin(workspace, folder)
    assert forged.is_dir(), "what our key did not sign is never removed"


def test_the_second_medium_is_remembered_by_day(workspace, tmp_path, monkeypatch):
    assert copies.reminder_due(workspace) == timedelta.max
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(copies, "_device", lambda path: 2 if stick in (path, *path.parents) else 1)
    with clock.at(NOON):
        copies.make(workspace, stick)
        assert copies.second_of(workspace).folder == stick
        assert copies.reminder_due(workspace) is None
        copies.make(workspace, tmp_path / "here")
        assert copies.second_of(workspace).folder == stick
    with clock.at(NOON + timedelta(days=7, minutes=1)):
        assert copies.reminder_due(workspace) == timedelta(days=7, minutes=1)


def test_a_folder_knows_its_medium(tmp_path):
    assert not copies.elsewhere(tmp_path, tmp_path / "not" / "yet" / "there")
    if Path("/proc/self").is_dir():
        assert copies.elsewhere(tmp_path, Path("/proc/self"))
