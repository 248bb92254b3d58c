# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms of the dialogues store, and what their links offer from here and the main store."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.tables import Draft
from desktop.core.work import Work
from desktop.dialogues import inner_service, service
from desktop.dialogues.agreement_model import BreachDraft
from desktop.dialogues.model import ProcessDraft
from desktop.incidents import service as incidents
from desktop.places import service as places
from desktop.places.form import border_choices, border_names, sector_choices
from desktop.widgets.form import FormSection

if TYPE_CHECKING:
    from desktop.core.store import Workspace

STORE = "dialogues"
MOST_OFFERED = 500
_Parts = tuple[tuple[str, str, tuple[str, ...]], ...]
_AREAS = ("neighbourhood", "district", "municipality")
_PROCESS = (
    (
        N_("The process"),
        N_("A name and what it is for are enough to begin."),
        ("title", "kind", "objective", "started_on", "sectors", "facilitators"),
    ),
    (
        N_("Whether talks can work"),
        N_("It is asked before the first contact, and again when something changes."),
        ("cohesion", "spoilers", "spoiler_kinds", "dominance_risk"),
    ),
    (
        N_("Before the first contact"),
        N_("Contact is dangerous and never a first option."),
        (
            *("groundwork", "least_people", "red_lines"),
            *("assurance", "assurance_level", "assurance_on"),
        ),
    ),
    (
        N_("What the stages ask for"),
        N_("It can be written when it is known. Nothing here stops the work."),
        ("exploration", "gestures", "pilot_criteria", "pilot_until", "pilot_decision"),
    ),
    (
        N_("The way out"),
        N_("Written before a pilot, and rehearsed before more is agreed."),
        ("exit_strategy", "exit_kind", "exit_trigger", "exit_rehearsed_on"),
    ),
    (
        N_("Its end"),
        N_("Only when it is known."),
        ("ended_on", "exit_reason", "left_with_help", "evaluation"),
    ),
)
_BREACH = (
    (
        N_("The breach"),
        N_("How grave it was and what it meant for people. Never who did it."),
        ("happened_on", "severity", "incident", "effect"),
    ),
    (
        N_("Told, verified, looked into"),
        N_("Three things, each with its day: what was told is no breach until it is confirmed."),
        (
            *("alleged_on", "verification", "verified_on"),
            *("investigation", "investigated_on", "finding"),
        ),
    ),
    (N_("The answer"), "", ("response", "responded_on", "answer_hours")),
)


def process_sections() -> list[FormSection]:
    """Return the form of a process; its stage is changed on a tab of its own."""
    return _parted(ProcessDraft, _PROCESS)


def breach_sections() -> list[FormSection]:
    """Return the form of a breach, in the order in which it becomes known."""
    return _parted(BreachDraft, _BREACH)


def section(draft: type[Draft], title: str, reason: str, *left_out: str) -> list[FormSection]:
    """Return a form of one section with every field but those the page knows by itself."""
    return [
        FormSection(title, reason, [spec for spec in specs(draft) if spec.name not in left_out])
    ]


def choices(workspace: "Workspace") -> Mapping[str, Callable[[], list[tuple[str, str]]]]:
    """Return what the link editors offer: sectors, borders, incidents and groups."""
    return {
        "sector": sector_choices(workspace),
        "border": border_choices(workspace),
        "incident": lambda: offered_incidents(workspace),
        "armed_group": lambda: offered_groups(workspace),
        "facilitator": lambda: _inside(workspace, _people_offered),
        "neighbourhood": lambda: offered_areas(workspace),
        "clause": lambda: _inside(workspace, inner_service.clause_words),
        "agreement": lambda: _inside(workspace, inner_service.agreement_words),
    }


def of_process(
    workspace: "Workspace", process: str
) -> Mapping[str, Callable[[], list[tuple[str, str]]]]:
    """Return what the links between the records of one process offer."""
    return {
        "clause": lambda: _inside(
            workspace, lambda work: inner_service.clause_words(work, process)
        ),
        "agreement": lambda: _inside(
            workspace, lambda work: inner_service.agreement_words(work, process)
        ),
    }


def offered_areas(workspace: "Workspace") -> list[tuple[str, str]]:
    """Return the neighbourhoods, or the next larger places where none are drawn: never less."""
    with workspace.work() as work:
        for level in _AREAS:
            if found := places.places(work, level):
                return [(spot.id, spot.label) for spot in found]
    return []


def offered_groups(workspace: "Workspace") -> list[tuple[str, str]]:
    """Return (id, code of the team) of the groups."""
    with workspace.work(STORE) as work:
        return service.groups_offered(work)


def offered_incidents(workspace: "Workspace") -> list[tuple[str, str]]:
    """Return (id, words) of the latest incidents, of the protected store too while it is open."""
    found: list[tuple[str, str]] = []
    for store in _incident_stores(workspace):
        with workspace.work(store) as work:
            found += incidents.offered(work, "", MOST_OFFERED)
    return found


def incident_codes(workspace: "Workspace", identities: list[str]) -> dict[str, str]:
    """Return the code of incidents by id, from every store that is open and has them."""
    found: dict[str, str] = {}
    for store in _incident_stores(workspace):
        with workspace.work(store) as work:
            found |= incidents.codes_of(work, identities)
    return found


def names(workspace: "Workspace", work: Work) -> Mapping[str, Callable[[str], str]]:
    """Return the functions that name a link's id, each list read once."""
    with workspace.work() as main:
        sectors, borders = places.names(main), border_names(main)
    groups, people = service.signs(work), inner_service.people(work)
    clauses, agreements = inner_service.clause_words(work), inner_service.agreement_words(work)
    return {
        "sector": lambda identity: sectors.get(identity, ""),
        "neighbourhood": lambda identity: sectors.get(identity, ""),
        "facilitator": lambda identity: people.get(identity, ""),
        "clause": lambda identity: clauses.get(identity, ""),
        "agreement": lambda identity: agreements.get(identity, ""),
        "border": lambda identity: borders.get(identity, ""),
        "armed_group": lambda identity: groups.get(identity, ""),
        "incident": lambda identity: incident_codes(workspace, [identity]).get(identity, ""),
    }


def _parted(draft: type[Draft], parts: _Parts) -> list[FormSection]:
    fields = specs(draft)
    return [FormSection(title, why, chosen(fields, names)) for title, why, names in parts]


def _people_offered(work: Work) -> dict[str, str]:
    return inner_service.people(work, offered=True)


def _inside(
    workspace: "Workspace", ask: Callable[[Work], Mapping[str, str]]
) -> list[tuple[str, str]]:
    with workspace.work(STORE) as work:
        return list(ask(work).items())


def _incident_stores(workspace: "Workspace") -> list[str]:
    return [store for store in ("cases", "protected") if store in workspace.open_stores]
