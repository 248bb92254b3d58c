# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of a participant in the order of the talk, and what others offer of participants."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.core import numbers
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.participants import service
from desktop.participants.model import ParticipantDraft
from desktop.widgets.form import FormSection

if TYPE_CHECKING:
    from desktop.core.store import Workspace

MOST_OFFERED = 5_000

INTAKE = ("programme", "born", "sex", "sector", "safe_contact")
REST = (
    (
        N_("Safe contact"),
        N_("Shown before every contact, printed nowhere else."),
        (
            "never_call",
            "safe_contact_number",
            "safe_contact_time",
            "safe_contact_who",
            "safe_contact_word",
            "safe_contact_rule",
        ),
    ),
    (
        N_("To complete within 14 days"),
        N_("What was not asked on the first day."),
        (
            "registered_on",
            "referral_source",
            "living",
            "education",
            "school",
            "work_status",
            "dependants",
            "note",
        ),
    ),
)
NAMES = (
    "given_names",
    "family_names",
    "known_as",
    "gender_identity",
    "document_type",
    "document_number",
)
RESTRICTED = ("groups", "legal_status", "danger", "risk_factors", "ethnicity")


def sections() -> list[FormSection]:
    """Return the form without names: the answers that register a person first."""
    fields = specs(ParticipantDraft)
    first = FormSection(
        N_("First answers"),
        N_("These register a person. Everything else can wait."),
        chosen(fields, INTAKE),
    )
    return [first, *(FormSection(t, why, chosen(fields, names)) for t, why, names in REST)]


def names_section() -> FormSection:
    """Return what says who somebody is: asked at the intake, then on a tab of its own."""
    return FormSection(
        N_("Name and papers"),
        N_("Only if somebody must know them. Everything works with the code alone."),
        chosen(specs(ParticipantDraft), NAMES),
    )


def restricted_section() -> FormSection:
    """Return what stands on a tab of its own, out of lists, heads and prints."""
    return FormSection(
        N_("Known only to the team of this person"),
        N_("Never in lists, searches or prints. Write only what helps to protect the person."),
        chosen(specs(ParticipantDraft), RESTRICTED),
    )


def cautions(values: Mapping[str, Any]) -> dict[str, str]:
    """Say what looks wrong about a telephone or a document; nothing keeps it from being saved."""
    found = {
        "safe_contact_number": numbers.telephone(values.get("safe_contact_number")),
        "document_number": numbers.document(
            values.get("document_type"), values.get("document_number")
        ),
    }
    return {name: words for name, words in found.items() if words}


def participant_choices(workspace: "Workspace") -> Callable[[], list[tuple[str, str]]]:
    """Return what a participant editor offers: open files by code."""

    def offered() -> list[tuple[str, str]]:
        with workspace.work() as work:
            return service.offered(work, "", MOST_OFFERED)

    return offered
