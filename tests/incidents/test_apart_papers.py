# SPDX-License-Identifier: GPL-3.0-or-later
"""What hangs on an incident that moves apart goes along; where it cannot, nothing moves."""

import pytest

from desktop.core import records, soundness
from desktop.core.papers import attachments
from desktop.core.work import User
from desktop.incidents import service
from desktop.incidents.model import Incident
from desktop.incidents.page import IncidentSource

VALUES = {"type": "threat", "occurred_on": "2026-10-15", "how_known": "from_person"}
PROOF = b"la denuncia, unica copia"


@pytest.fixture
def incident(workspace):
    """Written by somebody who may not erase, with a paper on its list and one taken off it."""
    workspace.user = User("luis", "caseworker")
    with workspace.work(write=True) as work:
        made = service.record(work, VALUES)
    attachments.attach(workspace, "cases", made.id, "denuncia.txt", PROOF)
    off = attachments.attach(workspace, "cases", made.id, "otra.txt", b"otra")
    with workspace.work(write=True) as work:
        attachments.remove(work, off)
    return made


def papers(workspace, store, record):
    with workspace.work(store) as work:
        return attachments.listed(work, record)


def test_papers_go_along_into_the_open_part(workspace, incident):
    (before,) = papers(workspace, "cases", incident.id)
    workspace.open_store("protected")
    assert not service.move_apart(workspace, incident.id, {"rumour": True})
    (moved,) = papers(workspace, "protected", incident.id)
    assert moved == before
    assert attachments.read(workspace, "protected", moved.id) == PROOF
    with workspace.work() as work:
        assert attachments.names_of_files(work) == set()
    with workspace.work("protected") as work:
        named = attachments.names_of_files(work)
    assert {path.name for path in (workspace.folder / "attachments").iterdir()} == named
    assert len(named) == 2
    assert soundness.problems(workspace) == []


def test_a_move_that_was_cut_is_gone_on_with(workspace, incident):
    """The incident and its papers were written there, and are still here."""
    workspace.open_store("protected")
    service.record_protected(workspace, {**VALUES, "rumour": True}, incident.id, incident.code)
    attachments.carry(workspace, "cases", "protected", incident.id)
    service.move_apart(workspace, incident.id, {"rumour": True})
    assert len(papers(workspace, "protected", incident.id)) == 1
    with workspace.work("protected") as work:
        assert records.by_code(work, Incident, incident.code).id == incident.id


def test_nothing_moves_where_its_papers_would_be_lost(workspace, incident):
    with pytest.raises(service.PapersStay):
        service.move_apart(workspace, incident.id, {"rumour": True})
    (paper,) = papers(workspace, "cases", incident.id)
    assert attachments.read(workspace, "cases", paper.id) == PROOF
    assert not list((workspace.folder / "inbox").glob("*"))


def test_without_papers_it_is_sealed_away_as_before(workspace):
    with workspace.work(write=True) as work:
        made = service.record(work, VALUES)
    assert service.move_apart(workspace, made.id, {"rumour": True})


@pytest.mark.parametrize("is_open", [False, True])
def test_no_copy_a_migration_left_and_no_draft_holds_it(workspace, is_open):
    with workspace.work(write=True) as work:
        made = service.record(work, VALUES)
    (workspace.folder / "cases.before-0002").write_bytes(b"older")
    workspace.drafts().keep(f"incidents/{made.id}", {"note": "x"})
    if is_open:
        workspace.open_store("protected")
    told = []
    source = IncidentSource(workspace, moved=lambda: told.append(True))
    source.save(made.id, {"rumour": True})
    assert told == [True]
    assert not list(workspace.folder.glob("*.before-*"))
    assert workspace.drafts().all() == []
    assert (workspace.folder / "cases.db-wal").stat().st_size == 0
