# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms of the dialogues store, and what their links offer from here and the main store."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.tables import Draft
from desktop.core.work import Work
from desktop.dialogues import service
from desktop.dialogues.model import ProcessDraft
from desktop.incidents import service as incidents
from desktop.places import service as places
from desktop.places.form import border_choices, border_names, sector_choices
from desktop.widgets.form import FormSection

if TYPE_CHECKING:
    from desktop.core.store import Workspace

STORE = "dialogues"
MOST_OFFERED = 500
_PROCESS = (
    (
        N_("The process"),
        N_("A name and what it is for are enough to begin."),
        ("title", "objective", "started_on", "sectors", "facilitators"),
    ),
    (
        N_("What the stages ask for"),
        N_("It can be written when it is known. Nothing here stops the work."),
        ("groundwork", "red_lines", "exploration", "gestures", "exit_strategy"),
    ),
    (N_("Its end"), N_("Only when it is known."), ("ended_on", "exit_reason")),
)


def process_sections() -> list[FormSection]:
    """Return the form of a process; its stage is changed on a tab of its own."""
    fields = specs(ProcessDraft)
    return [FormSection(title, why, chosen(fields, names)) for title, why, names in _PROCESS]


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
        "group": lambda: offered_groups(workspace),
    }


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
    groups = service.signs(work)
    return {
        "sector": lambda identity: sectors.get(identity, ""),
        "border": lambda identity: borders.get(identity, ""),
        "group": lambda identity: groups.get(identity, ""),
        "incident": lambda identity: incident_codes(workspace, [identity]).get(identity, ""),
    }


def _incident_stores(workspace: "Workspace") -> list[str]:
    return [store for store in ("cases", "protected") if store in workspace.open_stores]
