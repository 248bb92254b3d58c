# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs of a participant that belong to other registers: contacts and needs."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.contacts import service as contacts
from desktop.contacts.model import NOT_FOUND, Contact
from desktop.core import clock, codes, i18n
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.frame.of_person import OfPerson
from desktop.participants import calling_service
from desktop.plans import service as plans
from desktop.plans.model import Need
from desktop.widgets import dialogs
from desktop.widgets.source import Column, Tone, marked

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
