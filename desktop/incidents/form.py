# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of an incident in the order of the talk: five answers first."""

from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.incidents.model import IncidentDraft
from desktop.widgets.form import FormSection

FIRST = ("type", "rumour", "occurred_on", "sector", "how_known", "certainty")
VICTIMS = ("victims", "women", "under_18", "killed", "victim_profiles")
LATER = (
    "time_of_day",
    "place_type",
    "border",
    "reason",
    "consequences",
    "author",
    "weapon",
    "reported",
    "note",
)


def sections() -> list[FormSection]:
    """Return the form: what must be known, who was hurt, what else helps."""
    fields = specs(IncidentDraft)
    return [
        FormSection(
            N_("What we know"), N_("These five answers are enough."), chosen(fields, FIRST)
        ),
        FormSection(
            N_("The people hurt"), N_("Profiles and numbers, never names."), chosen(fields, VICTIMS)
        ),
        FormSection(N_("Details"), N_("As far as it helps."), chosen(fields, LATER)),
    ]
