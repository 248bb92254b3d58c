# SPDX-License-Identifier: GPL-3.0-or-later
"""The work with people leaves as counts of groups only, and what is restricted never does."""

import pytest

from desktop.core.fields import specs
from desktop.exports import service
from desktop.exports.verdict import Mark
from desktop.participants.model import Participant
from tests.exports.conftest import contents, table

CASEWORK = ("enrolment", "service_given", "referral", "schooling", "closure")


@pytest.mark.parametrize(("recipient", "k"), [("donor", 11), ("public", 11), ("partner", 5)])
def test_the_casework_leaves_as_counts_of_k_people_or_more(released, recipient, k):
    out = released[recipient].folder
    for name in CASEWORK:
        files = sorted(out.rglob(f"{name}_by_*.csv"))
        assert files, name
        for file in files:
            assert file.parent.name == "tables"
            numbers = [list(row.values())[-1] for row in table(out, file.stem)]
            assert all(one == "*" or int(one) == 0 or int(one) >= k for one in numbers)
        assert not list(out.rglob(f"data/{name}.csv"))


def test_two_recipients_of_one_threshold_get_the_same_counts(released):
    folders = [contents(released[one].folder) for one in ("donor", "public")]
    for name in CASEWORK:
        tables = [
            {path: text for path, text in folder.items() if f"tables/{name}_by" in path}
            for folder in folders
        ]
        assert tables[0] == tables[1]


@pytest.mark.parametrize("recipient", ["donor", "public", "partner", "internal"])
def test_no_group_no_danger_and_no_own_question_ever_leaves(released, recipient):
    out = released[recipient].folder
    told = b"\n".join(contents(out).values()).decode()
    kept = {spec.title for spec in specs(Participant.draft) if spec.about.restricted}
    assert len(kept) == 5
    columns = {row["Column"] for row in table(out, "codebook")}
    assert not columns & kept
    assert "youth_at_risk" not in told
    assert "girasol" not in told
    assert "Talla de la dotación" not in told


def test_the_casework_can_leave_alone(large, tmp_path):
    verdict = service.write(large, "partner", tmp_path / "out", dataset="casework", language="en")
    assert verdict.mark is not Mark.STOP
    assert {file.split("/")[0] for file in verdict.files} == {"tables"}
