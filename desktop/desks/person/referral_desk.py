# SPDX-License-Identifier: GPL-3.0-or-later
"""Referrals on the desk: the next step of each, what must be decided first, and the slip."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from desktop.core import clock, codes, i18n, records
from desktop.core.document import Document, Section, Signature, Table, Text
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.crossings import answer_service
from desktop.crossings import report as crossing_words
from desktop.crossings.model import GOES_ANYWAY
from desktop.desks.consent import consent_gate
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.organisation import service as organisation
from desktop.participants import service as participants
from desktop.places import service as places
from desktop.referrals import provider_service, service
from desktop.referrals.model import NEXT, OUTSIDE, Referral, ReferralStatus
from desktop.referrals.page import GivenSource, ProviderSource, ReferralSource
from desktop.widgets import dialogs
from desktop.widgets.record_source import RecordSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Action
from desktop.widgets.source import Tab as RecordTab

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.work import Work
    from desktop.crossings.service import Answer

VERBS = {
    "sent": N_("Send"),
    "consented": N_("The person agrees"),
    "accepted": N_("Accepted"),
    "declined": N_("Rejected"),
    "in_service": N_("In service"),
    "completed": N_("Completed"),
    "no_show": N_("Did not attend"),
    "cancelled": N_("Cancel it"),
}
_ICONS = {"sent": "open", "completed": "check", "cancelled": "close"}


_HEALTH: str = N_("Health care")
_GUIDANCE: str = N_("Guidance")
_LODGING: str = N_("Lodging")
_NEUTRAL = {
    "mental_health": _HEALTH,
    "substance_care": _HEALTH,
    "pre_release": _GUIDANCE,
    "conflict_mediation": _GUIDANCE,
    "safe_place": _LODGING,
    "relocation": _LODGING,
}
"""What a slip says instead: whoever finds it must not learn more than whom it is for knows."""

SERVICES: str = N_("Services")
"""The group of tabs of a person."""


class SlipNotSent(UserError):
    """A slip goes with a referral that was sent."""

    def __init__(self) -> None:
        super().__init__(N_("Send the referral first; its slip can be printed then."))


class DeskReferrals(ReferralSource):
    """Referrals with their steps and their slip."""

    def __init__(self, desk: Desk, participant: str = "") -> None:
        super().__init__(desk.workspace, participant)
        self._desk = desk

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            one = records.get(work, Referral, id)
            after = NEXT.get(one.status, ()) if work.could("amend") else ()
        return [
            Action(
                f"become_{state}",
                _(VERBS[state]),
                partial(self._move, id, state),
                _ICONS.get(state, ""),
            )
            for state in after
        ]

    def print(self, id: str) -> Callable[[], None]:
        return lambda: print_slip(self._desk, id)

    def _move(self, id: str, state: str) -> None:
        if state == ReferralStatus.SENT:
            send(self._desk, id)
            return
        if state == ReferralStatus.CONSENTED and not self._agreed(id):
            return
        with self.workspace.work(write=True) as work:
            service.move(work, id, state)
        self._desk.toasts.show(codes.label("referral_status", state))

    def _agreed(self, id: str) -> bool:
        """Tell whether the person shares with others at all; the tab Consent asks otherwise."""
        with self.workspace.work() as work:
            one = records.get(work, Referral, id)
        asked = consent_gate.cleared(self._desk, one.participant, service.SHARING, one.provider)
        return asked is not None


def send(desk: Desk, id: str) -> bool:
    """Send a referral once consent and the way there are settled; True when it was sent."""
    with desk.workspace.work() as work:
        one = records.get(work, Referral, id)
        way = None if one.crossing else service.crossing(work, one.participant, one.provider)
        names = places.names(work)
    leave = consent_gate.cleared(desk, one.participant, service.SHARING, one.provider)
    if leave is None:
        return False
    decided = ("", "")
    if way is not None and way.is_barred and not (decided := _decide(way, names))[0]:
        return False
    with desk.workspace.work(write=True) as work:
        service.send(work, id, decision=decided[0] or None, reason=decided[1], danger=leave.danger)
    desk.toasts.show(_("The referral was sent. We ask what came of it in two weeks."))
    return True


def _decide(way: "Answer", names: Mapping[str, str]) -> tuple[str, str]:
    """Ask how the person gets across, and why who goes all the same; empty when undecided."""
    title = _("The place lies across a border")
    known = " ".join(crossing_words.told(way, names))
    decision = dialogs.which(
        None,
        title,
        f"{known}\n\n{_('How does the person get there?')}",
        dict(codes.choices("crossing_decision")),
    )
    if answer_service.meant(decision) != GOES_ANYWAY:
        return decision, ""
    why = _("The person knows it and goes all the same. Write why. No names, no groups.")
    said = dialogs.ask(None, title, why, _("Keep the reason"), reason=True)
    return (decision, said.reason) if said.agreed else ("", "")


def print_slip(desk: Desk, id: str) -> None:
    """Print the slip of a referral that was sent."""
    workspace = desk.workspace
    with workspace.work() as work:
        one = records.get(work, Referral, id)
        if one.status not in OUTSIDE:
            raise SlipNotSent
        made = slip(work, one, is_demo=workspace.is_demo)
    paper.draw_noted(desk, made, "print", id)


def slip(work: "Work", one: Referral, *, is_demo: bool) -> Document:
    """Return the slip: a code, a service, what may be told; nothing of why or where from."""
    about = organisation.about(work)
    person = participants.code_of(work, one.participant)
    rows = [
        [_("To"), provider_service.names(work).get(one.provider or "", "")],
        [_("Person, by code"), person],
        [_("Service asked for"), neutral(one.service)],
        [_("How soon"), codes.label("referral_urgency", one.urgency)],
        [_("Appointment"), i18n.format_day(one.appointment_on)],
        [_("To know"), one.share or ""],
    ]
    header = [_("Field"), _("Answer")]
    answer = [[_("Received on"), ""], [_("Accepted / not accepted"), ""], [_("Appointment"), ""]]
    return Document(
        title=_("Referral {code}").format(code=one.code),
        subtitle=i18n.format_long_day(clock.today()),
        language=i18n.language(),
        sections=[
            Section("", [Table("", header, [row for row in rows if row[1]], widths=(1, 2))]),
            Section(
                _("To be given back"),
                [
                    Text(_("Please fill this in and give it to the person or to us."), "note"),
                    Table("", [_("Field"), _("Answer")], answer, widths=(1, 2), by_hand=True),
                    Signature([_("Service")]),
                ],
            ),
        ],
        organisation=about.title,
        header=one.code,
        foot=_("contains no names"),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
        paper=about.paper,
    )


def neutral(service: str) -> str:
    """Return a service in words that tell nothing of who carries the slip."""
    return _(_NEUTRAL[service]) if service in _NEUTRAL else codes.label("service", service)


def of_person(desk: Desk, person: str) -> tuple[RecordTab, ...]:
    """Return the tabs of what a person is given and where the person is sent."""
    workspace, toasts = desk.workspace, desk.toasts
    return (
        RecordTab(
            "referrals",
            N_("Referrals"),
            lambda _p: RegisterPage(DeskReferrals(desk, person), toasts),
            group=SERVICES,
        ),
        RecordTab(
            "given",
            N_("Services given"),
            lambda _p: RegisterPage(GivenSource(workspace, person), toasts),
            group=SERVICES,
        ),
    )


class ServicesPage(LazyTabs):
    """Referrals of everybody, the directory, and the services given."""

    def __init__(self, desk: Desk) -> None:
        workspace = desk.workspace
        super().__init__(
            desk,
            "services_tabs",
            _("Services"),
            (
                Tab("referrals", _("Referrals"), "read", lambda d: _page(d, DeskReferrals(d))),
                Tab(
                    "providers",
                    _("Directory"),
                    "read",
                    lambda d: _page(d, ProviderSource(workspace)),
                ),
                Tab(
                    "given", _("Services given"), "read", lambda d: _page(d, GivenSource(workspace))
                ),
            ),
        )

    def open(self, name: str) -> None:
        """Show a tab by its name, or the service a search found."""
        if name in {tab.name for tab in self._offered}:
            super().open(name)
        else:
            page = self.page("providers")
            assert isinstance(page, RegisterPage)  # noqa: S101 - it was made so above
            page.open(name)


def _page(desk: Desk, source: RecordSource) -> "QWidget":
    if source.printer is None and not isinstance(source, DeskReferrals):
        source.printer = partial(paper.ask_and_save, desk, source)
    page = RegisterPage(source, desk.toasts)
    page.status.connect(desk.say)
    page.stand_within()
    return page
