# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of one participant, as a list in the consent tab."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.consents import service as consents
from desktop.consents.model import CONSENT, Consent
from desktop.core import clock, codes, i18n
from desktop.core.i18n import N_
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.rights.withdrawal import takes_back
from desktop.widgets.source import Column, Tone, marked


class ConsentsOf(OfPerson):
    """What one participant agreed to."""

    kind = "consents"
    title = N_("Consent")
    heading = N_("The answer")
    reason = N_("Refusing never costs a service.")
    new_label = N_("New answer")
    empty_sentence = N_("Nothing has been asked yet.")
    model = Consent
    columns = (
        Column("purpose", N_("Purpose"), 3, sortable=False),
        Column("state", N_("Answer"), 1, status=True, sortable=False),
        Column("guardian", N_("Guardian"), 1, sortable=False),
        Column("form", N_("How it was given"), 1, sortable=False),
        Column("given_on", N_("Date"), 0, sortable=False),
        Column("until", N_("Ask again on"), 0, sortable=False),
    )

    withdrew: Callable[[str], None] | None = None
    """Told of a purpose whose yes was just taken back; the tab puts it here."""

    def new_values(self) -> dict[str, Any]:
        return {"given_on": clock.today(), "form": "verbal_witnessed"}

    def save(self, id: str | None, values: Mapping[str, Any]) -> str:
        purpose, state = str(values.get("purpose") or ""), str(values.get("state") or "")
        with self.workspace.work() as work:
            before = consents.latest(work, self.participant).get(purpose)
        kept = super().save(id, {**values, "state": consents.taken(before, state)})
        if self.withdrew is not None and takes_back(before, state):
            self.withdrew(purpose)
        return kept

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return consents.answer(
            work,
            self.participant,
            str(values.get("purpose") or ""),
            str(values.get("state") or ""),
            on=values.get("given_on"),
            until=values.get("until"),
            form=values.get("form") or "verbal_witnessed",
            witness=values.get("witness"),
            guardian=values.get("guardian"),
            basis=values.get("basis") or CONSENT,
            basis_reason=values.get("basis_reason"),
        )

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Consent)  # noqa: S101 - the only model of this source
        return consents.amend(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return consents.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                codes.label("consent_purpose", purpose),
                _answer(state, until),
                codes.label("guardian_answer", guardian),
                codes.label("consent_form", form)
                if basis == CONSENT
                else codes.label("legal_basis", basis),
                i18n.format_day(given_on),
                i18n.format_day(until),
            )
            for _code, purpose, state, form, given_on, until, guardian, basis in consents.rows(
                work, keys
            )
        ]


def _answer(state: str | None, until: date | None) -> str:
    """Return the answer as it stands today: a yes whose day has passed is one no more."""
    if state == "given" and until is not None and until < clock.today():
        state = "expired"
    tones: Mapping[str, Tone] = {"given": "good", "refused": "off"}
    return marked(tones.get(state or "", "warning"), codes.label("consent_status", state))
