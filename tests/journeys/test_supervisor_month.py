# SPDX-License-Identifier: GPL-3.0-or-later
"""The month of a supervisor: a second pair of eyes, the day of the stipend, who leaves, the report."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from sqlmodel import select

from desktop.assessments import service as assessments
from desktop.core import clock, money, records
from desktop.desks.danger.safety_tab import SafetyTab
from desktop.desks.person.assessment_page import AssessmentTab
from desktop.desks.person.plan_page import PlanTab
from desktop.participants import handover_service as handovers
from desktop.participants import report
from desktop.participants.model import Participant
from desktop.plans import case_service as plans
from desktop.safety import loss_service, service
from desktop.safety.model import Alert
from desktop.stipends import line_service
from desktop.stipends import service as stipends
from desktop.stipends.model import StipendLine, StipendMonth
from desktop.stipends.rule_model import StipendRule
from desktop.supervision import flag_service as flags
from desktop.supervision import service as supervision
from desktop.widgets.register import RegisterPage
from tests.journeys.month import Month, choose, furnish, name_file, part, read, sitting
from tests.windows import PATIENCE

NOVEMBER = date(2026, 11, 1)
TOLD = (
    "El caso",
    "Valoración y plan",
    "Revisiones por una segunda persona",
    "Permanencia",
    "Curva de permanencia",
    "Apoyos condicionados del período",
    "Escuela y hogar",
    "Servicios y consentimiento",
    "Derivaciones",
    "Participantes asesinados, fallecidos, desaparecidos o detenidos",
    "no entran en ningún porcentaje de logro de este informe.",
)
"""What this office's own work adds to the month, as it stands on the paper."""


@pytest.fixture
def office(qtbot, qapp, demo_folder: Path, demo_keys, tmp_path: Path):
    """Return what opens the program as somebody of the office."""
    furnish(demo_folder, demo_keys)
    return lambda user: sitting(qtbot, qapp, demo_folder, tmp_path / f"{user}.ini", user)


def mine(who: Month, n: int) -> list[Participant]:
    """Return open files of a caseworker whom no plan, alert or review is about yet."""
    with who.workspace.work() as work:
        held = [one for one in work.session.exec(select(Participant)).all() if one.worker == "sol"]
        still = [one for one in held if one.status == "open" and not plans.versions(work, one.id)]
    return still[:n]


def done_by_sol(sol: Month, person: Participant, other: Participant, lost: Participant) -> None:
    """What the caseworker did before: an assessment, a plan, an alert by telephone, a death."""
    with sol.workspace.work(write=True) as work:
        held = assessments.begin(work, person.id, "tally")
        assessments.complete(work, held.id, {"level": "low"})
        goal = plans.put_goal(work, person.id, {"area": "learning", "statement": "Terminar"})
        plans.put_action(work, goal.id, {"what": "Inscribirse", "by": "client"})
        plan = plans.versions(work, person.id)[0]
        plans.agree(work, plan.id, {"agreed_on": clock.today()})
        service.raise_for(work, other.id, {"by_phone": True, "agreed_with": "luz"})
        loss_service.take(work, lost.id, {"kind": "killed", "happened_on": "2026-11-22"})


def reviewed_beside(sol: Month, person: Participant) -> None:
    """The supervisor types a passphrase on the caseworker's laptop; nobody logs out."""
    for name, kind in (("assessments", AssessmentTab), ("plan", PlanTab)):
        tab = sol.tab(person.id, name, kind)
        sol.asked(partial(sol.click, "review_go", tab), lambda d: sol.approved(d, "luz"))
    sol.open(person.id)

    def close(shown) -> None:
        choose(part(shown, QComboBox, "closure_reason"), "moved")
        part(shown, QPushButton, "confirm_close").click()

    sol.asked(lambda: sol.click("action_close_file"), close)
    sol.open(person.id)
    sol.asked(lambda: sol.click("action_review_closing"), lambda d: sol.approved(d, "luz"))
    with sol.workspace.work() as work:
        assert not [one for one in supervision.waiting(work) if one.participant == person.id]
    assert sol.workspace.user.name == "sol"


def countersigned(luz: Month, other: Participant) -> None:
    """What was agreed by telephone waits on My day, and is signed the next working day."""
    assert f"Lo acordado por teléfono sobre {other.code}" in luz.day()
    luz.open(other.id, "safety")
    luz.click("countersign", luz.program.part(SafetyTab, "safety_page"))
    signed = luz.newest(Alert, participant=other.id)
    assert (signed.signed_by, signed.by_phone) == ("luz", True)
    assert f"por teléfono sobre {other.code}" not in luz.day()


def the_queue_ages(luz: Month) -> None:
    """The oldest stands first, with how long it has waited."""
    queue = luz.program.go("reviews")
    rows = queue.list.table.model().rowCount()
    with luz.workspace.work() as work:
        waiting = supervision.waiting(work)
    assert rows == len(waiting)
    assert waiting[0].since <= waiting[-1].since
    assert "días" in " ".join(queue.list.table.model().cells(0))


def prepared(luz: Month) -> StipendMonth:
    """A rule, a month with a line a person, the counts, and another's approval beside."""
    page = luz.program.go("placements", "stipends").page("stipends")
    rules = page.page("rules")
    steps = {"from_1": 80, "pays_1": 100, "from_2": 50, "pays_2": 60}
    starts = date(2026, 10, 1)
    luz.add(rules, title="Regla nueva", starts_on=starts, amount=2000, sessions=100, **steps)
    months = page.page("months")
    luz.add(months, rule=luz.newest(StipendRule).id, month=NOVEMBER)
    month = luz.newest(StipendMonth)
    people = luz.program.part(RegisterPage, f"stipend_lines_{month.id}")
    with luz.workspace.work() as work:
        lines = line_service.of(work, month.id)
    for line, met in zip(lines[:2], (4, 2), strict=True):
        people.open(line.id, "details")
        luz.program.settle()
        luz.finish(people.record.forms[0].form, sessions_due=4, sessions_met=met)
    with luz.workspace.work() as work:
        shares = [line.share for line in line_service.of(work, month.id)[:2]]
        why = line_service.outcome_of(month, line_service.get(work, lines[1].id))
    assert shares == [100, 50]
    assert why.pays == 60
    luz.click("action_stipend_prepare")
    luz.asked(lambda: luz.click("action_stipend_approve"), lambda d: luz.approved(d, "mar"))
    return luz.newest(StipendMonth)


def papers(luz: Month, month: StipendMonth, folder: Path) -> None:
    """Slips and control sheet: codes and numbers, and no name on either."""
    months = luz.program.go("placements", "stipends").page("stipends").page("months")
    months.open(month.id)
    luz.program.settle()
    with luz.workspace.work() as work:
        lines = line_service.of(work, month.id)
        people = {one.participant: records.get(work, Participant, one.participant) for one in lines}
    for verb in ("slips", "sheet"):
        text = luz.printed(lambda: luz.click(f"action_stipend_{verb}"), folder / f"{verb}.pdf")  # noqa: B023
        paid = [line for line in lines if line.amount]
        assert all(people[line.participant].code in text for line in paid), verb
        names = {one.family_names for one in people.values() if one.family_names}
        assert not [name for name in names if name in text], verb


def paid_and_counted(dato: Month, month: StipendMonth) -> None:
    """A third person takes the cash, hands slips over, counts what came back the same day."""
    page = dato.program.go("placements", "stipends").page("stipends")
    months = page.page("months")
    months.open(month.id)
    dato.program.settle()
    with dato.workspace.work() as work:
        whole = stipends.cash_of(work, month).whole
        first, second = [line for line in line_service.of(work, month.id) if line.amount][:2]

    def amount(minor: int):
        def act(shown) -> None:
            dato.hand.type(str(minor // 10 ** money.current().decimals))
            part(shown, QPushButton, "amount_go").click()

        return act

    dato.asked(lambda: dato.click("action_stipend_pay"), amount(whole))
    people = dato.program.part(RegisterPage, f"stipend_lines_{month.id}")
    people.open(first.id, "details")
    dato.program.settle()
    dato.finish(people.record.forms[0].form, state="paid", mark="signature")
    dato.asked(lambda: dato.click("action_stipend_count"), amount(whole - first.amount))
    closed = dato.newest(StipendMonth, id=month.id)
    steps = (closed.prepared_by, closed.approved_by, closed.paid_by)
    assert steps == ("luz", "mar", "dato")
    assert closed.state == "closed"
    assert dato.newest(StipendLine, id=second.id).state == "not_collected"


def an_appeal(dato: Month, month: StipendMonth) -> None:
    """The person is right: the month stays as it was, the difference comes with the next one."""
    with dato.workspace.work() as work:
        line = line_service.of(work, month.id)[1]
    months = dato.program.go("placements", "stipends").page("stipends").page("months")
    months.open(month.id)
    dato.program.settle()
    people = dato.program.part(RegisterPage, f"stipend_lines_{month.id}")
    people.open(line.id, "details")
    dato.program.settle()
    said = {"appeal_on": clock.today(), "appeal": "Estuvo en las cuatro sesiones"}
    dato.finish(people.record.forms[0].form, **said)
    people.open(line.id)
    dato.program.settle()
    agree = lambda shown: dato.fill(shown, "appeal_agree", sessions_met=4)  # noqa: E731
    dato.asked(lambda: dato.click("action_appeal", people), agree)
    after = dato.newest(StipendLine, id=line.id)
    assert (after.appeal_answer, after.appeal_by) == ("agreed", "dato")
    assert (after.amount, after.share) == (line.amount, line.share)
    assert after.owed > line.owed


def a_flag(luz: Month, person: Participant) -> None:
    luz.open(person.id)
    said = {"due_on": date(2026, 12, 9), "message": "Preguntar por la cita"}
    luz.asked(lambda: luz.click("action_flag"), lambda d: luz.fill(d, "flag_put", **said))
    with luz.workspace.work() as work:
        (flag,) = flags.standing(work, person.id)
    assert flag.message == "Preguntar por la cita"


def a_worker_leaves(luz: Month, folder: Path) -> None:
    """All files go to others at once, with a page of what is open in them."""
    with luz.workspace.work() as work:
        files = handovers.files_of(work, "rio")
        codes = [records.get(work, Participant, one).code for one in files]
    luz.program.go("participants")
    target = folder / "entrega.pdf"

    def leave(shown) -> None:
        choose(part(shown, QComboBox, "leaver"), "rio")
        choose(shown.receiver, "sol")
        part(shown, QLineEdit, "leaving_reason").setText("Termina su contrato")
        with_page = part(shown, QPushButton, "leaving_print")
        luz.printed(with_page.click, target)
        part(shown, QPushButton, "leaving_go").click()

    luz.asked(lambda: luz.click("worker_leaves"), leave)
    with luz.workspace.work() as work:
        assert "rio" not in handovers.workers(work)
        assert {records.get(work, Participant, one).worker for one in files} == {"sol"}
    assert target.stat().st_size > 1_000
    assert len(codes) > 10


def the_month_is_closed(luz: Month, lost: Participant, folder: Path) -> None:
    """What is open is named, and the report is printed in Spanish; the dead are a line of theirs."""
    page = luz.program.go("close_month")
    luz.program.qtbot.waitUntil(lambda: page.is_drawn, timeout=PATIENCE)
    choose(page.month, "2026-11")
    page.language.setCurrentIndex(page.language.findData("es"))
    luz.program.settle()
    assert luz.program.has("missing", page)
    target = folder / "noviembre.pdf"

    def agree(shown) -> None:
        luz.program.during(lambda asked: name_file(asked, target))
        part(shown, QPushButton, "go").click()

    luz.asked(page.print_button.click, agree)
    luz.program.qtbot.waitUntil(target.exists, timeout=PATIENCE)
    luz.program.settle()
    words = " ".join(read(target).split())
    assert "noviembre de 2026" in words
    assert [one for one in TOLD if one not in words] == []
    with luz.workspace.work() as work:
        (told,) = [one for one in report.people(work) if one.id == lost.id]
    assert not told.counts_as_success
    assert lost.code not in words


def test_the_month_of_a_supervisor(office, tmp_path: Path, capsys) -> None:
    with office("sol") as sol:
        sol.on(2026, 11, 23)
        person, other, lost = mine(sol, 3)
        done_by_sol(sol, person, other, lost)
        with sol.hand.step("three reviews on the caseworker's laptop"):
            reviewed_beside(sol, person)
        told = sol.hand.told()
    with office("luz") as luz:
        luz.on(2026, 11, 24)
        countersigned(luz, other)
        the_queue_ages(luz)
        with luz.hand.step("a flag"):
            a_flag(luz, other)
        luz.on(2026, 12, 1)
        with luz.hand.step("the stipend prepared and approved"):
            month = prepared(luz)
        papers(luz, month, tmp_path)
        a_worker_leaves(luz, tmp_path)
        the_month_is_closed(luz, lost, tmp_path)
        told = f"{told}\n{luz.hand.told()}"
    with office("dato") as dato:
        dato.on(2026, 12, 1, 16)
        with dato.hand.step("the stipend paid and counted"):
            paid_and_counted(dato, month)
        with dato.hand.step("an appeal"):
            an_appeal(dato, month)
        told = f"{told}\n{dato.hand.told()}"
    with capsys.disabled():
        print(f"\n{told}")
