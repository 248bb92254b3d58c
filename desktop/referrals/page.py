# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of referrals, of services to refer to, and of services given."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import grant_service
from desktop.organisation.form import grant_choices
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.referrals import given_service, provider_service, service
from desktop.referrals.model import Provider, Referral, ServiceGiven
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter, Tone, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_TONES: Mapping[str, Tone] = {
    "completed": "good",
    "in_service": "good",
    "accepted": "good",
    "sent": "note",
    "declined": "warning",
    "no_show": "warning",
}
_RESULT = ("feedback", "result")


class _Linked(RecordSource):
    """What refers to a person and a service; narrowed to one person where one is given."""

    kind: str

    def __init__(self, workspace: "Workspace", participant: str = "") -> None:
        super().__init__(workspace)
        self._participant = participant
        if participant:
            self.name = f"{self.kind}_{participant}"

    def new_values(self) -> dict[str, Any]:
        return {"participant": self._participant} if self._participant else {}

    def choices(self) -> Choices:
        def offered() -> list[tuple[str, str]]:
            with self.workspace.work() as work:
                return provider_service.offered(work)

        return {
            "participant": participant_choices(self.workspace),
            "provider": offered,
            "grant": grant_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "participant": partial(participants.code_of, work),
            "provider": self.namer(provider_service.names(work)),
            "grant": self.namer(grant_service.names(work)),
        }

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        mine = {"participant": self._participant} if self._participant else {}
        return self.make(work, {**values, **mine})

    def make(self, work: Work, values: Mapping[str, Any]) -> Record:
        """Write the record of this register."""
        return super().create(work, values)

    def asked(self) -> list[str]:
        """Return the fields of the form."""
        names = [spec.name for spec in specs(self.model.draft)]
        return [name for name in names if not (self._participant and name == "participant")]


class ReferralSource(_Linked):
    """Referrals of everybody, or of one participant."""

    name = kind = "referrals"
    title = N_("Referrals")
    new_label = N_("New referral")
    empty_sentence = N_("Nobody has been referred yet.")
    model = Referral
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("participant", N_("Participant"), 0, sortable=False),
        Column("service", N_("Service"), 2, sortable=False),
        Column("provider", N_("To whom"), 2, sortable=False),
        Column("made_on", N_("Made on"), 0, sortable=False),
        Column("follow_on", N_("Ask again"), 0, sortable=False),
        Column("status", N_("State"), 1, status=True, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        if self._participant:
            return ()
        states = (("draft", _("To send")), ("waiting", _("Under way")), ("ended", _("Ended")))
        return (
            Filter("status", N_("State"), states),
            Filter("service", N_("Service"), codes.choices("service")),
        )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(Referral.draft)
        first = [name for name in self.asked() if name not in _RESULT]
        return [
            FormSection(
                N_("The referral"),
                N_("Nothing leaves before the person agrees and you send it."),
                chosen(fields, first),
            ),
            FormSection(N_("What came of it"), "", chosen(fields, _RESULT)),
        ]

    def new_fields(self) -> Sequence[FormSection]:
        return self.fields()[:1]

    def make(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.draft(work, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        only = {"participant": self._participant} if self._participant else {}
        return service.keys(work, text, {**filters, **only})

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = service.rows(work, keys)
        people = participants.codes_of(work, [row[1] for row in rows if row[1]])
        names, today = provider_service.names(work), clock.today()
        return [_referral(row, people, names, late=bool(row[5] and row[5] < today)) for row in rows]


class GivenSource(_Linked):
    """Services given to everybody, or to one participant."""

    name = kind = "services_given"
    in_cells = True
    title = N_("Services given")
    new_label = N_("New service")
    empty_sentence = N_("No service has been noted yet.")
    model = ServiceGiven
    columns = (
        Column("given_on", N_("Date"), 0, sortable=False),
        Column("participant", N_("Participant"), 0, sortable=False),
        Column("service", N_("Service"), 2, sortable=False),
        Column("quantity", N_("Sessions or items"), 0, numeric=True, sortable=False),
        Column("provider", N_("Given by"), 2, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        asked = [name for name in self.asked() if name != "referral"]
        return [FormSection(N_("The service"), "", chosen(specs(ServiceGiven.draft), asked))]

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        only = {"participant": self._participant} if self._participant else {}
        return given_service.keys(work, {**filters, **only})

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = given_service.rows(work, keys)
        people = participants.codes_of(work, [row[0] for row in rows if row[0]])
        names = provider_service.names(work)
        return [
            (
                i18n.format_day(on),
                people.get(person or "", ""),
                codes.label("service", kind),
                i18n.format_number(n) if n else "",
                names.get(provider or "", "") if provider else _("us"),
            )
            for person, kind, on, n, provider in rows
        ]


class ProviderSource(RecordSource):
    """The directory of services somebody may be sent to."""

    name = "providers"
    title = N_("Directory")
    new_label = N_("New service provider")
    empty_sentence = N_("The directory is empty. Note the first service you send people to.")
    model = Provider
    columns = (
        Column("title", N_("Name of the service"), 2, sortable=False),
        Column("offers", N_("What it offers"), 3, sortable=False),
        Column("sector", N_("Sector"), 1, sortable=False),
        Column("waiting", N_("Under way"), 0, numeric=True, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        with self.workspace.work() as work:
            sectors = [(spot.id, spot.label) for spot in places.sectors(work)]
        return (
            Filter("offers", N_("Offers"), codes.choices("service")),
            Filter("reached", N_("Safe to reach from"), sectors),
        )

    def fields(self) -> Sequence[FormSection]:
        names = [spec.name for spec in specs(Provider.draft)]
        return [FormSection(N_("The service"), "", chosen(specs(Provider.draft), names))]

    def choices(self) -> Choices:
        return {"sector": sector_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {"sector": self.namer(places.names(work))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return provider_service.keys(work, text, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        sectors, today = places.names(work), clock.today()
        return [
            (
                title or "",
                codes.labels("service", offers),
                sectors.get(sector or "", ""),
                i18n.format_number(waiting or 0),
                marked("off", _("No longer used"))
                if until and until <= today
                else marked(
                    "warning" if trusted == "poor" else "good",
                    codes.label("provider_reliability", trusted) or _("In use"),
                ),
            )
            for _code, title, offers, sector, trusted, until, waiting in provider_service.rows(
                work, keys
            )
        ]


def _referral(
    row: tuple[Any, ...], people: Mapping[str, str], names: Mapping[str, str], *, late: bool
) -> tuple[str, ...]:
    code, person, kind, provider, made, follow, status = row
    if code is None:
        return ("",) * len(ReferralSource.columns)
    waits = status in ("sent", "accepted", "in_service")
    tone = "warning" if late and waits else _TONES.get(status, "off")
    return (
        code,
        people.get(person, ""),
        codes.label("service", kind),
        names.get(provider or "", ""),
        i18n.format_day(made),
        i18n.format_day(follow) if waits else "",
        marked(tone, codes.label("referral_status", status)),
    )
