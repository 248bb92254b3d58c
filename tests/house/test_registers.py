# SPDX-License-Identifier: GPL-3.0-or-later
"""Every register says who may look into it, whose its records are, and who may change them.

A new register must take its line here: what a register does not say itself, its service alone
holds, and whoever calls the common road (records, lists, history) goes round the service.
"""

from importlib import import_module
from itertools import chain
from pathlib import Path

from desktop.core.crypto.header import STORES
from desktop.core.tables import NOBODY, models_of
from desktop.core.work import _ALLOWED

ROOT = Path(__file__).resolve().parents[2]
for path in sorted(ROOT.glob("desktop/*/*model.py")):
    import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))

ALL = ("", "", "")
"""Common ground of everybody who may read records of the store."""
LINES = {  # right, scoped_by, kept_by
    "participant": ("", "worker", ""),
    "consent": ("", "participant", ""),
    "contact": ("", "participant", ""),
    "need": ("", "participant", ""),
    "assessment": ("", "participant", ""),
    "case_plan": ("", "participant", ""),
    "goal": ("", "case_plan", ""),
    "plan_action": ("", "goal", ""),
    "review": ("", "participant", ""),
    "flag": ("", "participant", ""),
    "kept_from": ("", "participant", ""),
    "handover": ("", "participant", ""),
    "consent_override": ("", "participant", ""),
    "stand_in": ("", "participant", ""),
    "sameness": ("", "participant", ""),
    "merge": ("", "participant", ""),
    "placement": ("", "participant", ""),
    "checkpoint": ("", "placement", ""),
    "household": ("", "participant", ""),
    "household_member": ("", "household", ""),
    "apart": ("", "participant", ""),
    "schooling": ("", "participant", ""),
    "school_month": ("", "participant", ""),
    "enrolment": ("", "participant", ""),
    "reentry_step": ("", "participant", ""),
    "school": ALL,
    **dict.fromkeys(("safe_place", "safe_route"), ALL),  # carried in the street
    **dict.fromkeys(("way", "crossing_answer"), ("", "participant", "")),
    **dict.fromkeys(("alert", "safety_plan", "loss"), ("", "participant", "")),
    "relief": ("", "alert", ""),
    **dict.fromkeys(("staff_alert", "outing", "pause"), ALL),  # everybody has to know
    **dict.fromkeys(("staff_relief", "staff_plan"), ALL),  # read through their service alone
    "conference": ("", "participant", ""),
    "timeline": ("", "", "settings"),
    "rights_request": ("rights", "participant", ""),
    "legal_hold": ("rights", "participant", "lift_hold"),
    "data_breach": ("rights", "", ""),
    "demand": ("demands", "", ""),
    "release": ("report", "", NOBODY),
    "import_batch": ("import", "", ""),
    "import_map": ("import", "", ""),
    **dict.fromkeys(("programme", "office", "staff", "grant", "grant_line"), ("", "", "settings")),
    **dict.fromkeys(("target", "custom_field", "own_code"), ("", "", "settings")),
    "grant_payment": ALL,
    "after_care": ("", "participant", ""),
    "closure": ("", "participant", ""),
    "phone_copy": ("", "participant", ""),
    "provider": ALL,
    "referral": ("", "participant", ""),
    "service_given": ("", "participant", ""),
    "activity": ALL,
    "series": ALL,
    "series_member": ("", "participant", ""),
    "attendance": ("", "participant", ""),
    "step": ("", "participant", ""),
    "card_batch": ALL,
    "card": ALL,
    "complaint": ("complaints", "", ""),
    "working_list": ALL,
    "border": ALL,
    "border_status": ALL,
    "employer": ALL,
    "stipend_rule": ("", "", "stipends"),
    "stipend_month": ALL,
    "seed_plan": ("", "participant", ""),
    "seed_tranche": ("", "seed_plan", ""),
    "seed_visit": ("", "seed_plan", ""),
    "certificate": ("", "participant", ""),
    "stipend_line": ("", "participant", ""),
    "employer_promise": ALL,
    "employer_outreach": ALL,
    "pattern_period": ALL,
    "place": ALL,
    "context_event": ALL,
    "context_incident": ALL,
    "map_ground": ALL,
    "incident_point": ALL,
    "incident": ALL,
    "incident_victim": ALL,
    "protection_action": ALL,
    **dict.fromkeys(("deposit", "statement"), ALL),  # in stores of their own: a key decides
    **dict.fromkeys(("process", "armed_group", "holding", "source"), ALL),
    **dict.fromkeys(("facilitator", "gesture", "good_sign", "meeting", "protected_zone"), ALL),
    **dict.fromkeys(("watch_log", "watch_post"), ALL),
    "quarter_figures": ("report", "", ""),
    **dict.fromkeys(("harm_review", "agreement", "clause", "clause_check", "breach"), ALL),
}


def models():
    return {str(one.__tablename__): one for one in chain(*(models_of(s) for s in STORES))}


def test_every_register_has_its_line():
    assert {
        name: (one.right, one.scoped_by, one.kept_by) for name, one in models().items()
    } == LINES


def test_every_right_named_by_a_register_is_held_by_somebody_and_not_by_everybody():
    for name, (right, _by, kept) in LINES.items():
        for one in {right, kept} - {"", NOBODY}:
            holders = {role for role, allowed in _ALLOWED.items() if one in allowed}
            assert "coordinator" in holders, name
            assert not holders & {"auditor", "technician"}, name
    assert not any(NOBODY in allowed for allowed in _ALLOWED.values())


def test_whose_a_record_is_leads_to_a_register_that_knows():
    known = models()
    for one in known.values():
        while one.scoped_by not in ("", "worker"):
            assert one.scoped_by in one.draft.model_fields
            one = known[one.scoped_by]
        assert one.scoped_by == "worker" or not one.scoped_by
