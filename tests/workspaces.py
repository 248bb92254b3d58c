# SPDX-License-Identifier: GPL-3.0-or-later
"""One encrypted workspace, made once for the whole run and copied for every test that asks."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.core import clock, founding
from desktop.core.crypto import header, keys, paper
from desktop.core.store import Workspace
from desktop.core.team import members
from desktop.participants.model import Participant

USER = "ana"
WORDS = "uno dos tres cuatro"
LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A workspace nobody opens: copy its folder."""

    folder: Path
    recovery: list[str]
    unlocked: keys.Unlocked


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("workspace") / "workspace"
    created = founding.create(folder, USER, passphrase=WORDS, cost=header.FLOOR)
    return Made(folder, created.recovery, keys.unlock(header.load(folder), USER, WORDS))


@pytest.fixture
def fresh_workspace(made_once: Made, tmp_path: Path) -> Path:
    """The folder of a closed workspace of this test's own."""
    folder = tmp_path / "workspace"
    shutil.copytree(made_once.folder, folder)
    return folder


@pytest.fixture
def workspace(fresh_workspace: Path, made_once: Made) -> Iterator[Workspace]:
    """The same, opened; no key is derived again, which takes half a second on purpose."""
    opened = Workspace(fresh_workspace, made_once.unlocked)
    yield opened
    opened.close()


def reopened(workspace: Workspace) -> Workspace:
    """Close a workspace and open it again as the same user."""
    workspace.close()
    return Workspace(workspace.folder, workspace.key_holder)


def let_in(
    folder: Path,
    unlocked: keys.Unlocked,
    user: str,
    words: str,
    role: str = "caseworker",
    stores: tuple[str, ...] = (),
    scope: str = "all",
) -> header.Header:
    """Give a closed workspace one more user, with words of the test's choice."""
    holder = keys.again(unlocked, header.load(folder))
    held = {store: holder.store_key(store) for store in stores}
    member = members.Member("", user, role, scope, "", "")
    grown = members.enrolled(holder, member, keys.normal(words), held, header.FLOOR)
    header.save(folder, grown)
    return grown


def join(workspace: Workspace, user: str, role: str, stores: tuple[str, ...] = ()) -> str:
    """Let somebody in as of long ago; returns the words.

    Whom one lets in today is nobody's second of two people tomorrow.
    """
    words = paper.passphrase("es")

    def changed(found: header.Header) -> header.Header:
        holder = replace(workspace.key_holder, header=found)
        held = {store: holder.store_key(store) for store in stores}
        member = members.Member("", user, role, "all", "", "")
        with clock.at(LONG_AGO):
            return members.enrolled(holder, member, keys.normal(words), held, header.FLOOR)

    workspace.change_header(changed)
    return words


def person(**more: object) -> dict[str, object]:
    """Return the six answers that register an invented person."""
    return {
        "born": "2004",
        "sex": "female",
        "safe_contact": "phone",
        "registered_on": date(2026, 3, 1),
        **more,
    }


def add(workspace: Workspace, **more: object) -> str:
    """Register somebody and return the id."""
    from desktop.core import records

    with workspace.work(write=True) as work:
        return records.create(work, Participant, person(**more)).id
