# SPDX-License-Identifier: GPL-3.0-or-later
"""Employers, placements, permanence, seed capital and courses, window by window."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.activities import share_service
from desktop.activities.model import Activity
from desktop.activities.series_model import Attendance, Series
from desktop.consents import service as consents
from desktop.core import clock, codes, records
from desktop.livelihoods import service as seed
from desktop.livelihoods.model import Certificate, SeedPlan, SeedTranche
from desktop.organisation import uses_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import checkpoint_service, employer_service
from desktop.placements import service as placements
from desktop.placements.employer_model import Employer
from desktop.placements.model import Placement
from desktop.widgets.charts import ChartView
from desktop.widgets.register import RegisterPage
from tests.journeys.test_erasing import answered, approve_as
from tests.journeys.test_stipend_day import cells, printed
from tests.rooms import register as person_of
from tests.rooms import two_sectors
from tests.windows import Program
from tests.workspaces import join

STARTED = date(2026, 9, 1)


@pytest.fixture
def office(own: Program) -> Program:
    own.window.desk.show_paper = lambda _path: None
    return own


@pytest.fixture
def person(office: Program) -> Participant:
    with office.workspace.work(write=True) as work:
        return person_of(work, given_names="Encarnación", family_names="Zurbarán")


def use(office: Program, *names: str) -> None:
    """Turn on what the office uses; pages made from then on know it."""
    with office.workspace.work(write=True) as work:
        uses_service.use(work, frozenset(names))


def tab(program: Program, name: str, kind: str) -> RegisterPage:
    """Show a tab of the placements page."""
    program.go("placements", name)
    return program.part(RegisterPage, kind)


def within(program: Program, register: RegisterPage, name: str) -> RegisterPage:
    """Show a list on a tab of the record on show."""
    register.record.go_to(name)
    program.settle()
    shown = [one for one in register.record.findChildren(RegisterPage) if one.isVisible()]
    return shown[0]


def write(program: Program, register: RegisterPage, **answers: object) -> dict[str, str]:
    """Fill the form on show and finish it; return what the form asks to be corrected."""
    form = register.record.forms[0].form
    form.answer(answers)
    form.editor(next(iter(answers))).controls()[0].setFocus()
    program.finish()
    return form.problems() if shiboken6.isValid(form) and form.isVisible() else {}


def write_new(program: Program, register: RegisterPage, **answers: object) -> None:
    register.open_new()
    program.settle()
    write(program, register, **answers)


def fields(register: RegisterPage) -> set[str]:
    return set(register.record.forms[0].form.values())


def rows(program: Program, register: RegisterPage) -> list[tuple[str, ...]]:
    program.settle()
    model: Any = register.list.table.model()
    return [tuple(model.cells(row)) for row in range(model.rowCount())]


def only(program: Program, model):
    from sqlmodel import select

    with program.workspace.work() as work:
        return work.session.exec(select(model)).one()


def test_an_employer_with_talks_promises_and_protected_facts(office, person):
    page = tab(office, "employers", "employers")
    write_new(
        office,
        page,
        title="Panadería La Espiga",
        kind="company",
        trade="C",
        vetting="passed",
        vetted_on=clock.today(),
        places=3,
    )
    made = only(office, Employer)
    page.open(made.id)
    office.settle()
    write_new(office, within(office, page, "talks"), kind="visit", result="promised")
    due = clock.today() + timedelta(days=60)
    write_new(office, within(office, page, "promises"), places=2, due_on=due)
    with office.workspace.work(write=True) as work:
        values = {"participant": person.id, "type": "formal_job", "employer": made.id}
        placements.place(work, {**values, "starts_on": clock.today()})
    page.close_record()
    office.go("placements", "employers").reload()
    [row] = rows(office, page)
    assert row[1] == "Panadería La Espiga"
    assert row[2] == codes.label("employer_sector", "C")
    assert row[3:5] == ("1 / 3", "1 / 2")
    with office.workspace.work() as work:
        assert [one.filled for one in employer_service.promised(work, clock.today())] == [1]
        assert not employer_service.is_risky(work, made.id)


def test_income_is_asked_in_bands_and_only_where_the_office_wants_it(office, person):
    page = tab(office, "placements", "placements")
    page.open_new()
    office.settle()
    assert not {"wage_band", "income_before"} & fields(page)
    write(office, page, participant=person.id, type="formal_job", starts_on=STARTED, hours=40)
    use(office, uses_service.INCOME)
    page.open(only(office, Placement).id)
    page.record.go_to("details")
    office.settle()
    assert {"wage_band", "income_before"} <= fields(page)
    band = codes.choices("wage_band")[0][0]
    write(office, page, wage_band=band)
    assert only(office, Placement).wage_band == band


def test_a_way_over_an_active_border_is_decided_in_the_form(office):
    with office.workspace.work(write=True) as work:
        home, there = two_sectors(work, "active")
        who = person_of(work, sector=home)
        host = records.create(work, Employer, {"title": "Taller", "sector": there})
    page = tab(office, "placements", "placements")
    page.open_new()
    office.settle()
    problems = write(
        office, page, participant=who.id, type="informal_job", employer=host.id, starts_on=STARTED
    )
    assert "frontera" in problems["crossing"]
    write(office, page, crossing="accompanied")
    made = only(office, Placement)
    assert (made.employer, made.crossing) == (host.id, "accompanied")


def checkpoints(office: Program, person: Participant) -> RegisterPage:
    """Lay a placement with a host and show its checkpoints."""
    with office.workspace.work(write=True) as work:
        host = records.create(work, Employer, {"title": "Taller"})
        started = {"type": "formal_job", "starts_on": STARTED, "employer": host.id}
        made = placements.place(work, {"participant": person.id, **started})
    page = tab(office, "placements", "placements")
    page.open(made.id)
    office.settle()
    return within(office, page, "checkpoints")


def heads(register: RegisterPage) -> str:
    labels = register.record.head.findChildren(QLabel)
    return " ".join(one.text() for one in labels if one.isVisible())


def test_the_employer_is_called_only_with_that_consent_and_neutral_words(office, person):
    listed = checkpoints(office, person)
    assert len(rows(office, listed)) == 6
    with office.workspace.work() as work:
        first, second, *_rest = checkpoint_service.checkpoints(work, only(office, Placement).id)
    listed.open(first.id)
    office.settle()
    assert "No llame" in heads(listed)
    found = {"done_on": date(2026, 10, 1), "result": "retained_same"}
    problems = write(office, listed, **found, evidence="host_confirmed")
    assert "evidence" in problems
    write(office, listed, evidence="self_report")
    with office.workspace.work(write=True) as work:
        consents.answer(work, person.id, checkpoint_service.MAY_CALL, "given")
    listed.open(second.id)
    office.settle()
    told = heads(listed)
    assert "Buenos días" in told
    assert person.code not in told
    write(office, listed, done_on=date(2026, 10, 31), result="not_reached")
    shown = rows(office, listed)
    assert [row[3].strip() for row in shown[:2]] != ["", ""]
    with office.workspace.work() as work:
        held = checkpoint_service.checkpoints(work, only(office, Placement).id)
    assert [one.result for one in held[:2]] == ["retained_same", "not_reached"]
    assert [one.evidence for one in held[:1]] == ["self_report"]


def test_permanence_is_shown_in_two_figures_a_curve_and_quarters(office):
    with office.workspace.work(write=True) as work:
        for n in range(16):
            one = person_of(work)
            first = date(2026, 1, 5) + timedelta(days=6 * n)
            started = {"type": "formal_job", "starts_on": first}
            made = placements.place(work, {"participant": one.id, **started})
            for check in checkpoint_service.checkpoints(work, made.id)[:3]:
                result = "not_reached" if n < 4 else "retained_same"
                given = {"result": result, "done_on": check.due_on, "evidence": "self_report"}
                checkpoint_service.answer(work, check.id, given)
    page = office.go("placements", "permanence").page("permanence")
    office.settle()
    told = cells(page)
    assert "75%" in told
    assert "100%" in told
    assert len(page.findChildren(ChartView)) == 2
    assert any("trimestre" in one.lower() for one in told)


def test_seed_capital_from_the_plan_to_the_closed_business(office, person):
    words = join(office.workspace, "bea", "coordinator")
    join(office.workspace, "sol", "caseworker")
    use(office, uses_service.SEED)
    office.app.rebuild()
    page = tab(office, "seed_capital", "seed_plans")
    write_new(office, page, participant=person.id, idea="Venta de arepas", amount=100_000)
    plan = only(office, SeedPlan)
    page.open(plan.id)
    office.settle()
    with office.qtbot.captureExceptions() as refused:
        office.press("action_seed_approve")
    assert "riesgo" in str(refused[0][1])
    page.record.go_to("details")
    office.settle()
    problems = write(office, page, extortion_risk="high")
    assert "safeguards" in problems
    write(office, page, safeguards="Desde la casa, sin letrero")
    page.open(plan.id)
    office.settle()
    with answered(office, approve_as(office, "bea", words)):
        office.press("action_seed_approve")
    assert only(office, SeedPlan).approved_by == "bea"
    parts = within(office, page, "tranches")
    given = {"due_on": date(2026, 11, 1), "given_on": date(2026, 11, 2)}
    write_new(office, parts, amount=60_000, **given)
    parts.open_new()
    office.settle()
    assert "given_on" in write(office, parts, amount=40_000, **given)
    parts.close_record()
    parts.open(only(office, SeedTranche).id)
    office.settle()
    write(office, parts, proof="receipts", proof_on=date(2026, 11, 9), spent=59_000)
    visits = within(office, page, "visits")
    visits.open_new()
    office.settle()
    assert "sales_band" not in fields(visits)
    write(office, visits, found="open", happened_on=date(2026, 11, 20))
    assert len(rows(office, visits)) == 1
    page.record.go_to("details")
    office.settle()
    write(office, page, opened_on=date(2026, 3, 1))
    held = only(office, Placement)
    assert (held.type, held.starts_on) == ("own_business", date(2026, 3, 1))
    with office.workspace.work() as work:
        half, year = seed.survival(work, clock.today(), {person.id})
    assert (half.due, half.alive, year.due) == (1, 1, 0)


def test_a_course_ends_in_certificates_without_a_name(office, person, tmp_path: Path):
    use(office, uses_service.COURSES)
    office.app.rebuild()
    with office.workspace.work(write=True) as work:
        course = {"title": "Panadería", "kind": "course", "starts_on": "2026-10-01"}
        series = records.create(work, Series, course)
        for day in (1, 8, 15):
            held = {"type": "group_session", "title": "Panadería", "series": series.id}
            session = records.create(
                work, Activity, {**held, "held_on": date(2026, 10, day), "hours": 4, "women_29": 1}
            )
            here = {"activity": session.id, "participant": person.id, "mark": "present"}
            records.create(work, Attendance, here)
        assert [one.percent for one in share_service.shares(work, series.id)] == [100]
    office.go("activities", "series").page("series").open(series.id)
    office.settle()
    office.press("action_certify")
    made = only(office, Certificate)
    assert (made.kind, made.hours) == ("attendance", 12)
    page = tab(office, "courses", "certificates")
    page.open(made.id)
    office.settle()
    paper = printed(office, "certificate_paper", tmp_path / "certificate.pdf")
    assert "Panadería" in paper
    assert "12" in paper
    with office.workspace.work() as work:
        code = participants.codes_of(work)[person.id]
    for never in (code, "Encarnación", "Zurbarán", "Vereda"):
        assert never not in paper
    assert page.record.findChild(QPushButton, "print") is not None
