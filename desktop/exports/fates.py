# SPDX-License-Identifier: GPL-3.0-or-later
"""Which registers leave in a dataset, and why the others do not; nothing leaves by default."""

from desktop.closures import export as closures
from desktop.consents import export as consents
from desktop.enrolments import export as enrolments
from desktop.incidents import export as incidents
from desktop.participants import export as participants
from desktop.placements import export as placements
from desktop.referrals import export as referrals
from desktop.referrals import given_export as given
from desktop.schooling import export as schooling

CASEWORK = (enrolments, given, referrals, schooling, closures)
"""What leaves as tables of counts only, whoever the recipient is."""
REGISTERS = (participants, placements, incidents, consents, *CASEWORK)
"""The ``export`` of each slice that decides field by field."""

_SEALED = "Dialogues are sealed: nothing of them leaves, in no form and for nobody."
_SOURCES = "Who tells us what never leaves: it could cost a life, and figures do not need it."
_PLACE = "Places leave only as the coarse unit that stands in the rows of other registers."
_WAYS = "Who walks where, and past which border, could be waited for: it leaves in no form."
_OWN = "It belongs to the program or the organisation and tells nothing about the work."
_MONEY = "Money and targets are between the organisation and its donor; the report tells them."
_FOLLOW_UP = "It is read into the figures of the report; row by row it would tell one life."
_DANGER = "Who is in danger and where somebody may hide leaves in no form and for nobody."
_GIVEN = "Who is given money, and how much, makes a list worth robbing; the report has figures."
_RIGHTS = "What people ask about their data and what was lost is between them and the office."

_HOME = "Relatives never asked to be in our data: nothing of a home leaves, not even its size."

_SAFETY = (
    *("alert", "staff_alert", "relief", "staff_relief"),
    *("safety_plan", "staff_plan", "loss", "pause"),
)

WITHHELD_MODELS: dict[str, str] = {
    "armed_group": _SEALED,
    "holding": _SEALED,
    "process": _SEALED,
    "harm_review": _SEALED,
    "agreement": _SEALED,
    "clause": _SEALED,
    "clause_check": _SEALED,
    "breach": _SEALED,
    "facilitator": _SEALED,
    "meeting": _SEALED,
    "gesture": _SEALED,
    "protected_zone": _SEALED,
    "watch_post": _SEALED,
    "watch_log": _SEALED,
    "good_sign": _SEALED,
    "quarter_figures": _SEALED,
    "deposit": _SEALED,
    "incident_victim": "Who was hurt leaves as a number of the incident, never line by line.",
    "protection_action": "What protects somebody after an incident is known to who does it only.",
    "source": _SOURCES,
    "statement": _SOURCES,
    "place": _PLACE,
    "safe_place": _PLACE,
    "safe_route": _WAYS,
    "way": _WAYS,
    "crossing_answer": _WAYS,
    "pattern_period": _PLACE,
    "border": _PLACE,
    "border_status": _PLACE,
    "map_ground": _PLACE,
    "incident_point": "Where exactly something happened leads to who lives there: it never leaves.",
    "contact": _FOLLOW_UP,
    "need": _FOLLOW_UP,
    "sameness": "Which files may be one person is asked before a dataset is made, not after.",
    "merge": "Which files were one person is asked before a dataset is made, not after.",
    "household": _HOME,
    "household_member": _HOME,
    "apart": "Who must not meet whom protects two lives and is read by those who plan for them.",
    "school": _PLACE,
    "school_month": _FOLLOW_UP,
    "reentry_step": "What concerns a prison, a court or a measure never leaves, for nobody.",
    "assessment": "Scores are restricted: they stand as bands in the report, never row by row.",
    "case_plan": _FOLLOW_UP,
    "goal": _FOLLOW_UP,
    "plan_action": _FOLLOW_UP,
    "review": "Who looked over whose work is for the team, for nobody outside.",
    "conference": "What was agreed about one person is for those who accompany them.",
    "kept_from": "Whom somebody fears leaves in no form and for nobody.",
    "flag": "What a worker wants to be reminded of is for the team, for nobody outside.",
    "provider": "A service is somebody in the sector whom anybody can name.",
    "after_care": _FOLLOW_UP,
    "phone_copy": "What still lies on a telephone is for whoever deletes it, for nobody else.",
    "stand_in": "Why a guardian is the danger would put the child in it.",
    "consent_override": "Why something left without consent is between the team and the person.",
    "handover": "Who in the team accompanies whom is for the team, for nobody outside.",
    "checkpoint": _FOLLOW_UP,
    **dict.fromkeys(_SAFETY, _DANGER),
    "outing": "Who of the team is out where is for the team tonight, for nobody outside.",
    "activity": "Head-counts are in the report, which may leave as it is.",
    "series": "Head-counts are in the report, which may leave as it is.",
    "series_member": _FOLLOW_UP,
    "attendance": _FOLLOW_UP,
    "step": _FOLLOW_UP,
    "timeline": _OWN,
    "card_batch": "Anonymous cards leave only as figures whose small numbers are hidden.",
    "card": "Anonymous cards leave only as figures whose small numbers are hidden.",
    "complaint": "Complaints leave as a tally only: one of them could point at who made it.",
    "working_list": _OWN,
    "employer": "A host is a small business that anybody in the sector can name.",
    "stipend_rule": _GIVEN,
    "seed_plan": _GIVEN,
    "seed_tranche": _GIVEN,
    "seed_visit": _GIVEN,
    "certificate": _FOLLOW_UP,
    "stipend_month": _GIVEN,
    "stipend_line": _GIVEN,
    "employer_promise": "It belongs to one host, whom anybody in the sector can name.",
    "employer_outreach": "It belongs to one host, whom anybody in the sector can name.",
    "context_event": "What happened around us is public, and is told by those who published it.",
    "context_incident": "Official series are published by those who made them.",
    "office": _OWN,
    "staff": "Who works where is for the team, for nobody outside.",
    "grant": _MONEY,
    "grant_line": _MONEY,
    "grant_payment": _MONEY,
    "target": _MONEY,
    "custom_field": _OWN,
    "own_code": _OWN,
    "programme": "Its letter stands in the rows of participants; more is not needed.",
    "demand": "Who asked for data is for the organisation and its lawyer, for nobody outside.",
    "release": _OWN,
    "rights_request": _RIGHTS,
    "legal_hold": _RIGHTS,
    "data_breach": _RIGHTS,
    "import_batch": _OWN,
    "import_map": _OWN,
}
"""Registers withheld as a whole, by table, with the reason; their fields are never asked."""
