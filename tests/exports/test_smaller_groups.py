# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups smaller than usual leave to the public only once somebody else approved them."""

import json

import pytest

from desktop.core import journal
from desktop.core.errors import UserError
from desktop.core.team import approvals
from desktop.exports import service
from desktop.exports.recipients import Lowered
from tests.core.team.test_approvals import admit


def test_nothing_leaves_without_an_approval(large, tmp_path):
    with pytest.raises(approvals.TwoAreNeeded):
        service.write(large, Lowered("public", 7), tmp_path / "out", language="en")
    with pytest.raises(approvals.TwoAreNeeded):
        service.write(large, Lowered("public", 7, "made-up"), tmp_path / "out", language="en")
    assert not (tmp_path / "out").exists()


def test_an_approval_lets_it_leave_once_and_is_printed_into_it(large, tmp_path):
    words = admit(large, "bea", "coordinator")
    wanted = Lowered("public", 7)
    given = approvals.second(large, "bea", words, approvals.RELEASE, wanted.deed)
    approved = Lowered("public", 7, given.id)
    verdict = service.write(large, approved, tmp_path / "out", language="en")
    assert dict(verdict.details)["k"] == "7"
    figures = json.loads((tmp_path / "out" / "risk.json").read_text())
    assert (figures["k"], figures["approved"]) == (7, approvals.words(given))
    assert approvals.words(given) in (tmp_path / "out" / "README.txt").read_text()
    assert "bea" not in (tmp_path / "out" / "README.txt").read_text()
    with pytest.raises(approvals.TwoAreNeeded):
        service.write(large, approved, tmp_path / "again", language="en")
    with large.work() as work:
        assert "approval_used" in {one.action for one in journal.entries(work)[:4]}


def test_an_approval_of_other_groups_does_not_count(large, tmp_path):
    words = admit(large, "bea", "coordinator")
    given = approvals.second(large, "bea", words, approvals.RELEASE, "public:9")
    with pytest.raises(approvals.TwoAreNeeded):
        service.write(large, Lowered("public", 7, given.id), tmp_path / "out", language="en")


@pytest.mark.parametrize(
    "wanted",
    [Lowered("public", 4), Lowered("public", 12), Lowered("partner", 4), Lowered("internal", 2)],
)
def test_some_groups_are_too_small_whoever_approves(large, wanted):
    with pytest.raises(UserError, match="cannot have"):
        service.preview(large, wanted)


def test_looking_at_the_verdict_needs_nobody(large):
    assert dict(service.preview(large, Lowered("public", 7), language="en").details)["k"] == "7"
