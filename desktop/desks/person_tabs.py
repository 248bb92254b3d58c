# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs of a participant that belong to other registers: contacts, needs, consents."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop.consents import service as consents
from desktop.consents.model import CONSENT, Consent
from desktop.contacts import service as contacts
from desktop.contacts.model import NOT_FOUND, Contact
from desktop.core import clock, codes, i18n
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.participants import calling_service
from desktop.plans import service as plans
from desktop.plans.model import Need
from desktop.rights.withdrawal import takes_back
from desktop.widgets import dialogs
from desktop.widgets.record_source import Within
from desktop.widgets.source import Column, Tone, marked


class OfPerson(Within):
    """A register narrowed to one participant; the form never asks which."""

    owner_field = "participant"

    @property
    def participant(self) -> str:
        """Whose register it is."""
        return self.owner


NEVER: str = N_("This person said: never")
NOTED: str = N_("Note it all the same")
_BARS = {
    "never_call": N_(
        "This person must never be called or written to. Do it only if you agreed on it with the "
        "person, and from a telephone that names nobody."
    ),
    "never_first": N_(
        "Nobody makes contact with this person first. Wait until the person comes, or do it only "
        "as you agreed."
    ),
}


class ContactsOf(OfPerson):
    """Visits, calls and messages of one participant."""

    kind = "contacts"
    title = N_("Contacts")
    heading = N_("The contact")
    reason = N_("Thirty seconds are enough. A photograph or voice note is dropped on the list.")
    new_label = N_("New contact")
    empty_sentence = N_("No contact has been noted yet.")
    model = Contact
    columns = (
        Column("happened_on", N_("Date"), 0, sortable=False),
        Column("kind", N_("Kind"), 1, status=True, sortable=False),
        Column("note", N_("Note"), 4, sortable=False),
        Column("next_on", N_("Next contact"), 0, sortable=False),
    )

    def new_values(self) -> dict[str, Any]:
        return {"happened_on": clock.today()}

    def cautions(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        words = self._barred(values)
        return {"kind": words} if words else {}

    def save(self, id: str | None, values: Mapping[str, Any]) -> str:
        """Ask first where a person said never: what is noted here was done against it."""
        words = self._barred(values) if id is None else ""
        if words and not dialogs.ask(None, _(NEVER), words, _(NOTED), danger=True).agreed:
            raise InvalidRecord({"kind": UserError(N_("Choose how you really met, or go back."))})
        return super().save(id, values)

    def _barred(self, values: Mapping[str, Any]) -> str:
        with self.workspace.work() as work:
            bar = calling_service.bar(work, self.participant, str(values.get("kind") or ""))
        return _(_BARS[bar]) if bar else ""

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return contacts.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                i18n.format_day(on),
                marked(
                    "warning" if kind == NOT_FOUND else "good", codes.label("contact_kind", kind)
                ),
                note or "",
                i18n.format_day(next_on),
            )
            for _code, on, kind, note, next_on in contacts.rows(work, keys)
        ]


class NeedsOf(OfPerson):
    """What one participant needs."""

    kind = "needs"
    title = N_("Needs")
    heading = N_("The need")
    new_label = N_("New need")
    empty_sentence = N_("No needs have been noted yet.")
    model = Need
    columns = (
        Column("need", N_("Need"), 3, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
        Column("since", N_("Since"), 0, sortable=False),
        Column("met_on", N_("Met on"), 0, sortable=False),
    )

    def new_values(self) -> dict[str, Any]:
        return {"since": clock.today(), "state": "unmet"}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return plans.record(work, {**values, "participant": self.participant})

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Need)  # noqa: S101 - the only model of this source
        return plans.amend(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return plans.keys(work, self.participant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        tones: Mapping[str, Tone] = {"met": "good", "unmet": "warning"}
        return [
            (
                codes.label("need", need),
                marked(tones.get(state, "off"), codes.label("need_state", state)),
                i18n.format_day(since),
                i18n.format_day(met_on),
            )
            for _code, need, state, since, met_on in plans.rows(work, keys)
        ]


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
