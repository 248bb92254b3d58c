# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of participants as a list and a record; the desks add the tabs of other rooms."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, dates, i18n, shown
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.organisation.form import programme_choices
from desktop.participants import calling_service, form, service
from desktop.participants.model import CaseStatus, Participant
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter, Shown, marked

if TYPE_CHECKING:
    from desktop.widgets.form import FormSection


class ParticipantSource(RecordSource):
    """Code first; a name is shown only when asked for."""

    name = "participants"
    title = N_("Participants")
    new_label = N_("New participant")
    empty_sentence = N_("No participants yet. The first needs six answers.")
    model = Participant
    columns: Sequence[Column] = (
        Column("code", N_("Code"), 0),
        Column("programme", N_("Line"), 1),
        Column("born", N_("Age"), 0, numeric=True),
        Column("sex", N_("Sex"), 1),
        Column("sector", N_("Sector"), 2),
        Column("registered_on", N_("Registered on"), 1),
        Column("status", N_("Status"), 1, status=True),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The questions that narrow the list."""
        with self.workspace.work() as work:
            programmes = organisation.offered(work)
        return (
            Filter(
                "status",
                N_("Status"),
                (
                    ("open", _("Open files")),
                    ("incomplete", _("To complete")),
                    ("closed", _("Closed files")),
                ),
                chosen="open",
            ),
            Filter("programme", N_("Line"), programmes),
            Filter("sex", N_("Sex"), codes.choices("sex_registered")),
        )

    def fields(self) -> "Sequence[FormSection]":
        return form.sections()

    def cautions(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        return form.cautions(values)

    def choices(self) -> Choices:
        return {
            "programme": programme_choices(self.workspace),
            "sector": sector_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "programme": self.namer(organisation.titles(work)),
            "sector": self.namer(places.names(work)),
        }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, text, filters, order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        signs, sectors = organisation.signs(work), places.names(work)
        return [_row(row, signs, sectors) for row in service.rows(work, keys)]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.register(work, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Participant)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        facts = [
            (_("Line"), organisation.signs(work).get(record.programme or "", "")),
            (_("Age"), dates.show_age(record.born, clock.today())),
            (_("Sex"), codes.label("sex_registered", record.sex)),
            (_("Status"), codes.label("case_status", record.status)),
        ]
        return replace(
            base,
            facts=[(title, words) for title, words in facts if words],
            warnings=[safe_contact(record)],
        )


def safe_contact(person: Participant) -> str:
    """Return the line that stands above every contact with a person."""
    rule = person.safe_contact_rule or ""
    if person.safe_contact == "do_not_contact":
        return f"{_('Never make contact with this person first.')} {rule}".strip()
    channel = not (person.never_call and person.safe_contact in calling_service.BY_TELEPHONE)
    parts = [  # what must never be done comes first: it is not to be the part cut off
        _("Never call.") if person.never_call else "",
        codes.label("contact_channel", person.safe_contact) if channel else "",
        rule,
        codes.label("contact_time", person.safe_contact_time),
        _said(_("May answer: {who}"), who=person.safe_contact_who),
        _said(_("Code word: {word}"), word=person.safe_contact_word),
        "" if person.never_call else person.safe_contact_number or "",
    ]
    words = " · ".join(part for part in parts if part)
    return _("Safe contact: {how}").format(how=words)


def _said(sentence: str, **answer: str | None) -> str:
    return sentence.format(**answer) if all(answer.values()) else ""


def _row(
    row: tuple[Any, ...], signs: Mapping[str, str], sectors: Mapping[str, str]
) -> tuple[str, ...]:
    code, programme, born, sex, sector, registered, status, incomplete = row
    if code is None:
        return ("",) * len(ParticipantSource.columns)
    known = codes.label("case_status", status)
    if status == CaseStatus.CLOSED.value:
        state = marked("off", known)
    elif incomplete:
        state = marked("warning", _("To complete"))
    else:
        state = marked("good", known)
    return (
        code,
        signs.get(programme or "", ""),
        dates.show_age(born, clock.today()),
        codes.label("sex_registered", sex),
        sectors.get(sector or "", ""),
        i18n.format_day(registered),
        state,
    )
