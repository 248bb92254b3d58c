# SPDX-License-Identifier: GPL-3.0-or-later
"""The participants page: the register with the tabs of every other room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.assessments import report as assessment_report
from desktop.consents import acts_service
from desktop.consents import service as consents
from desktop.core import codes, i18n, records
from desktop.core.document import Section
from desktop.core.fields import About, FieldSpec, Kind, Privacy
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.consent import consent_gate, withhold_tab
from desktop.desks.danger.alert_dialog import raise_alert
from desktop.desks.danger.safety_tab import paused_words
from desktop.desks.frame.day_line import Line
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.list_dialog import put_on_a_list
from desktop.desks.person import close_dialog, living_words, whole_person
from desktop.desks.person.people_due import PeopleDue
from desktop.desks.person.same_person import SamePerson
from desktop.desks.person.timelines_page import lay_together
from desktop.desks.rights.access_dialog import RightsDialog
from desktop.desks.team import flag_dialog, review_acts
from desktop.desks.team.handover_dialog import hand_over, receive
from desktop.enrolments import service as enrolments
from desktop.participants import form as participant_form
from desktop.participants import glass_service, likeness_service
from desktop.participants import handover_service as handovers
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.plans import report as plan_report
from desktop.widgets import dialogs
from desktop.widgets.form import FormSection
from desktop.widgets.source import Action, Beyond, Shown, Tab

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_CONSENT = "consent_"
MOST_TOGETHER = 200
"""Files that may be handed over in one go."""


class PeopleSource(PeopleDue):
    """Participants with consent at the intake, and everything around a person on tabs."""

    search_first = N_("Search first")
    details_group = whole_person.PERSON

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
            return [_told(one) for one in likeness_service.similar(work, values)]

    def look_up(self, text: str) -> list[tuple[str, str]]:
        """Return (id, words) of people a searched text may mean."""
        with self.workspace.work() as work:
            return [_told(one) for one in likeness_service.look_up(work, text)]

    def carried(self, text: str) -> Mapping[str, Any]:
        """Return what the search already says of a new person."""
        return likeness_service.carried(text)

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        asked = {k: v for k, v in values.items() if not k.startswith(_CONSENT)}
        line = str(asked.get("programme") or "")
        if line and not enrolments.has_room(work, line):
            asked["programme"] = None  # the person waits, and has no line until a place is free
        person = super().create(work, asked)
        assert isinstance(person, Participant)  # noqa: S101 - the only model of this source
        if line:
            enrolments.begin(work, person, line)
        said = {one: values.get(_CONSENT + one) for one in consents.INTAKE}
        acts_service.sit(work, person.id, {one: str(was) for one, was in said.items() if was})
        return person

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Participant)  # noqa: S101 - the only model of this source
        before = record.programme
        person = super().amend(work, record, values)
        enrolments.turn(work, record, before)
        return person

    def describe(self, work: Work, record: Record) -> Shown:
        base = super().describe(work, record)
        above = [
            *withhold_tab.warnings(work, record.id),
            *living_words.apart(work, record.id),
            *flag_dialog.warnings(work, record.id),
        ]
        told = (*paused_words(work, record.id), *base.warnings)
        facts = [*base.facts, *living_words.waits(work, record.id)]
        return replace(base, warnings=[*told, *above], facts=facts)

    def print(self, id: str) -> Callable[[], None]:
        return lambda: consent_gate.print_file(self._desk, self, id)

    def sections(self, work: Work, record: Record) -> Sequence[Section]:
        """Print before and after of each instrument, and the plan in force."""
        return [
            *assessment_report.sections(work, record.id),
            *plan_report.sections(work, record.id),
        ]

    def tabs(self, id: str) -> Sequence[Tab]:
        return whole_person.tabs_of(self._desk, id)

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            person = participants.get(work, id)
            named = participants.may_show_name(work, id)
            handed = handovers.waiting(work, id)
            may_give = handovers.may_give(work, person)
            openings = glass_service.unseen(work, id) if work.could("glass") else []
        show: tuple[Action, ...] = tuple(
            Action("glass_seen", _("Opened with a reason"), partial(self._see, one), "warning")
            for one in openings[:1]
        )
        show += tuple(
            Action(
                "receive", _("Confirm the hand-over"), partial(receive, self._desk, one), "check"
            )
            for one in handed[:1]
        )
        if named:
            show += (Action("show_name", _("Show name"), lambda: self._show_name(id), "eye"),)
        reopen = Action(
            "reopen", _("Open again"), partial(close_dialog.reopen, self._desk, id), "undo"
        )
        close = Action(
            "close_file",
            _("Close the file"),
            partial(close_dialog.close_file, self._desk, id),
            "check",
        )
        give: tuple[Action, ...] = ()
        if may_give:
            words = _("Hand over …")
            give = (Action("give", words, lambda: self._hand_over([id]), "people"),)
        same = Action("same_person", _("Same person? …"), lambda: self._same(id), "people")
        asked = review_acts.closing(self._desk, id)
        give = (*asked, *flag_dialog.actions(self._desk, id), *give)
        alert = Action("alert", _("Alert …"), lambda: raise_alert(self._desk, person.code), "alert")
        rights = Action("rights", _("Rights …"), lambda: self._answer(id), "paper")
        if person.status == "closed":
            return (*show, reopen, *give, same, rights)
        verbs = (*show, reopen, close) if person.closure_reason else (*show, close)
        return (*verbs, alert, *give, same, rights)

    def together(self, keys: Sequence[int]) -> Sequence[Action]:
        """Offer to put several on a list, and to hand over files that are one's to give."""
        if len(keys) > MOST_TOGETHER:
            return ()
        with self.workspace.work() as work:
            people = [records.at_row(work, Participant, key) for key in keys]
            may_give = all(handovers.may_give(work, person) for person in people)
        ids = [person.id for person in people]
        put = Action(
            "list_all", _("Put on a list …"), lambda: put_on_a_list(self._desk, ids), "list"
        )
        lay = Action(
            "lay_all", _("Lay a timeline …"), lambda: lay_together(self._desk, ids), "calendar"
        )
        if not may_give:
            return (put, lay)
        give = Action("give_all", _("Hand over …"), lambda: self._hand_over(ids), "people")
        return (give, put, lay)

    def beyond(self, text: str) -> Beyond | None:
        """Offer to open a file that is not among one's own, to who has its whole code."""
        with self.workspace.work() as work:
            if not glass_service.is_beyond(work, text):
                return None
        return Beyond(
            _("This file is not among yours."),
            _("Open with a reason"),
            lambda: self._break_glass(text),
        )

    def _break_glass(self, code: str) -> None:
        body = _(
            "It opens for you for 24 hours. Your reason is written in the journal, and the "
            "coordinator sees it."
        )
        answer = dialogs.ask(
            None, _("Open a file that is not yours?"), body, _("Open with a reason"), reason=True
        )
        if answer.agreed:
            with self.workspace.work(write=True) as work:
                id = glass_service.open_with_reason(work, code, answer.reason)
            self._desk.go("participants", id)

    def _hand_over(self, people: Sequence[str]) -> None:
        shown = len(people) == 1
        if hand_over(self._desk, people) and shown:
            with self.workspace.work() as work:
                gone = people[0] not in participants.codes_of(work, people)
            if gone:
                self._desk.go("participants", "")

    def _see(self, one: glass_service.Opened) -> None:
        body = _("{user}, {day}: {reason}").format(
            user=one.user, day=i18n.format_moment(one.moment), reason=one.reason
        )
        title = _("Somebody opened this file with a reason")
        if dialogs.ask(None, title, body, _("I have seen it")).agreed:
            with self.workspace.work(write=True) as work:
                glass_service.see(work, one.id)

    def _same(self, id: str) -> None:
        SamePerson(self._desk, id).ask()

    def _answer(self, id: str) -> None:
        dialog = RightsDialog(self._desk, id)
        dialog.exec()
        dialog.deleteLater()

    def _show_name(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            person = participants.show_name(work, id)
        names = " ".join(part for part in (person.given_names, person.family_names) if part)
        words = names or _("No name was written for {code}.").format(code=person.code)
        self._desk.toasts.show(words)


def _told(one: likeness_service.Similar) -> tuple[str, str]:
    return one.id, " · ".join(part for part in (one.code, ", ".join(one.reasons)) if part)


def broken_glass(workspace: "Workspace") -> list[Line]:
    """Say on My day which files were opened with a reason, until somebody looked at it."""
    with workspace.work() as work:
        opened = glass_service.unseen(work) if work.could("glass") else []
    words = _("Somebody opened the file of {code} with a reason")
    return [
        Line(
            words.format(code=one.code),
            i18n.format_moment(one.moment),
            "participants",
            one.record,
            verb=_("See the reason"),
        )
        for one in opened
    ]


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
