# SPDX-License-Identifier: GPL-3.0-or-later
"""The participants page: the register with the tabs of every other room."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop import slices
from desktop.consents import service as consents
from desktop.core import codes, journal
from desktop.core.fields import About, FieldSpec, Kind, Privacy
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.desk import Desk
from desktop.desks.person_forms import CloseFile, Names, OpenCheckpoints, Restricted
from desktop.desks.person_papers import person_papers
from desktop.desks.person_tabs import ConsentsOf, ContactsOf, NeedsOf
from desktop.desks.timeline_view import Timeline
from desktop.participants import form as participant_form
from desktop.participants import service as participants
from desktop.participants.page import ParticipantSource
from desktop.placements.page import PlacementSource
from desktop.widgets.form import FormSection
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action, Tab

_CONSENT = "consent_"


class PeopleSource(ParticipantSource):
    """Participants with consent at the intake, and everything around a person on tabs."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.workspace)
        self._desk = desk

    def new_fields(self) -> Sequence[FormSection]:
        """Return the intake: six answers, then what the person agrees to."""
        first, *rest = participant_form.sections()
        return [first, consent_section(), *rest, participant_form.names_section()]

    def similar(self, values: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return (id, words) of people who may be the one being registered."""
        with self.workspace.work() as work:
            return [
                (one.id, f"{one.code} · {', '.join(one.reasons)}")
                for one in participants.similar(work, values)
            ]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        person = super().create(
            work, {k: v for k, v in values.items() if not k.startswith(_CONSENT)}
        )
        for purpose in consents.INTAKE:
            state = values.get(_CONSENT + purpose)
            if state:
                consents.answer(work, person.id, purpose, str(state))
        return person

    def tabs(self, id: str) -> Sequence[Tab]:
        workspace, toasts = self.workspace, self._desk.toasts
        return (
            Tab("timeline", N_("Timeline"), lambda _p: Timeline(workspace, id)),
            Tab(
                "contacts",
                N_("Contacts"),
                lambda _p: RegisterPage(ContactsOf(workspace, id), toasts),
            ),
            Tab("needs", N_("Needs"), lambda _p: RegisterPage(NeedsOf(workspace, id), toasts)),
            Tab(
                "placements",
                N_("Placements"),
                lambda _p: RegisterPage(PlacementSource(workspace, toasts, id), toasts),
            ),
            Tab(
                "consents",
                N_("Consent"),
                lambda _p: RegisterPage(ConsentsOf(workspace, id), toasts),
            ),
            Tab("papers", N_("Papers"), lambda _p: person_papers(self._desk, id)),
            Tab("names", N_("Name and documents"), lambda _p: Names(workspace, id, self._desk)),
            Tab(
                "restricted",
                N_("Protected facts"),
                lambda _p: Restricted(workspace, id, self._desk),
            ),
        )

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            person = participants.get(work, id)
        show = Action("show_name", _("Show name"), lambda: self._show_name(id), "eye")
        reopen = Action("reopen", _("Open again"), lambda: self._reopen(id), "undo")
        close = Action("close_file", _("Close the file"), lambda: self._close(id), "check")
        if person.status == "closed":
            return (show, reopen)
        return (show, reopen, close) if person.closure_reason else (show, close)

    def _show_name(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            work.may("read")
            journal.write(work, "show_name", id)
            person = participants.get(work, id)
        names = " ".join(part for part in (person.given_names, person.family_names) if part)
        words = names or _("No name was written for {code}.").format(code=person.code)
        self._desk.toasts.show(words)

    def _close(self, id: str) -> None:
        dialog = CloseFile()
        if dialog.exec():
            with self.workspace.work(write=True) as work:
                if dialog.reason == "goals_met" and slices.bars_closing(work, id):
                    raise OpenCheckpoints
                participants.close(work, id, dialog.reason)
            words = (
                _("Reminders about this person have stopped. The file stays open.")
                if dialog.reason in participants.ONLY_STOPS
                else _("The file was closed.")
            )
            self._desk.toasts.show(words, lambda: self._reopen(id))

    def _reopen(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            participants.reopen(work, id)


def consent_section() -> FormSection:
    """Return the consent questions of the intake, one key each."""
    fields = [
        FieldSpec(
            _CONSENT + purpose,
            codes.label("consent_purpose", purpose),
            Kind.CODE,
            About(codes="consent_answer", privacy=Privacy.INSENSITIVE),
        )
        for purpose in consents.INTAKE
    ]
    return FormSection(
        N_("Consent"),
        N_("Read aloud what we keep and why. A no never costs a service."),
        fields,
    )
