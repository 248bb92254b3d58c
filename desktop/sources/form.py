# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms of the sources store; sectors come from the main store, by name."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from desktop.core import shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.sources import service
from desktop.sources.model import STORE, SourceDraft, StatementDraft
from desktop.widgets.form import FormSection

if TYPE_CHECKING:
    from desktop.core.store import Workspace

SOURCE = ("kind", "reliability", "sector", "contact", "note")
STATEMENT = ("words", "heard_on", "source", "reliability", "credibility", "sector")


def source_sections() -> list[FormSection]:
    """Return the form of a source."""
    reason = N_("The code is all that is said aloud. Never a name.")
    return [FormSection(N_("Who tells us"), reason, chosen(specs(SourceDraft), SOURCE))]


def statement_sections() -> list[FormSection]:
    """Return the form of what was heard."""
    reason = N_("Without grades it is a rumour: two people erase it when 90 days are over.")
    return [FormSection(N_("What was heard"), reason, chosen(specs(StatementDraft), STATEMENT))]


def choices(workspace: "Workspace") -> Mapping[str, Callable[[], list[tuple[str, str]]]]:
    """Return what the links of the forms offer."""

    def sources() -> list[tuple[str, str]]:
        with workspace.work(STORE) as work:
            return service.offered(work)

    return {"sector": sector_choices(workspace), "source": sources}


def names(workspace: "Workspace", work: Work) -> shown.Links:
    """Return the names of what the records link to, read once."""
    with workspace.work() as main:
        sectors = places.names(main)
    codes = service.codes_of(work)
    return {
        "sector": lambda identity: sectors.get(identity, ""),
        "source": lambda identity: codes.get(identity, ""),
    }
