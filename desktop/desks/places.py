# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of the rail, in the order of the work."""

from desktop.core.i18n import N_
from desktop.desks import work_pages
from desktop.desks.activities_page import ActivitiesPage
from desktop.desks.danger.safety_page import SafetyPage
from desktop.desks.data_page import DataPage
from desktop.desks.frame.desk import Place
from desktop.desks.livelihood.placements_page import PlacementsPage
from desktop.desks.month_page import MonthPage
from desktop.desks.my_day_page import MyDay
from desktop.desks.office.administration_page import AdministrationPage
from desktop.desks.person.referral_desk import ServicesPage
from desktop.desks.processes_page import ProcessesPage, VoicesPage
from desktop.desks.protection.protected_page import ProtectedPage
from desktop.desks.protection.protection_page import ProtectionPage
from desktop.desks.team import reviews_page
from desktop.desks.territory.incident_tabs import IncidentTabs
from desktop.desks.territory.ways_page import WaysPage

_LIVING = ("household", "household_member", "apart", "schooling", "enrolment", "reentry_step")

PLACES = (
    Place("my_day", N_("My day"), "day", MyDay),
    Place(
        "participants",
        N_("Participants"),
        "people",
        work_pages.participants,
        frozenset(
            {
                *("participant", "consent", "contact", "need", "placement", "checkpoint"),
                *("referral", "service_given", "closure", "after_care", "phone_copy"),
                *("stand_in", "consent_override"),
                *("assessment", "case_plan", "goal", "plan_action", "review", "flag", "conference"),
                *("alert", "pause", "safety_plan", "relief", "loss"),
                *_LIVING,
            }
        ),
    ),
    Place(
        "placements",
        N_("Placements"),
        "briefcase",
        PlacementsPage,
        frozenset(
            {"placement", "checkpoint", "employer", "participant"}
            | {"employer_promise", "employer_outreach"}
            | {"stipend_rule", "stipend_month", "stipend_line"}
            | {"seed_plan", "seed_tranche", "seed_visit", "certificate"}
        ),
    ),
    Place(
        "services",
        N_("Services"),
        "paper",
        ServicesPage,
        frozenset({"referral", "provider", "service_given", "participant"}),
    ),
    Place(
        "activities",
        N_("Activities"),
        "calendar",
        ActivitiesPage,
        frozenset(
            {
                "activity",
                "series",
                "series_member",
                "attendance",
                "card_batch",
                "complaint",
                "school",
                "schooling",
                "school_month",
                "consent",
            }
        ),
    ),
    Place(
        "territory",
        N_("Territory"),
        "map",
        work_pages.territory,
        frozenset(
            {"place", "border", "border_status", "pattern_period", "incident"}
            | {"map_ground", "incident_point"}
        ),
    ),
    Place(
        "ways",
        N_("Ways"),
        "route",
        WaysPage,
        frozenset({"place", "border", "border_status", "safe_place", "safe_route", "way"})
        | {"crossing_answer", "participant", "placement", "schooling", "referral"},
    ),
    Place(
        "incidents",
        N_("Incidents"),
        "border",
        IncidentTabs,
        frozenset({"incident", "context_event", "context_incident", "border_status"}),
    ),
    Place(
        "dialogues",
        N_("Processes"),
        "handshake",
        ProcessesPage,
        frozenset(
            {
                "process",
                "agreement",
                "clause",
                "clause_check",
                "breach",
                "armed_group",
                "holding",
                "harm_review",
                "deposit",
            }
        ),
        store="dialogues",
    ),
    Place(
        "sources",
        N_("Voices"),
        "list",
        VoicesPage,
        frozenset({"source", "statement", "deposit"}),
        store="sources",
    ),
    Place(
        "protected",
        N_("Protected incidents"),
        "eye-off",
        ProtectedPage,
        frozenset({"incident"}),
        store="protected",
    ),
    Place(
        "close_month",
        N_("Close the month"),
        "clipboard-check",
        MonthPage,
        frozenset({"participant", "placement", "checkpoint", "incident", "consent"}),
        action="report",
    ),
    Place(
        "data",
        N_("Data"),
        "database",
        DataPage,
        frozenset({"participant", "consent", "placement", "incident", "import_batch"}),
        action="export",
    ),
    Place(
        "reviews",
        N_("Supervision"),
        "eye",
        reviews_page.page,
        frozenset({"review"}),
        action="review",
    ),
    Place(
        "administration",
        N_("Administration"),
        "home",
        AdministrationPage,
        frozenset(
            {
                "programme",
                "enrolment",
                "grant",
                "grant_line",
                "grant_payment",
                "target",
                "office",
                "staff",
                "custom_field",
                "own_code",
            }
        ),
        action="settings",
        apart=True,
    ),
    Place("protection", N_("Protection"), "shield", ProtectionPage, apart=True),
    Place(
        "safety",
        N_("Safety"),
        "alert",
        SafetyPage,
        frozenset(
            {"alert", "staff_alert", "relief", "staff_relief", "staff_plan", "outing", "setting"}
        ),
        apart=True,
    ),
)
