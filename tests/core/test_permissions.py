# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles are held by the services themselves: every verb is called here without any window."""

import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import desktop
from desktop.core import journal, records
from desktop.core.crypto.header import STORES
from desktop.core.errors import NotAllowed
from desktop.core.store import Workspace
from desktop.core.work import User
from desktop.participants.model import Participant
from tests.workspaces import add

ROOT = Path(desktop.__file__).parent
WINDOWS = frozenset({"core", "desks", "shell", "widgets", "demo", "migrations", "anonymity"})
"""Folders of which no file asks a store by itself, or whose doors have tests of their own."""
SEEN = frozenset({"page", "form", "model"})
"""Last words of the files that only ask other doors."""
OPEN_TO_ALL: Mapping[str, str] = {
    "desktop.organisation.service.about": "what stands on reports; the window speaks by it",
    "desktop.organisation.service.use_words": "chooses the words of a country, before any page",
    "desktop.incidents.service.sealed_draft": "seals what the user types with the user's own key",
    "desktop.incidents.service.read_draft": "opens what the user sealed; nobody else's opens",
    "desktop.incidents.verify_service.may_check": "answers no to whoever may not",
    "desktop.participants.handover_service.may_give": "answers no to whoever may not",
    "desktop.supervision.service.may_decide": "answers no to whoever may not",
    "desktop.rights.erasing.take_requests": "does what somebody with the right sealed to a store",
    "desktop.rights.erasing.unproved": "counts nothing for whoever may not carry them out",
    "desktop.rights.requests.cut_loose": "a part of it: takes the person out of a request",
    "desktop.imports.command.run": "reads its order, then asks imports.service for everything",
}
"""The few that ask for no right, each with its reason."""
COORDINATORS_ONLY = frozenset(
    {
        "desktop.organisation.service.describe",
        "desktop.placements.permanence_service.permanence",
        "desktop.placements.permanence_service.checked",
        "desktop.placements.permanence_service.cohorts",
        "desktop.placements.permanence_service.spells",
        "desktop.organisation.uses_service.use",
        "desktop.livelihoods.service.approve",
        "desktop.livelihoods.service.survival",
        "desktop.livelihoods.certificate_service.completion",
        "desktop.stipends.service.begin",
        "desktop.stipends.service.prepare",
        "desktop.stipends.service.approve",
        "desktop.stipends.rule_service.create",
        "desktop.stipends.line_service.answer",
        "desktop.stipends.report.slips",
        "desktop.participants.service.in_denominators",
        "desktop.placements.service.ever_placed",
        "desktop.plans.service.met_between",
        "desktop.supervision.service.figures",
        "desktop.assessments.instrument_service.turn",
        "desktop.assessments.instrument_service.word",
        "desktop.assessments.instrument_service.weigh",
        "desktop.consents.export.countable",
        "desktop.participants.report.people",
        "desktop.placements.report.placements",
        "desktop.contacts.report.by_kind",
        "desktop.referrals.report.services",
        "desktop.referrals.report.referred",
        "desktop.consents.report.coverage",
        "desktop.reports.monthly.build",
        "desktop.reports.service.make",
        "desktop.reports.service.preview",
        "desktop.exports.service.preview",
        "desktop.exports.service.write",
        "desktop.exports.service.write_what_may_leave",
        "desktop.exports.service.people",
        "desktop.exports.tables.read",
        "desktop.participants.export.rows",
        "desktop.placements.export.rows",
        "desktop.incidents.export.rows",
        "desktop.places.import_service.import_areas",
        "desktop.placements.intake.undo",
        "desktop.placements.intake.write",
        "desktop.imports.service.undo",
        "desktop.imports.service.batches",
        "desktop.imports.service.maps",
        "desktop.imports.service.save_map",
        "desktop.imports.service.drop_map",
    }
)
"""What counts or changes everybody at once: not for a caseworker."""


def doors() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of ours that is handed a unit of work, or a workspace, first."""
    for file in sorted(ROOT.glob("*/*.py")):
        if file.parent.name in WINDOWS or file.stem.split("_")[-1] in SEEN:
            continue
        module = importlib.import_module(f"desktop.{file.parent.name}.{file.stem}")
        for name, made in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or made.__module__ != module.__name__:
                continue
            first = next(iter(inspect.signature(made).parameters.values()), None)
            if first is not None and str(first.annotation) in (
                "<class 'desktop.core.work.Work'>",
                "Work",
                "Workspace",
            ):
                yield f"{module.__name__}.{name}", made


EVERY = dict(doors())


def call(workspace: Workspace, door: Callable[..., Any], folder: Path) -> None:
    """Call a verb with what nobody would mind, on a unit of work that may write."""
    names = list(inspect.signature(door).parameters.values())
    others: dict[str, object] = {
        one.name: folder for one in names[1:] if one.name in ("out", "target", "folder")
    }
    others["store"] = "dialogues"
    given = {
        one.name: others.get(one.name, "dialogues" if one.name == "store" else "x")
        for one in names[1:]
        if one.default is inspect.Parameter.empty
    }
    for one in STORES:
        workspace.open_store(one)
    if names[0].name == "workspace":
        door(workspace, **given)
        return
    store = "dialogues" if ".dialogues." in door.__module__ else "cases"
    with workspace.work(store, write=True) as work:
        found = door(work, **given)
        if inspect.isgenerator(found):
            list(found)


@pytest.mark.parametrize("name", sorted(set(EVERY) - set(OPEN_TO_ALL)))
def test_a_role_without_rights_is_refused_by_every_service(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    workspace.user = User("nadie", "auditor")
    with pytest.raises(NotAllowed):
        call(workspace, EVERY[name], tmp_path)


@pytest.mark.parametrize("name", sorted(COORDINATORS_ONLY))
def test_what_counts_everybody_is_not_for_a_caseworker(
    workspace: Workspace, tmp_path: Path, name: str
) -> None:
    workspace.user = User("bea", "caseworker")
    with pytest.raises(NotAllowed):
        call(workspace, EVERY[name], tmp_path)


def test_the_lists_name_only_what_is_there() -> None:
    assert set(OPEN_TO_ALL) <= set(EVERY)
    assert set(EVERY) >= COORDINATORS_ONLY
    assert len(EVERY) > 100


def test_a_refusal_is_in_the_journal_although_everything_was_rolled_back(
    workspace: Workspace,
) -> None:
    person = add(workspace)
    workspace.user = User("nadie", "technician")
    with pytest.raises(NotAllowed), workspace.work(write=True) as work:
        records.remove(work, work.session.get_one(Participant, 1))
    workspace.user = User("ana", "coordinator")
    with workspace.work() as work:
        assert records.get(work, Participant, person).deleted_at is None
        latest = journal.entries(work)[0]
    assert (latest.user, latest.action, latest.object) == ("nadie", "refused", "remove")


def test_a_refusal_inside_another_unit_of_work_waits_for_its_end(workspace: Workspace) -> None:
    with workspace.work(write=True):
        me, workspace.user = workspace.user, User("nadie", "auditor")
        with pytest.raises(NotAllowed), workspace.work() as inner:
            inner.may("read")
        workspace.user = me
    with workspace.work() as work:
        latest = journal.entries(work)[0]
    assert (latest.user, latest.object) == ("nadie", "read")
