# SPDX-License-Identifier: GPL-3.0-or-later
"""What registers and stores are called on paper and in previews."""

from collections.abc import Mapping

from desktop.core.i18n import N_, _

REGISTERS = {
    "participant": N_("Person's file"),
    "consent": N_("Answers about consent"),
    "provider": N_("Services to send people to"),
    "referral": N_("Referrals"),
    "service_given": N_("Services given"),
    "closure": N_("Closings"),
    "after_care": N_("Contacts after the end"),
    "phone_copy": N_("What still is on a telephone"),
    "kept_from": N_("What is kept from whom"),
    "stand_in": N_("Supervisors in the place of a guardian"),
    "consent_override": N_("What left without consent"),
    "contact": N_("Contacts"),
    "need": N_("Needs"),
    "handover": N_("Hand-overs of the file"),
    "assessment": N_("Assessments"),
    "case_plan": N_("Plans"),
    "goal": N_("Goals of plans"),
    "plan_action": N_("Actions of plans"),
    "review": N_("Reviews by a second person"),
    "flag": N_("Flags on files"),
    "sameness": N_("People compared"),
    "merge": N_("Files put together"),
    "alert": N_("Alerts"),
    "pause": N_("Pauses of reminders"),
    "loss": N_("People killed, died, disappeared or detained"),
    "conference": N_("Case conferences"),
    "staff_alert": N_("Threats to staff"),
    "staff_plan": N_("Safety plans of staff"),
    "staff_relief": N_("Help for staff in danger"),
    "safety_plan": N_("Safety plans"),
    "relief": N_("Help in danger"),
    "outing": N_("Who is out in the field"),
    "placement": N_("Placements"),
    "checkpoint": N_("Checkpoints of placements"),
    "employer": N_("Employers and hosts"),
    "seed_plan": N_("Seed capital"),
    "seed_tranche": N_("Parts of seed capital"),
    "seed_visit": N_("Visits to businesses"),
    "certificate": N_("Certificates"),
    "stipend_rule": N_("Rules of stipends"),
    "stipend_month": N_("Months of stipends"),
    "stipend_line": N_("Stipends"),
    "employer_promise": N_("Places promised by employers"),
    "employer_outreach": N_("Talks with employers"),
    "household": N_("Homes"),
    "household_member": N_("Members of homes"),
    "apart": N_("People planned apart"),
    "school": N_("Schools"),
    "schooling": N_("Times at school"),
    "school_month": N_("School days by month"),
    "enrolment": N_("Enrolments"),
    "reentry_step": N_("Steps of a release"),
    "activity": N_("Activities"),
    "series": N_("Groups and courses"),
    "series_member": N_("Lists of groups and courses"),
    "attendance": N_("Attendance"),
    "step": N_("Dated steps"),
    "card_batch": N_("Batches of cards"),
    "card": N_("Cards"),
    "complaint": N_("Complaints"),
    "working_list": N_("Working lists"),
    "incident": N_("Incidents"),
    "place": N_("Places"),
    "border": N_("Borders"),
    "border_status": N_("States of borders"),
    "pattern_period": N_("Patterns of sectors"),
    "context_incident": N_("Official series"),
    "context_event": N_("What happened around us"),
    "map_ground": N_("Backgrounds of the map"),
    "incident_point": N_("Points of incidents"),
    "programme": N_("Programmes"),
    "grant": N_("Grants"),
    "grant_line": N_("Lines of grants"),
    "grant_payment": N_("Payments from grants"),
    "target": N_("Targets"),
    "timeline": N_("Own timelines"),
    "demand": N_("Demands by authorities"),
    "office": N_("Offices"),
    "staff": N_("Staff"),
    "custom_field": N_("Own questions"),
    "own_code": N_("Own words of the lists"),
    "release": N_("What was printed or released"),
    "import_batch": N_("Imports"),
    "import_map": N_("Mappings of imports"),
    "rights_request": N_("Requests about data"),
    "legal_hold": N_("Legal holds"),
    "data_breach": N_("Losses"),
    "armed_group": N_("Groups, by code"),
    "holding": N_("Sectors and groups, by code"),
    "process": N_("Dialogue processes"),
    "harm_review": N_("Harm reviews"),
    "agreement": N_("Agreements"),
    "clause": N_("Clauses"),
    "clause_check": N_("Checks of clauses"),
    "breach": N_("Breaches of clauses"),
}


def register(name: str) -> str:
    """Return what a register is called in the language in force."""
    return _(REGISTERS[name]) if name in REGISTERS else _("Other records")


def counted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return (title, how many) of each register, those without a name of their own together."""
    found: dict[str, int] = {}
    for name, n in counts.items():
        title = register(name)
        found[title] = found.get(title, 0) + n
    return [(title, n) for title, n in found.items() if n]
