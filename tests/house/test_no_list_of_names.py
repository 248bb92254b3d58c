# SPDX-License-Identifier: GPL-3.0-or-later
"""No list of names and no vetting list can be made: what is printed or exported is by code."""

import ast
from pathlib import Path

import pytest

from desktop.core.fields import Privacy, specs
from desktop.desks.frame.paper import printable
from desktop.exports import fates
from desktop.participants import service as participants
from desktop.participants.model import ParticipantDraft

ROOT = Path(__file__).resolve().parents[2] / "desktop"
NAMES = {"given_names", "family_names", "known_as", "document_number", "safe_contact_number"}
GUARDS = {ROOT / "exports" / "known.py"}
"""Reads the names to look for them in what is about to leave, and returns none."""
OUTLETS = sorted(
    path
    for path in set(ROOT.rglob("*.py")) - GUARDS
    if path.stem.rsplit("_", 1)[-1] in ("report", "export")
    or path.parent.name in ("reports", "exports", "releases")
    or path.name in ("paper.py", "cli_output.py", "audit_service.py", "audit_view.py")
)


def test_the_fields_that_name_somebody_are_known_here():
    named = {
        spec.name
        for spec in specs(ParticipantDraft)
        if spec.about.privacy is Privacy.IDENTIFIER and not spec.about.link
    }
    assert named >= NAMES


def test_the_ways_out_are_found():
    assert len(OUTLETS) > 20


@pytest.mark.parametrize("path", OUTLETS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_way_out_reads_a_name(path):
    """Neither as an attribute, nor as a column, nor as the name of a field in a text.

    The one exception says what is withheld: the list of fields that never leave.
    """
    tree = ast.parse(path.read_text("utf-8"))
    withheld = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(one, ast.Name) and one.id == "WITHHELD" for one in node.targets)
    ]
    allowed = {id(inner) for whole in withheld for inner in ast.walk(whole)}
    found = {
        node.attr if isinstance(node, ast.Attribute) else node.value
        for node in ast.walk(tree)
        if id(node) not in allowed
        and (
            (isinstance(node, ast.Attribute) and node.attr in NAMES)
            or (isinstance(node, ast.Constant) and node.value in NAMES)
        )
    }
    assert not found


def test_no_record_prints_a_name():
    for export in fates.REGISTERS:
        for spec in specs(export.MODEL.draft):
            if spec.about.privacy is Privacy.IDENTIFIER and not spec.about.link:
                assert not printable(spec), spec.name
    assert not any(printable(spec) for spec in specs(ParticipantDraft) if spec.name in NAMES)


def test_a_list_of_participants_gives_codes_and_no_names(work):
    from tests.rooms import register

    register(work, given_names="Encarnación", family_names="Zurbarán", known_as="La Chispa")
    keys = participants.keys(work, "", {}, "")
    told = repr(participants.rows(work, keys)) + repr(participants.codes_of(work))
    for name in ("Encarnación", "Zurbarán", "Chispa"):
        assert name not in told
