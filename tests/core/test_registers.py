# SPDX-License-Identifier: GPL-3.0-or-later
"""The common road asks each register for its own right: nobody goes round a service by it."""

from datetime import date
from typing import Any

import pytest

from desktop.core import history, listing, records
from desktop.core.errors import NotAllowed, NotYours
from desktop.core.papers import attachments
from desktop.core.store import Workspace
from desktop.core.tables import table_of
from desktop.core.work import User, Work
from desktop.demands import service as demands
from desktop.demands.model import Demand
from desktop.exports import ledger, recipients
from desktop.imports.model import ImportMap
from desktop.releases.model import Release
from desktop.rights import access, requests
from desktop.rights.model import RightsRequest
from tests.workspaces import add, person

ASKED = {"asked_on": date(2026, 11, 1), "asker": "authority_order", "who": "Despacho 4"}
LEFT = {"kind": "dataset", "recipient": "public", "period": "2026-10-01", "sha256": "0" * 64}
MAP = {"name": "Padrón", "register_name": "participant", "content": "[columns]\n"}
BEA = User("bea", "caseworker", "all")
OWN = User("luis", "caseworker", "own")


@pytest.fixture
def kept(workspace: Workspace) -> dict[Any, str]:
    """One record of each register that not everybody may see, written by a coordinator."""
    with workspace.work(write=True) as work:
        return {
            Demand: demands.record(work, ASKED).id,
            Release: records.create(
                work, Release, LEFT, scheme={"people": ["a", "b", "c", "d"]}
            ).id,
            ImportMap: records.create(work, ImportMap, MAP).id,
        }


@pytest.mark.parametrize("user", [BEA, OWN, User("sol", "dialogue"), User("x", "auditor")])
@pytest.mark.parametrize("model", [Demand, Release, ImportMap])
def test_nobody_reads_a_register_round_its_service(
    workspace: Workspace, kept: dict[Any, str], model: Any, user: User
) -> None:
    with workspace.work() as work:
        code = records.get(work, model, kept[model]).code
    workspace.user = user
    table = table_of(model)
    for ask in (
        lambda work: records.get(work, model, kept[model]),
        lambda work: records.get(work, model, "0"),  # nor whether there is one
        lambda work: records.at_row(work, model, 1),
        lambda work: records.by_code(work, model, code),
        lambda work: listing.snapshot(work, model),
        lambda work: listing.page(work, table, table.c.row, (table.c.code,), [1]),
        lambda work: listing.count(work, model),
        lambda work: history.entries(work, kept[model]),
        lambda work: attachments.listed(work, kept[model]),
    ):
        with pytest.raises(NotAllowed), workspace.work() as work:
            ask(work)


@pytest.mark.parametrize("model", [Demand, Release, ImportMap])
def test_nobody_writes_a_register_round_its_service(
    workspace: Workspace, kept: dict[Any, str], model: Any
) -> None:
    written: dict[Any, Any] = {Demand: ASKED, Release: LEFT, ImportMap: {**MAP, "name": "Otro"}}
    values = written[model]
    workspace.user = BEA

    def held(work: Work) -> Any:
        return work.session.get_one(model, 1)

    for act in (
        lambda work: records.create(work, model, values),
        lambda work: records.create_many(work, model, [values]),
        lambda work: records.amend(work, held(work), values),
        lambda work: records.remove(work, held(work)),
        lambda work: records.undo(work, held(work)),
    ):
        with pytest.raises(NotAllowed), workspace.work(write=True) as work:
            act(work)


def test_what_left_stays_in_the_ledger_whoever_asks(
    workspace: Workspace, kept: dict[Any, str]
) -> None:
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        records.remove(work, records.get(work, Release, kept[Release]))
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        records.amend(work, records.get(work, Release, kept[Release]), {"recipient": "internal"})
    with workspace.work() as work:
        before = ledger.closest(work, recipients.find("public"), ["a", "b", "c"])
    assert before is not None
    assert before.changed == 1


def ask_for(work: Work, who: str | None) -> str:
    values = {"participant": who, "kind": "access", "received_on": work.moment.date()}
    return requests.receive(work, values).id


def test_a_request_about_a_file_is_as_closed_as_the_file(workspace: Workspace) -> None:
    other = add(workspace)
    with workspace.work(write=True) as work:
        theirs, loose = ask_for(work, other), ask_for(work, None)
    workspace.user = OWN
    with workspace.work(write=True) as work:
        from desktop.participants import service as participants

        mine = participants.register(work, person()).id
        wanted = {ask_for(work, mine), ask_for(work, None)}
    with workspace.work() as work:
        seen = {records.at_row(work, RightsRequest, row).id for row in requests.keys(work, {})}
        reminded = {one for one, _c, _k, _d in requests.due(work, date(2027, 6, 1))}
    assert seen == reminded == wanted
    for identity in (theirs, loose):
        with pytest.raises(NotYours), workspace.work() as work:
            records.get(work, RightsRequest, identity)
        with pytest.raises(NotYours), workspace.work() as work:
            history.entries(work, identity)
    with pytest.raises(NotYours), workspace.work(write=True) as work:
        ask_for(work, other)
    with pytest.raises(NotYours), workspace.work() as work:
        access.released(work, other)


def test_a_programme_is_changed_by_who_answers_for_the_settings(workspace: Workspace) -> None:
    from desktop.organisation.model import Programme

    with workspace.work(write=True) as work:
        made = records.create(work, Programme, {"sign": "Q", "title": "Camino"}).id
    workspace.user = BEA
    with workspace.work() as work:
        assert records.get(work, Programme, made).title == "Camino"
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        records.remove(work, records.get(work, Programme, made))
