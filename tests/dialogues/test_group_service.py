# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups by code, and which sector each held on a day."""

from datetime import date

import pytest

from desktop.core.errors import InvalidRecord
from desktop.dialogues import service
from desktop.dialogues.group_service import group_keys, group_rows, holding_keys, holding_rows

RIVER, HILL = "river-id", "hill-id"


def test_a_code_is_short_has_a_figure_and_is_written_one_way(work):
    assert service.register_group(work, {"sign": " k-3 "}).sign == "K-3"
    for name in ("Los Vecinos", "Halcones", "X", "K 3", "LOS-DEL-7-DE-ABRIL"):
        with pytest.raises(InvalidRecord) as raised:
            service.register_group(work, {"sign": name})
        assert set(raised.value.problems) == {"sign"}


def test_a_code_belongs_to_one_group(work):
    first = service.register_group(work, {"sign": "K-3"})
    other = service.register_group(work, {"sign": "M-1"})
    with pytest.raises(InvalidRecord):
        service.register_group(work, {"sign": "k-3"})
    with pytest.raises(InvalidRecord):
        service.amend_group(work, other, {"sign": "K-3"})
    assert service.amend_group(work, first, {"sign": "K-3", "active": False}).active is False
    assert service.groups_offered(work) == [(first.id, "K-3"), (other.id, "M-1")]


def test_who_holds_a_sector_changes_with_time(work):
    first, other = (service.register_group(work, {"sign": sign}) for sign in ("K-3", "M-1"))
    _hold(work, first, RIVER, date(2025, 1, 1), date(2025, 12, 31))
    _hold(work, other, RIVER, date(2025, 12, 1), None)
    _hold(work, first, HILL, None, None)
    assert service.holder(work, RIVER, date(2025, 6, 1)) == [first.id]
    assert service.holder(work, RIVER, date(2025, 12, 15)) == [first.id, other.id]
    assert service.holder(work, RIVER, date(2026, 3, 1)) == [other.id]
    assert service.holder(work, RIVER, date(2024, 1, 1)) == []
    assert service.holders(work, date(2026, 3, 1)) == {RIVER: [other.id], HILL: [first.id]}
    assert service.sectors_held(work, date(2026, 3, 1)) == {first.id: [HILL], other.id: [RIVER]}


def test_a_group_holds_a_sector_once_at_a_time(work):
    group = service.register_group(work, {"sign": "K-3"})
    held = _hold(work, group, RIVER, date(2025, 1, 1), None)
    with pytest.raises(InvalidRecord):
        _hold(work, group, RIVER, date(2026, 1, 1), None)
    service.amend_holding(work, held, {"until": date(2025, 6, 1)})
    _hold(work, group, RIVER, date(2025, 6, 2), None)
    assert [row[1:] for row in holding_rows(work, holding_keys(work, group.id))] == [
        (date(2025, 6, 2), None, None),
        (date(2025, 1, 1), date(2025, 6, 1), None),
    ]


def test_the_list_of_groups(work):
    for sign, kind in (("M-1", "street_gang"), ("K-3", "militia")):
        service.register_group(work, {"sign": sign, "kind": kind})
    rows = group_rows(work, group_keys(work, "", {}, ""))
    assert [row[1] for row in rows] == ["K-3", "M-1"]
    found = group_keys(work, "m", {"kind": "street_gang"}, "-sign")
    assert [row[1:] for row in group_rows(work, found)] == [("M-1", "street_gang", True)]


def _hold(work, group, sector, since, until):
    return service.hold(work, {"group": group.id, "sector": sector, "since": since, "until": until})
