# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of an incident in the order of the talk: five answers first."""

from collections.abc import Mapping
from typing import Any

from desktop.core import notices
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_
from desktop.incidents.detail_model import Consequences, Extortion
from desktop.incidents.model import IncidentDraft
from desktop.widgets.form import FormSection

FIRST = ("type", "rumour", "gender_based", "occurred_on", "sector", "how_known", "certainty")
VICTIMS = ("victims", "women", "under_18", "killed", "victim_profiles", "gbv_type", "agreed")
GRADES = ("source_grade", "info_grade")
"""What an office may use beside "how we know"; off where it was not asked for."""
AROUND = (
    "precision",
    "time_of_day",
    "hour",
    "place_type",
    "border",
    "crossed_to",
    "reason",
    "author",
    "weapon",
    "modifiers",
    "recruitment_mode",
)
AFTER = (
    "reported",
    "no_report_reason",
    "verified_on",
    "verified_how",
    "follows",
    "follows_how",
    "note",
)


def sections(*, grades: bool = False) -> list[FormSection]:
    """Return the form: what must be known, who was hurt, what else helps."""
    fields = specs(IncidentDraft)
    parts = (
        (
            N_("What we know"),
            N_("These five answers are enough."),
            FIRST + (GRADES if grades else ()),
        ),
        (N_("The people hurt"), N_("Profiles and numbers, never names."), VICTIMS),
        (N_("Around it"), N_("As far as it helps."), AROUND),
        (
            N_("What followed"),
            N_("Only numbers that are known."),
            ("consequences", *Consequences.model_fields),
        ),
        (
            N_("If money was demanded"),
            N_("How, never how much nor to whom."),
            tuple(Extortion.model_fields),
        ),
        (N_("Afterwards"), "", AFTER),
    )
    return [FormSection(title, words, chosen(fields, names)) for title, words, names in parts]


def cautions(values: Mapping[str, Any]) -> dict[str, str]:
    """Say what must not be written and what to write instead; it can be saved all the same."""
    words = notices.advice(values.get("note"))
    return {"note": words} if words else {}
