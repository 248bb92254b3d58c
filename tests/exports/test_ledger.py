# SPDX-License-Identifier: GPL-3.0-or-later
"""Two datasets of almost the same people: whoever has both would find those who came or went."""

import pytest

from desktop.consents import service as consents
from desktop.consents.export import countable
from desktop.core import clock
from desktop.exports import service
from desktop.exports.verdict import Mark


def withdraw(workspace, n):
    """Let n people more withdraw."""
    with workspace.work(write=True) as work:
        agreed = sorted(countable(work, clock.today()))
        for person in agreed[:n]:
            consents.answer(work, person, "anonymous_stats", "withdrawn")


def test_rows_wait_until_enough_people_came_or_went(large, tmp_path):
    service.write(large, "partner", tmp_path / "one", language="en")
    withdraw(large, 2)
    with pytest.raises(service.MustNotLeave, match="2 people came or went") as refused:
        service.write(large, "partner", tmp_path / "two", language="en")
    assert refused.value.verdict.mark is Mark.STOP
    assert not (tmp_path / "two").exists()
    withdraw(large, 3)
    assert service.write(large, "partner", tmp_path / "two", language="en").leaves


def test_what_was_published_everybody_has(large, tmp_path):
    service.write(large, "public", tmp_path / "one", language="en")
    withdraw(large, 1)
    assert not service.preview(large, "partner", language="en").leaves
    assert service.preview(large, "internal", language="en").leaves


def test_what_a_partner_got_the_public_has_not(large, tmp_path):
    service.write(large, "partner", tmp_path / "one", language="en")
    withdraw(large, 1)
    assert service.preview(large, "public", language="en").leaves


def test_tables_may_leave_and_say_what_two_of_them_tell(large, tmp_path):
    service.write(large, "donor", tmp_path / "one", language="en")
    assert not any("came or went" in why for why in service.preview(large, "donor").why)
    withdraw(large, 1)
    verdict = service.preview(large, "donor", language="en")
    assert verdict.leaves
    assert any("1 person came or went" in why for why in verdict.why)


def test_incidents_are_not_people(large, tmp_path):
    service.write(large, "public", tmp_path / "one", "incidents", "en")
    withdraw(large, 1)
    assert service.preview(large, "public", language="en").leaves
    service.write(large, "public", tmp_path / "two", language="en")
    withdraw(large, 1)
    assert service.preview(large, "public", "incidents", "en").leaves
