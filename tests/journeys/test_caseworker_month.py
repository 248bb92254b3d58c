# SPDX-License-Identifier: GPL-3.0-or-later
"""The month of a caseworker: one sitting, from the first talk to the first check of a job."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlmodel import col, select

from desktop import slices
from desktop.activities import series_service
from desktop.activities.attendance_page import MarkTable
from desktop.activities.model import Activity
from desktop.activities.series_model import Series
from desktop.assessments.model import Assessment
from desktop.consents import service as consents
from desktop.core import clock
from desktop.crossings import service as crossings
from desktop.desks.consent.consent_tab import ConsentTab
from desktop.desks.danger.safety_tab import SafetyTab
from desktop.desks.person.assessment_page import AssessmentTab
from desktop.desks.person.plan_page import PlanTab
from desktop.households.model import HouseholdMember
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements.model import Checkpoint, Placement
from desktop.places import service as places
from desktop.reentry.model import ReentryStep
from desktop.referrals.model import Provider, Referral
from desktop.safety.loss_model import Loss
from desktop.supervision import service as supervision
from desktop.widgets.register import RegisterPage
from tests.desks.people import page_of
from tests.journeys.month import Month, furnish, part, school_month, sitting
from tests.windows import CTRL

NAME = "Ulpiano Quirarte"


@pytest.fixture
def sol(qtbot, qapp, demo_folder: Path, demo_keys, tmp_path: Path) -> Iterator[Month]:
    """A caseworker at the laptop, on the Saturday before the month."""
    furnish(demo_folder, demo_keys)
    with sitting(qtbot, qapp, demo_folder, tmp_path / "sol.ini", "sol") as month:
        yield month


def records_of(work, model):
    return work.session.exec(select(model).order_by(col(model.row))).all()


def across_a_border(sol: Month) -> tuple[str, Provider]:
    """Return a sector and a service that lies beyond an active border from there."""
    with sol.workspace.work() as work:
        homes = [spot.id for spot in places.sectors(work)]
        for one in records_of(work, Provider):
            barred = crossings.crossings(
                work, one.sector, dict(zip(homes, homes, strict=True)), clock.today()
            )
            if found := sorted(set(barred) - set(one.reached_from)):
                return found[0], one
    raise AssertionError("no service lies across a border")


def intake(sol: Month, home: str) -> Participant:
    """Search first, then six answers and what is agreed to."""
    program, hand = sol.program, sol.hand
    page = page_of(program)
    page.list.focus_list()
    hand.key(Qt.Key.Key_N, CTRL)
    program.settle()
    hand.type(NAME)
    hand.key(Qt.Key.Key_Return)
    program.settle()
    form = page.record.forms[0].form
    sol.finish(form, born="2001", sex="male", sector=home, safe_contact="message")
    person = sol.newest(Participant)
    assert (person.given_names, person.worker) == ("Ulpiano", "sol")
    return person


def talk_about_consent(sol: Month, person: Participant) -> None:
    """One screen, one key a purpose, Enter."""

    def act(shown):
        for _purpose in shown.rows:
            sol.hand.key(Qt.Key.Key_1)
        assert shown.go.hasFocus()
        sol.hand.key(Qt.Key.Key_Return)

    tab = sol.tab(person.id, "consents", ConsentTab)
    sol.asked(lambda: sol.click("ask_consent", tab), act)
    with sol.workspace.work() as work:
        assert consents.given(work, person.id, "referral_sharing")


def home_of(sol: Month, person: Participant, brother: Participant) -> None:
    """Two of the home; one of them has a file here."""
    members = sol.tab(person.id, "members", RegisterPage)
    sol.add(members, relation="child", sex="female", born="2021")
    sol.add(members, relation="sibling", person=brother.id)
    assert sol.newest(HouseholdMember).person == brother.id


def a_visit_and_a_door_that_stays_shut(sol: Month, person: Participant) -> None:
    contacts = sol.tab(person.id, "contacts", RegisterPage)
    with sol.hand.step("visit"):
        next_on = date(2026, 11, 25)
        sol.add(contacts, kind="visit_home", note="Hablamos del taller.", next_on=next_on)
    sol.on(2026, 11, 25)
    assert f"Contactar a {person.code}" in sol.day()
    contacts = sol.tab(person.id, "contacts", RegisterPage)
    with sol.hand.step("attempted, not found"):
        sol.add(contacts, kind="not_found")
    assert f"Contactar a {person.code}" not in sol.day()


def assess_and_plan(sol: Month, person: Participant) -> None:
    made = sol.tab(person.id, "assessments", AssessmentTab)
    sol.write(made, "ask_tally", kind="entry", individual=["threat_current"], level="high")
    held = sol.newest(Assessment)
    plan = sol.tab(person.id, "plan", PlanTab)
    sol.write(plan, "new_goal", area="learning", statement="Terminar el bachillerato")
    day = date(2026, 12, 1)
    sol.write(plan, "new_action", what="Inscribirse en la nocturna", by="client", due_on=day)
    sol.write(plan, "agree")
    with sol.workspace.work() as work:
        waiting = {one.about for one in supervision.waiting(work) if one.code == person.code}
    assert waiting == {"assessment", "plan"}
    assert held.level == "high"


def refer(sol: Month, person: Participant, service: Provider, folder: Path) -> None:
    """The place lies across an active border: how to get there is decided, then it is sent."""
    referrals = sol.tab(person.id, "referrals", RegisterPage)
    sol.add(referrals, service=service.offers[0], provider=service.id)
    assert sol.newest(Referral).participant == person.id
    sol.into(referrals)
    decide = lambda shown: part(shown, QPushButton, "which_accompanied").click()  # noqa: E731
    sol.asked(lambda: sol.click("action_become_sent", referrals), decide)
    sent = sol.newest(Referral)
    assert (sent.status, sent.crossing) == ("sent", "accompanied")
    slip = sol.printed(referrals.record.print, folder / "boleta.pdf")
    assert person.code in slip
    assert service.title in slip
    assert not [word for word in (*NAME.split(), "frontera", "cárcel") if word in slip]


def a_session(sol: Month, people: list[Participant]) -> None:
    """A group with its list, a session of it, and one key for who came."""
    program = sol.program
    page = program.go("activities", "series")
    register = page.page("series")
    sol.add(register, title="Taller de pan", kind="course")
    program.settle()
    register.open(sol.newest(Series).id, "list")
    program.settle()
    members = register.record.tabs.currentWidget().findChild(RegisterPage)
    for person in people:
        sol.add(members, participant=person.id)
    register.record.go_to("sessions")
    program.settle()
    sessions = register.record.tabs.currentWidget().findChild(RegisterPage)
    sol.add(sessions)
    table = part(sessions, MarkTable, "attendance_table")
    table.setFocus()
    for key in (Qt.Key.Key_1, Qt.Key.Key_Space, Qt.Key.Key_4)[: len(people)]:
        sol.hand.key(key)
    with sol.workspace.work() as work:
        lines = series_service.lines(work, sol.newest(Activity).id)
    assert sorted(line.mark for line in lines) == ["absent", "present", "present"]


def friday_night(sol: Month, person: Participant, brother: Participant) -> None:
    """F9, the code, and everything of the person and the household stands still."""
    program = sol.program

    def raise_it(shown) -> None:
        sol.fill(
            shown,
            "alert_go",
            who=person.code,
            line="Dos hombres en la esquina",
            threat="followed",
            tonight=["safe_place"],
            agreed_with="luz",
            by_phone=True,
        )

    program.go("my_day")
    sol.asked(lambda: sol.hand.key(Qt.Key.Key_F9), raise_it)
    assert program.has("plan_card", program.part(SafetyTab, "safety_page"))
    with sol.workspace.work() as work:
        paused = pause_service.paused(work, [person.id, brother.id])
    assert paused == {person.id, brother.id}
    day = sol.day()
    assert f"Alerta: {person.code}. Nadie llama ni visita." in day
    assert day.index(person.code) < day.index("Hoy")
    assert f"a {person.code}" not in day.replace(f"Alerta: {person.code}", "")


def ask_again(sol: Month, person: Participant) -> None:
    """After 24 hours, 72 hours and 7 days somebody asks; then the pause is lifted."""
    for day, hour, answer in ((5, 23, "not_reached"), (7, 23, "still_danger"), (12, 1, "safe")):
        sol.on(2026, 12, day, hour)
        assert "preguntar de nuevo ya" in sol.day()
        sol.open(person.id, "safety")
        sol.click(f"found_{answer}", sol.program.part(SafetyTab, "safety_page"))
    sol.open(person.id, "safety")

    def why(shown) -> None:
        sol.hand.type("Duerme en otra parte")
        part(shown, QPushButton, "go").click()

    sol.asked(lambda: sol.click("lift_alert", sol.program.part(SafetyTab, "safety_page")), why)
    assert f"Alerta: {person.code}" not in sol.day()


def a_death(sol: Month, lost: Participant) -> None:
    """One act: everything due stops, nobody calls, the file is hidden."""
    safety = lambda: sol.program.part(SafetyTab, "safety_page")  # noqa: E731
    sol.open(lost.id, "safety")
    answers = {"kind": "killed", "incident_type": "homicide"}
    sol.asked(lambda: sol.click("tab_loss", safety()), lambda d: sol.fill(d, "loss_go", **answers))
    loss = sol.newest(Loss)
    assert (loss.participant, loss.kind) == (lost.id, "killed")
    with sol.workspace.work() as work:
        assert participants.get(work, lost.id).status == "closed"
        tasks = slices.due(work, date(2027, 12, 1), [lost.id])
    told = {task.words for task in tasks}
    assert told == {"Support for the family of {code}", "Talk in the team about {code}"}


def a_release(sol: Month, freed: Participant) -> None:
    """The day lays its plan; who waits at the gate is done; after it the supervision comes back."""
    steps = sol.tab(freed.id, "reentry", RegisterPage)
    before = steps.list.table.model().rowCount()
    sol.add(steps, kind="release", due_on=date(2026, 12, 18))
    assert steps.list.table.model().rowCount() == before + 6
    assert f"Una fecha de {freed.code}" in sol.day()
    steps = sol.tab(freed.id, "reentry", RegisterPage)
    sol.add(steps, kind="supervision", due_on=date(2026, 12, 21), every_days=30)
    sol.on(2026, 12, 21)
    steps = sol.tab(freed.id, "reentry", RegisterPage)
    for step in ("release", "supervision"):
        steps.open(sol.newest(ReentryStep, participant=freed.id, kind=step).id)
        sol.program.settle()
        sol.click("action_step_done", steps)
    follows = sol.newest(ReentryStep, participant=freed.id, kind="supervision")
    assert (follows.due_on, follows.done_on) == (date(2027, 1, 20), None)


def a_job_and_its_first_check(sol: Month, person: Participant) -> None:
    placements = sol.tab(person.id, "placements", RegisterPage)
    sol.add(placements, type="formal_job", starts_on=date(2026, 11, 21))
    placement = sol.newest(Placement)
    day = sol.day()
    assert f"Verificación de {person.code} a los 30 días" in day
    placements = sol.tab(person.id, "placements", RegisterPage)
    placements.open(placement.id, "checkpoints")
    sol.program.settle()
    checks = placements.record.tabs.currentWidget().findChild(RegisterPage)
    check = sol.newest(Checkpoint, placement=placement.id, point="d30")
    checks.open(check.id)
    sol.program.settle()
    form = checks.record.forms[0].form
    sol.finish(form, result="retained_same", evidence="self_report")
    assert sol.newest(Checkpoint, placement=placement.id, point="d30").result == "retained_same"
    assert f"Verificación de {person.code}" not in sol.day()


def test_the_month_of_a_caseworker(sol: Month, tmp_path: Path, capsys) -> None:
    sol.on(2026, 11, 23)
    home, service = across_a_border(sol)
    with sol.hand.step("intake"):
        person = intake(sol, home)
    with sol.hand.step("consent"):
        talk_about_consent(sol, person)
    with sol.workspace.work() as work:
        people = records_of(work, Participant)
        planned = {step.participant for step in records_of(work, ReentryStep)}
        mine = [one for one in people if one.worker == "sol" and one.id not in planned]
        brother, lost, freed = mine[:3]
    with sol.hand.step("household"):
        home_of(sol, person, brother)
    a_visit_and_a_door_that_stays_shut(sol, person)
    sol.on(2026, 11, 26)
    with sol.hand.step("assessment and plan"):
        assess_and_plan(sol, person)
    sol.on(2026, 11, 27)
    with sol.hand.step("referral"):
        refer(sol, person, service, tmp_path)
    with sol.hand.step("session"):
        a_session(sol, [brother, lost, freed])
    sol.on(2026, 12, 1)
    with sol.hand.step("school month"):
        school_month(sol)
    sol.on(2026, 12, 4, 23)
    with sol.hand.step("Friday night"):
        friday_night(sol, person, brother)
    ask_again(sol, person)
    sol.on(2026, 12, 14)
    with sol.hand.step("a death"):
        a_death(sol, lost)
    with sol.hand.step("a release"):
        a_release(sol, freed)
    with sol.hand.step("a job and its first check"):
        a_job_and_its_first_check(sol, person)
    with capsys.disabled():
        print(f"\n{sol.hand.told()}")
