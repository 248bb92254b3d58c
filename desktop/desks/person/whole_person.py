# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs of a person: what every room shows of one file, those of a kind under one."""

from collections.abc import Sequence

from desktop.closures import service as closures
from desktop.core.i18n import N_
from desktop.desks.consent.consent_tab import ConsentTab
from desktop.desks.consent.withhold_tab import KeptFromOf
from desktop.desks.danger.safety_tab import SafetyTab
from desktop.desks.frame.desk import Desk
from desktop.desks.person import close_dialog, living_pages, referral_desk, ways_tab
from desktop.desks.person.assessment_page import AssessmentTab
from desktop.desks.person.conference_tab import ConferencesOf
from desktop.desks.person.livelihood_tab import livelihood
from desktop.desks.person.person_forms import Names, Restricted
from desktop.desks.person.person_papers import ContactsTab, person_papers
from desktop.desks.person.person_tabs import NeedsOf
from desktop.desks.person.plan_page import PlanTab
from desktop.desks.person.step_tabs import StepsPage
from desktop.desks.person.timeline_view import Timeline
from desktop.participants import service as participants
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Tab

PLAN: str = N_("Plan")
PERSON: str = N_("Person")
CONSENT: str = N_("Consent")
"""Groups of tabs."""


def tabs_of(desk: Desk, id: str) -> Sequence[Tab]:
    """Return the tabs of a participant, in the order of the work."""
    workspace, toasts = desk.workspace, desk.toasts
    with workspace.work() as work:
        named = participants.may_show_name(work, id)
        closed = closures.latest(work, id) is not None
    return (
        Tab("timeline", N_("Timeline"), lambda _p: Timeline(workspace, id, desk)),
        Tab("contacts", N_("Contacts"), lambda _p: ContactsTab(desk, id)),
        Tab("assessments", N_("Assessment"), lambda _p: AssessmentTab(desk, id), group=PLAN),
        Tab("plan", N_("Goals and actions"), lambda _p: PlanTab(desk, id), group=PLAN),
        Tab("steps", N_("Steps"), lambda _p: StepsPage(workspace, id, toasts), group=PLAN),
        Tab(
            "conferences",
            N_("Case conferences"),
            lambda _p: RegisterPage(ConferencesOf(workspace, id), toasts),
            group=PLAN,
        ),
        Tab(
            "needs",
            N_("Needs"),
            lambda _p: RegisterPage(NeedsOf(workspace, id), toasts),
            group=PLAN,
        ),
        *livelihood(desk, id),
        *referral_desk.of_person(desk, id),
        *ways_tab.of_person(desk, id),
        Tab("consents", N_("Answers"), lambda _p: ConsentTab(desk, id), group=CONSENT),
        Tab(
            "kept_from",
            N_("Kept from"),
            lambda _p: RegisterPage(KeptFromOf(workspace, id), toasts),
            group=CONSENT,
        ),
        *living_pages.household(desk, id),
        *living_pages.programmes(desk, id),
        Tab("safety", N_("Safety"), lambda _p: SafetyTab(desk, id)),
        Tab("papers", N_("Papers"), lambda _p: person_papers(desk, id)),
        *_kept_apart(desk, id, named=named),
        *_ended(desk, id, closed=closed),
    )


def _ended(desk: Desk, id: str, *, closed: bool) -> tuple[Tab, ...]:
    """Return the tab of what came after the end, of a file that closed once."""
    end = Tab("ending", N_("After the end"), lambda _p: close_dialog.of_person(desk, id))
    return (end,) if closed else ()


def _kept_apart(desk: Desk, id: str, *, named: bool) -> tuple[Tab, ...]:
    """Return the tabs that say who somebody is and what only the team may know."""
    tabs = (
        Tab(
            "names",
            N_("Name and documents"),
            lambda _p: Names(desk, id),
            after=True,
            group=PERSON,
        ),
        Tab(
            "restricted",
            N_("Protected facts"),
            lambda _p: Restricted(desk, id),
            after=True,
            group=PERSON,
        ),
    )
    return tabs if named else tabs[1:]
