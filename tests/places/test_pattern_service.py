# SPDX-License-Identifier: GPL-3.0-or-later
"""What a sector is like, period after period."""

from datetime import date

import pytest

from desktop.core.store import Workspace
from desktop.places import pattern_service, service

DAY = date(2026, 6, 15)


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, str]:
    """Two sectors by their names."""
    with workspace.work(write=True) as work:
        return service.parents_for(work, ["Uno", "Dos"], level="sector")


def test_patterns_follow_one_another(workspace, ids):
    with workspace.work(write=True) as work:
        service.set_pattern(work, ids["Uno"], "contested", "2025-03")
        service.set_pattern(work, ids["Uno"], "truce", "2026-05-20")
        service.set_pattern(work, ids["Dos"], "one_group", "2024")

    with workspace.work() as work:
        before = service.patterns(work, date(2025, 3, 1))
        now = service.patterns(work, DAY)
        held = service.pattern_history(work, ids["Uno"])
    assert (before[ids["Uno"]].pattern, now[ids["Uno"]].pattern) == ("contested", "truce")
    assert now[ids["Dos"]].pattern == "one_group"
    assert [(period.pattern, period.valid_to) for period in held] == [
        ("truce", None),
        ("contested", "2026-05-20"),
    ]
    with workspace.work() as work:
        assert pattern_service.patterns(work, date(2023, 1, 1)) == {}


def test_an_earlier_pattern_told_later_does_not_end_the_present_one(workspace, ids):
    with workspace.work(write=True) as work:
        service.set_pattern(work, ids["Uno"], "truce", "2026-05")
        service.set_pattern(work, ids["Uno"], "contested", "2024")
    with workspace.work() as work:
        assert service.patterns(work, DAY)[ids["Uno"]].pattern == "truce"
