# SPDX-License-Identifier: GPL-3.0-or-later
"""What a participant wants kept from somebody, a tab beside the consents."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.consents import withhold_service as withheld
from desktop.consents.withhold_model import KeptFrom
from desktop.core import clock, codes, i18n, shown
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.referrals import provider_service
from desktop.widgets.record_source import Choices
from desktop.widgets.source import Column, marked


def warnings(work: Work, person: str) -> list[str]:
    """Return what must not be told to whom, for the head of a file on the screen."""
    kept = withheld.standing(work, person)
    services = provider_service.names(work) if any(one.provider for one in kept) else {}
    words = _("Not to be told to {whom}: {what}")
    return [
        words.format(
            whom=services.get(one.provider or "", "") or codes.label("kept_from", one.whom),
            what=codes.label("kept_what", one.what),
        )
        for one in kept
    ]


class KeptFromOf(OfPerson):
    """Who must not learn what; every door asks here."""

    kind = "kept_from"
    title = N_("Kept from")
    heading = N_("What is kept from whom")
    reason = N_("Whatever was agreed to, nothing of this is told there. It is never printed.")
    new_label = N_("Keep something from somebody")
    empty_sentence = N_("This person has asked for nothing to be kept from anybody.")
    model = KeptFrom
    columns = (
        Column("whom", N_("From whom"), 2, sortable=False),
        Column("what", N_("What is kept from them"), 2, sortable=False),
        Column("reason", N_("Reason"), 2, sortable=False),
        Column("asked_on", N_("Since"), 0, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
    )

    def new_values(self) -> dict[str, Any]:
        return {"asked_on": clock.today(), "what": "everything"}

    def links(self, work: Work) -> shown.Links:
        return {"provider": self.namer(provider_service.names(work))}

    def choices(self) -> Choices:
        def services() -> list[tuple[str, str]]:
            with self.workspace.work() as work:
                return sorted(provider_service.names(work).items(), key=lambda pair: pair[1])

        return {**super().choices(), "provider": services}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return withheld.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        services, today = provider_service.names(work), clock.today()
        return [
            (
                services.get(provider or "", "") or codes.label("kept_from", whom),
                codes.label("kept_what", what),
                codes.label("kept_reason", reason),
                i18n.format_day(asked_on),
                marked("warning", _("Holds"))
                if ended_on is None or ended_on > today
                else marked("off", i18n.format_day(ended_on)),
            )
            for whom, provider, what, reason, asked_on, ended_on in withheld.rows(work, keys)
        ]
