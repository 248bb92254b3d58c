# SPDX-License-Identifier: GPL-3.0-or-later
"""Every form of the program that writes a record, by name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlmodel import col, select

from desktop.activities.page import ActivitySource
from desktop.activities.series_model import Series
from desktop.activities.series_page import MembersOf, SessionsOf
from desktop.cards.complaint_page import ComplaintSource
from desktop.cards.page import CardSource
from desktop.closures.model import AfterCare, Closure
from desktop.core import records
from desktop.core.tables import Record
from desktop.crossings.page import SafePlaceSource, SafeRouteSource
from desktop.demands.page import DemandSource
from desktop.deposits import service as deposits
from desktop.deposits.page import DepositSource
from desktop.desks.consent.consents_of import ConsentsOf
from desktop.desks.consent.withhold_tab import KeptFromOf
from desktop.desks.frame.desk import Desk
from desktop.desks.livelihood.certificates_page import Certificates, Groups
from desktop.desks.livelihood.seed_page import Seeds
from desktop.desks.livelihood.stipend_lines import Lines
from desktop.desks.livelihood.stipends_page import Months
from desktop.desks.office.grant_pages import GrantSource, LineSource, PaymentSource
from desktop.desks.office.office_pages import OfficeSource, StaffSource, TargetSource
from desktop.desks.office.own_pages import QuestionSource
from desktop.desks.office.programmes_page import ProgrammeSource
from desktop.desks.person import living_tabs
from desktop.desks.person.closure_tabs import AfterCareOf, ClosuresOf
from desktop.desks.person.conference_tab import ConferencesOf
from desktop.desks.person.living_tabs import ApartOf, EnrolmentsOf
from desktop.desks.person.people_page import PeopleSource
from desktop.desks.person.person_tabs import ContactsOf, NeedsOf
from desktop.desks.person.referral_desk import DeskReferrals
from desktop.desks.person.school_tabs import (
    ReentryOf,
    SchoolingOf,
    SchoolSource,
)
from desktop.desks.person.step_tabs import StepsOf
from desktop.desks.person.timelines_page import TimelineSource
from desktop.desks.person.waiting_list import WaitingList
from desktop.desks.person.ways_tab import WaysOf
from desktop.desks.protection.protected_page import ProtectedSource
from desktop.desks.territory.happenings_page import HappeningSource
from desktop.dialogues.agreement_model import Agreement, Clause
from desktop.dialogues.ground_model import Post
from desktop.dialogues.ground_page import (
    GesturesOf,
    GoodSignsOf,
    MeetingsOf,
    PostsOf,
    PresenceOf,
    ZonesOf,
)
from desktop.dialogues.model import Group, Process
from desktop.dialogues.page import GroupSource, ProcessSource
from desktop.dialogues.people_page import FacilitatorSource
from desktop.dialogues.source_page import (
    AgreementsOf,
    BreachesOf,
    ChecksOf,
    ClausesOf,
    HoldingsOf,
    ReviewsOf,
)
from desktop.enrolments import service as enrolments
from desktop.enrolments.model import Enrolment, State
from desktop.incidents.lines_page import HurtIn, StepsFor
from desktop.incidents.model import Incident
from desktop.incidents.page import IncidentSource
from desktop.livelihoods.model import SeedPlan
from desktop.livelihoods.page import SeedVisitSource, TrancheSource
from desktop.organisation.grant_model import Grant
from desktop.participants.model import Participant
from desktop.placements.employer_model import Employer
from desktop.placements.employer_page import EmployerSource, OutreachSource, PromiseSource
from desktop.placements.model import Placement
from desktop.placements.page import CheckpointSource, PlacementSource
from desktop.places.border_list_page import StatusSource
from desktop.places.model import Border
from desktop.places.sector_page import SectorSource
from desktop.referrals.page import GivenSource, ProviderSource
from desktop.rights.requests_page import HoldSource, LossSource, RequestSource
from desktop.sources.page import SourceSource, StatementSource
from desktop.stipends.model import StipendMonth
from desktop.stipends.page import RuleSource
from desktop.widgets.record_source import RecordSource
from tests.desks.all_rooms import every_room
from tests.workspaces import person


@dataclass(frozen=True)
class Place:
    """Where the forms stand: a desk, and the first record of each kind."""

    desk: Desk

    def first(self, model: type[Record], store: str = "cases") -> str:
        with self.desk.workspace.work(store) as work:
            query = select(model.id).where(col(model.deleted_at).is_(None)).order_by(col(model.row))
            found = work.session.exec(query).first()
        assert found is not None, model
        return found

    def owner(self, model: type[Record], field: str, **answers: object) -> str:
        """Return what the first record with these answers belongs to."""
        with self.desk.workspace.work() as work:
            query = select(model).filter_by(deleted_at=None, **answers).order_by(col(model.row))
            found = work.session.exec(query).first()
        assert found is not None, model
        return str(getattr(found, field))

    @property
    def person(self) -> str:
        return self.first(Participant)


Made = Callable[..., RecordSource]


def _nothing(*_more: object) -> None:
    """Stand for what a verb beside the form would do."""


def _of_person(kind: Made) -> Callable[[Place], RecordSource]:
    return lambda at: kind(at.desk.workspace, at.person)


def _plain(kind: Made) -> Callable[[Place], RecordSource]:
    return lambda at: kind(at.desk.workspace)


def _toasting(kind: Made) -> Callable[[Place], RecordSource]:
    return lambda at: kind(at.desk.workspace, at.desk.toasts)


def _within(
    kind: Made, model: type[Record], store: str = "cases"
) -> Callable[[Place], RecordSource]:
    return lambda at: kind(at.desk.workspace, at.first(model, store))


def _of_owner(
    kind: Made, model: type[Record], field: str = "participant", **answers: object
) -> Callable[[Place], RecordSource]:
    return lambda at: kind(at.desk.workspace, at.owner(model, field, **answers))


def _left_for_us(at: Place) -> RecordSource:
    """Leave a note for a part, and take it in as its members do."""
    deposits.leave(at.desk.workspace, "sources", {"month": "2026-03", "words": "Prueba"})
    deposits.take(at.desk.workspace, "sources")
    return DepositSource(at.desk.workspace, "sources")


def _in_one_programme(at: Place) -> RecordSource:
    """Show somebody who is in the last programme offered, and not in the first."""
    with at.desk.workspace.work(write=True) as work:
        who = records.create(work, Participant, person()).id
    source = EnrolmentsOf(at.desk.workspace, who)
    *_others, (last, _title) = source.choices()["programme"]()
    with at.desk.workspace.work(write=True) as work:
        enrolments.enrol(work, {"participant": who, "line": last})
    return source


FORMS: dict[str, Callable[[Place], RecordSource]] = {
    "participants": lambda at: PeopleSource(at.desk),
    "contacts": _of_person(ContactsOf),
    "needs": _of_person(NeedsOf),
    "consents": _of_person(ConsentsOf),
    "kept_from": _of_person(KeptFromOf),
    "steps": _of_person(StepsOf),
    "conferences": _of_person(ConferencesOf),
    "closures": _of_owner(ClosuresOf, Closure),
    "after_care": _of_owner(AfterCareOf, AfterCare),
    "timelines": _plain(TimelineSource),
    "household_members": _of_person(living_tabs.MembersOf),
    "apart": _of_person(ApartOf),
    "enrolments": _in_one_programme,
    "waiting": _of_owner(WaitingList, Enrolment, "line", state=State.WAITING.value),
    "schooling": _of_person(SchoolingOf),
    "reentry": _of_person(ReentryOf),
    "placements": _toasting(PlacementSource),
    "checkpoints": _within(CheckpointSource, Placement),
    "employers": _toasting(EmployerSource),
    "promises": _within(PromiseSource, Employer),
    "outreach": _within(OutreachSource, Employer),
    "seed_plans": lambda at: Seeds(at.desk),
    "tranches": _within(TrancheSource, SeedPlan),
    "seed_visits": _within(SeedVisitSource, SeedPlan),
    "certificates": lambda at: Certificates(at.desk),
    "stipend_rules": _plain(RuleSource),
    "stipend_months": lambda at: Months(at.desk),
    "stipend_lines": lambda at: Lines(at.desk, at.first(StipendMonth)),
    "referrals": lambda at: DeskReferrals(at.desk),
    "services_given": _plain(GivenSource),
    "providers": _plain(ProviderSource),
    "activities": lambda at: ActivitySource(at.desk.workspace, _nothing),
    "series": lambda at: Groups(at.desk, _nothing),
    "sessions": lambda at: SessionsOf(at.desk.workspace, at.first(Series), _nothing),
    "series_members": _within(MembersOf, Series),
    "schools": _plain(SchoolSource),
    "cards": lambda at: CardSource(at.desk.workspace, _nothing),
    "complaints": _plain(ComplaintSource),
    "border_statuses": _within(StatusSource, Border),
    "safe_places": _plain(SafePlaceSource),
    "safe_routes": _plain(SafeRouteSource),
    "ways": _of_person(WaysOf),
    "sectors": lambda at: SectorSource(at.desk.workspace, lambda _first, _last: {}, _nothing),
    "happenings": _plain(HappeningSource),
    "incidents": lambda at: IncidentSource(at.desk.workspace),
    "protected_incidents": lambda at: ProtectedSource(at.desk),
    "hurt": _within(HurtIn, Incident),
    "protection_steps": _within(StepsFor, Incident, "protected"),
    "programmes": _toasting(ProgrammeSource),
    "grants": _toasting(GrantSource),
    "grant_lines": _within(LineSource, Grant),
    "grant_payments": _within(PaymentSource, Grant),
    "targets": _plain(TargetSource),
    "offices": _plain(OfficeSource),
    "staff": _plain(StaffSource),
    "own_questions": _plain(QuestionSource),
    "requests": _plain(RequestSource),
    "holds": _plain(HoldSource),
    "losses": lambda at: LossSource(at.desk.workspace, _nothing, _nothing),
    "deposits": _left_for_us,
    "demands": lambda at: DemandSource(at.desk.workspace, list, list),
    "processes": _toasting(ProcessSource),
    "groups": _toasting(GroupSource),
    "holdings": _within(HoldingsOf, Group, "dialogues"),
    "harm_reviews": _within(ReviewsOf, Process, "dialogues"),
    "facilitators": _plain(FacilitatorSource),
    "meetings": _within(MeetingsOf, Process, "dialogues"),
    "gestures": _within(GesturesOf, Process, "dialogues"),
    "zones": _within(ZonesOf, Process, "dialogues"),
    "posts": lambda at: PostsOf(at.desk.workspace, at.first(Process, "dialogues"), at.desk.toasts),
    "presence": _within(PresenceOf, Post, "dialogues"),
    "good_signs": _within(GoodSignsOf, Process, "dialogues"),
    "agreements": _within(AgreementsOf, Process, "dialogues"),
    "clauses": _within(ClausesOf, Agreement, "dialogues"),
    "clause_checks": _within(ChecksOf, Clause, "dialogues"),
    "breaches": _within(BreachesOf, Clause, "dialogues"),
    "sources": _plain(SourceSource),
    "statements": _plain(StatementSource),
}

ONLY_READ = {
    "desktop.places.border_list_page.BorderSource": "found on the map; its statuses are typed",
    "desktop.desks.team.reviews_page.ReviewSource": "decided by verbs, with a passphrase",
}
"""Registers nobody types into as they are, and why."""


def forms_of_the_program() -> set[str]:
    """Return every register that the program makes: what only others are made of is left out."""
    rooms = every_room()
    return {
        f"{one.__module__}.{one.__name__}"
        for one in _below(RecordSource)  # type: ignore[type-abstract]
        if one.__module__ in rooms and (not one.__subclasses__() or _is_made(one, rooms))
    }


def _below(kind: type[RecordSource]) -> set[type[RecordSource]]:
    return {one for below in kind.__subclasses__() for one in (below, *_below(below))}


def _is_made(kind: type[RecordSource], rooms: Mapping[str, str]) -> bool:
    """Tell whether a class that others are made of is called itself, where it is known."""
    called = re.compile(rf"(?<!class )\b{kind.__name__}\(")
    return any(
        called.search(text)
        for room, text in rooms.items()
        if room == kind.__module__ or f"from {kind.__module__} import" in text
    )
