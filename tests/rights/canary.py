# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody with a word of their own in every field, and where such words may be looked for."""

from contextlib import closing
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.contacts.model import Contact
from desktop.core import clock, db, records
from desktop.core.store import Workspace
from desktop.core.team import approvals
from desktop.placements import checkpoint_service
from desktop.placements import service as placements
from desktop.plans import service as plans
from desktop.releases.model import Release
from desktop.rights import erasing, requests
from tests.rooms import NOON
from tests.workspaces import add

WORDS = [f"kanarie{letter}" for letter in "abcdefghijklm"]
TEXTS = (
    "safe_contact_number",
    "safe_contact_rule",
    "given_names",
    "family_names",
    "known_as",
    "document_number",
    "note",
)


@pytest.fixture
def now():
    with clock.at(NOON):
        yield


@pytest.fixture
def canary(now, workspace: Workspace) -> str:
    """Somebody with a word of their own in every field and every room."""
    person = add(
        workspace,
        **dict(zip(TEXTS, WORDS, strict=False)),
        registered_on=date(2026, 3, 17),
        groups=["youth_at_risk"],
        education="primary",
        work_status="unemployed",
        living="own_family",
        referral_source="self",
    )
    with workspace.work(write=True) as work:
        seen = {"participant": person, "kind": "visit_home", "happened_on": date(2026, 9, 30)}
        contacts.note(work, {**seen, "note": WORDS[7]})
        contact = work.session.execute(sa.select(Contact)).scalar_one()
        records.amend(work, contact, {"note": WORDS[8]})
        plans.note(work, person, "safety", "met")
        consents.answer(
            work, person, "anonymous_stats", "given", on=date(2026, 3, 17), witness=WORDS[9]
        )
        starts = {"participant": person, "type": "formal_job", "starts_on": date(2026, 7, 9)}
        placed = placements.place(work, {**starts, "note": WORDS[10]})
        check = checkpoint_service.checkpoints(work, placed.id)[0]
        checkpoint_service.answer(
            work, check.id, {"done_on": date(2026, 8, 9), "result": "retained_same"}
        )
        asked = {"participant": person, "kind": "erasure", "answer": WORDS[11], "country": "co"}
        requests.receive(work, asked)
        release = records.create(
            work, Release, {"kind": "dataset", "recipient": "donor", "sha256": "0" * 64}
        )
        release.scheme = {"people": [person, "another"]}
        work.session.add(release)
    kept = workspace.drafts()
    kept.keep(f"participants/{person}/names", {"known_as": WORDS[12]})
    kept.keep("contact/new", {"participant": person, "note": WORDS[12]})
    kept.keep("activity/new", {"title": "other"})
    return person


def everything(workspace: Workspace, name: str = "cases") -> str:
    """Every value of every table of a store, search tables included, as text."""
    with closing(db.connect(workspace.place(name))) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        rows = [
            row
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"').fetchall()
        ]
    return repr(rows).lower()


def approve(workspace: Workspace, person: str) -> str:
    """A small team asks on one day and confirms on the next."""
    with workspace.work(write=True) as work:
        asked = approvals.ask(work, approvals.ERASE, person, "the person asked for it")
    with clock.later(timedelta(days=1)), workspace.work(write=True) as work:
        return approvals.confirm_alone(work, asked).id


def erase(workspace: Workspace, person: str) -> erasing.Done:
    return erasing.erase(workspace, person, approve(workspace, person))


def hits(content: bytes | str) -> list[str]:
    text = content if isinstance(content, bytes) else content.encode()
    return [word for word in WORDS if word.encode() in text.lower()]
