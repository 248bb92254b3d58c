# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers named once, and the hooks each may answer in its service.

``timeline(work, person)`` returns (day, kind, facts); ``bars_closing(work, person)`` how many
things keep a file from closing as completed; ``find(work, text)`` (id, words); ``tasks(work,
asked)`` what waits with a due date and no done date; a meeting hook who of some others is where
one person is. My day, search, closing and the timeline are loops over these, so that a new
register is heard everywhere at once.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from desktop.access import service as access
from desktop.activities import meeting_service as gatherings
from desktop.activities import series_service as series
from desktop.activities import service as activities
from desktop.assessments import service as assessments
from desktop.cards import complaint_service as complaints
from desktop.closures import service as closures
from desktop.consents import service as consents
from desktop.consents import withhold_service as withhold
from desktop.contacts import coded_service as contact_codes
from desktop.contacts import phone_service
from desktop.contacts import service as contacts
from desktop.core import clock, erasure, holding, journal, money, records
from desktop.core.i18n import N_
from desktop.core.tasks import MOST, Asked, Task, late_first
from desktop.core.work import Work
from desktop.demands import service as demands
from desktop.dialogues import service as dialogues
from desktop.enrolments import inside_service
from desktop.enrolments import service as enrolments
from desktop.households import apart_service
from desktop.households import service as households
from desktop.incidents import service as incidents
from desktop.livelihoods import business_service as businesses
from desktop.livelihoods import certificate_service as certificates
from desktop.livelihoods import coded_service as seed_codes
from desktop.livelihoods import due_service as seed_due
from desktop.livelihoods import service as seed
from desktop.organisation import grant_service
from desktop.organisation.grant_service import Covered, Spent
from desktop.organisation.parts_service import Part
from desktop.participants import coded_service as participant_codes
from desktop.participants import list_service, merge_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import coded_service as placement_codes
from desktop.placements import employer_service as employers
from desktop.placements import meeting_service
from desktop.placements import service as placements
from desktop.places import confirm_service
from desktop.places import service as places
from desktop.plans import case_service as case_plans
from desktop.plans import service as plans
from desktop.reentry import service as reentry
from desktop.referrals import given_service, provider_service
from desktop.referrals import service as referrals
from desktop.safety import loss_service as losses
from desktop.schooling import coded_service as school_codes
from desktop.schooling import month_service
from desktop.schooling import service as schooling
from desktop.steps import service as steps
from desktop.steps import timeline_service
from desktop.stipends import coded_service as stipend_codes
from desktop.stipends import line_service as stipend_lines
from desktop.stipends import service as stipends
from desktop.supervision import conference_service as conferences
from desktop.supervision import flag_service as flags
from desktop.supervision import service as supervision

if TYPE_CHECKING:
    from desktop.core.intake import Target
    from desktop.core.store import Workspace

Event = tuple[date, str, Mapping[str, Any]]

TIMELINES: tuple[tuple[Callable[[Work, str], list[Event]], tuple[str, ...]], ...] = (
    (consents.timeline, ("consent",)),
    (contacts.timeline, ("contact",)),
    (plans.timeline, ("need",)),
    (assessments.timeline, ("assessment",)),
    (case_plans.timeline, ("case_plan",)),
    (supervision.timeline, ("review",)),
    (conferences.timeline, ("conference",)),
    (placements.timeline, ("placement",)),
    (stipend_lines.timeline, ("stipend_line",)),
    (referrals.timeline, ("referral",)),
    (given_service.timeline, ("service_given",)),
    (closures.timeline, ("closure", "after_care")),
    (seed.timeline, ("seed_plan",)),
    (certificates.timeline, ("certificate",)),
    (enrolments.timeline, ("enrolment",)),
    (schooling.timeline, ("schooling",)),
    (losses.timeline, ("loss", "alert")),
    (activities.timeline, ("attendance",)),
    (steps.timeline, ("step",)),
)
"""Each with the registers whose rows of a person it begins at: it is asked where there are any."""
CODED: tuple[Callable[[Work, str, str], None], ...] = (
    consents.coded,
    withhold.coded,
    conferences.coded,
    reentry.coded,
    contact_codes.coded,
    plans.coded,
    assessments.coded,
    case_plans.coded,
    placement_codes.coded,
    losses.coded,
    school_codes.coded,
    series.coded,
    stipend_codes.coded,
    referrals.coded,
    given_service.coded,
    closures.coded,
    seed_codes.coded,
)
"""Each writes what stays for the counts of past periods, without anything that tells who it was."""
ERASERS: tuple[Callable[[Work, str], None], ...] = (households.erase,)
"""What a slice must erase beyond the records that the declarations link to a person."""
BARS: tuple[Callable[[Work, str], int], ...] = (placements.bars_closing,)
TASKS: tuple[tuple[Callable[[Work, Asked], list[Task]], tuple[str, ...]], ...] = (
    (contacts.tasks, ("contact",)),
    (placements.tasks, ("placement",)),
    (employers.tasks, ("employer_outreach",)),
    (stipends.tasks, ("stipend_month", "stipend_line")),
    (seed_due.tasks, ("seed_plan",)),
    (participants.tasks, ("participant",)),
    (consents.tasks, ("consent",)),
    (enrolments.tasks, ("enrolment",)),
    (reentry.tasks, ("reentry_step",)),
    (schooling.tasks, ("schooling",)),
    (month_service.tasks, ("school_month",)),
    (flags.tasks, ("flag",)),
    (conferences.tasks, ("conference",)),
    (supervision.tasks, ("review",)),
    (assessments.tasks, ("assessment", "participant")),
    (case_plans.tasks, ("case_plan",)),
    (losses.tasks, ("loss",)),
    (activities.tasks, ("activity",)),
    (complaints.tasks, ("complaint",)),
    (steps.tasks, ("step",)),
    (referrals.tasks, ("referral",)),
    (closures.tasks, ("after_care",)),
    (phone_service.tasks, ("phone_copy",)),
    (demands.tasks, ("demand",)),
    (confirm_service.tasks, ("border_status",)),
    (access.tasks, ("border_status",)),
)
"""What waits in the main store. A room adds its line here, and My day, lists and paper know it.

Each with the registers without which nothing waits: most offices use some of them only.
"""
PAYERS: tuple[Callable[[Work, Collection[str], date], dict[str, dict[str, int]]], ...] = (
    stipends.paid_from,
    businesses.paid_from,
)
"""What other rooms paid from the lines of grants: minor units by line and currency."""
MEETINGS: tuple[tuple[str, Callable[[Work, str, Collection[str]], set[str]]], ...] = (
    ("workplace", meeting_service.same_host),
    ("school", schooling.same_school),
    ("activity", gatherings.came_together),
    ("activity", gatherings.same_list),
)
"""Where two participants meet: each returns who of these others is where one person is."""
CONFIGURED: Mapping[str, Part] = {
    "timelines": timeline_service.CARRIED,
    "lists": list_service.CARRIED,
}
"""What other rooms than the organisation's own put into the file of the configuration."""
FINDERS: tuple[tuple[str, Callable[[Work, str], list[tuple[str, str]]]], ...] = (
    ("participants", participants.find),
    ("placements", employers.find),
    ("services", provider_service.find),
    ("activities", activities.find),
    ("territory", places.find),
    ("incidents", incidents.find),
)


def affected(work: Work, grant: Covered) -> list[tuple[str, int]]:
    """Return what an end of a grant touches, in marked words and numbers; open files come first."""
    files = inside_service.of_programmes(work, grant.programmes, is_open=True)
    everybody = inside_service.of_programmes(work, grant.programmes)
    today = clock.today()
    held = activities.between(work, today - timedelta(days=90), today, grant)
    lines = [line.id for line in grant_service.money(work, grant.id)]
    return [
        (N_("Open files in its programmes"), len(files)),
        (
            N_("Placements that run on it"),
            len(placements.paid_by(work, grant.id, everybody, running=True)),
        ),
        (N_("Activities of the last 90 days"), sum(n for _kind, n, _people in held)),
        (
            N_("People with a service it paid in the last 90 days"),
            len(given_service.paid_by(work, grant.id, everybody, today - timedelta(days=90))),
        ),
        (
            N_("People with a stipend from its lines in the last 90 days"),
            len(stipends.receiving(work, lines, today - timedelta(days=90))),
        ),
    ]


def money_of(work: Work, grant: str, until: date | None = None) -> list[Spent]:
    """Return the lines of a grant with everything paid from them, stipends among it.

    What was paid in another currency than the grant's is not added: nobody knows at which rate.
    Its cents are rounded once, on the sum of a line.
    """
    found = grant_service.covered(work, grant)
    lines = [line.id for line in grant_service.money(work, grant, until)]
    unit = 10 ** money.of(found.currency).decimals if found else 1
    own = found.currency if found else ""
    more: Counter[str] = Counter()
    for ask in PAYERS if found and lines else ():
        paid = ask(work, lines, until or clock.today())
        more.update({line: by[own] for line, by in paid.items() if own in by})
    return grant_service.money(
        work, grant, until, {one: (n + unit // 2) // unit for one, n in more.items()}
    )


def targets() -> list["Target"]:
    """Return the registers a table can be brought into; imported late, they are rarely used."""
    from desktop.incidents import event_intake
    from desktop.incidents import intake as incident_intake
    from desktop.participants import intake as participant_intake
    from desktop.placements import intake as placement_intake

    rooms = (participant_intake, placement_intake, incident_intake, event_intake)
    return [room.TARGET for room in rooms]


def timeline(work: Work, person: str) -> list[Event]:
    """Return everything that happened around one participant, the latest first."""
    held = holding.registers(work, person, (one for _ask, begin in TIMELINES for one in begin))
    found = [
        event
        for ask, begin in TIMELINES
        if not held.isdisjoint(begin)
        for event in ask(work, person)
    ]
    return sorted(found, key=lambda event: event[0], reverse=True)


def erase(work: Work, person: str) -> erasure.Found:
    """Erase a participant and all that hangs on one in this store; returns what went.

    In the main store coded rows are kept first, for the counts of past periods.
    """
    for hook in ERASERS:
        hook(work, person)
    erased = erasure.belonging(work, participants.REGISTER, person)
    if participants.REGISTER in erased:
        record = records.get(work, Participant, person, deleted=True)
        if record.deleted_at is None:
            kept = participant_codes.coded(work, record)
            for keep in CODED:
                keep(work, person, kept)
        for gone in merge_service.gone_into(work, person):
            journal.write(work, erasure.RECORD_ERASED, gone)
            for register, ids in erasure.belonging(work, participants.REGISTER, gone).items():
                held = erased.setdefault(register, [])
                held.extend(one for one in ids if one not in held)
    erasure.erase(work, erased, participants.REGISTER, person, erasure.PERSON_ERASED)
    return erased


def due(
    work: Work, day: date, people: Sequence[str] | None = None, most: int | None = MOST
) -> list[Task]:
    """Return what waits on a day, what waits longest first, with the codes of its people.

    Nobody is reminded of who left, is paused or is not in sight, whatever a room returns.
    """
    asked = Asked(day, None if people is None else tuple(people), most)
    used = holding.used(work, (one for _ask, begin in TASKS for one in begin))
    found = [
        task for ask, begin in TASKS if not used.isdisjoint(begin) for task in ask(work, asked)
    ]
    unsure = {task.person for task in found if task.person and not task.is_open}
    known = participants.open_codes(work, list(unsure)) if unsure else {}
    told = []
    for task in found:
        if task.person and not task.is_open:
            if task.person not in known:
                continue
            task.code = known[task.person]
        told.append(task)
    return late_first(told)


def bars_closing(work: Work, person: str) -> int:
    """Return how many open things keep a participant's file from closing as completed."""
    return sum(ask(work, person) for ask in BARS)


def meetings(work: Work, person: str) -> list[tuple[str, str]]:
    """Return (code, where) of those one participant must not meet and meets all the same."""
    apart = {other.id: other.code for other in apart_service.others(work, person)}
    if not apart:
        return []
    return sorted(
        {(apart[other], place) for place, ask in MEETINGS for other in ask(work, person, apart)}
    )


def find(workspace: "Workspace", text: str) -> list[tuple[str, str, str]]:
    """Return (place, id, words) of what matches in every register that can be searched."""
    if not text.strip():
        return []
    with workspace.work() as work:
        found = [
            (place, identity, words)
            for place, ask in FINDERS
            for identity, words in ask(work, text)
        ]
    if "dialogues" in workspace.open_stores:
        with workspace.work("dialogues") as work:
            found += [
                ("dialogues", identity, words) for identity, words in dialogues.find(work, text)
            ]
    return found
