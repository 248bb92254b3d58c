# SPDX-License-Identifier: GPL-3.0-or-later
"""A month of stipends window by window: the rule, the counts, three people, the cash, a no."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QDialog, QFileDialog

from desktop.core import clock, records
from desktop.core.work import User
from desktop.desks.livelihood.stipend_dialogs import AmountDialog, AppealDialog
from desktop.organisation import uses_service
from desktop.participants import service as participants
from desktop.placements import service as placements
from desktop.stipends import line_service, service
from desktop.stipends.model import StipendLine, StipendMonth
from desktop.widgets.register import RegisterPage
from desktop.widgets.table import RegisterTable
from tests.journeys.test_erasing import answered, approve_as, click
from tests.rooms import register
from tests.windows import Program
from tests.workspaces import USER, join


@pytest.fixture
def office(own: Program) -> Program:
    """An office that pays stipends to two people, in which three people hold the key."""
    own.window.desk.show_paper = lambda _path: None
    with own.workspace.work(write=True) as work:
        uses_service.use(work, frozenset({uses_service.STIPENDS}))
        for name in ("Encarnación", "Hermelinda"):
            person = register(work, given_names=name)
            started = {"type": "stipend_program", "starts_on": date(2026, 2, 1)}
            placements.place(work, {"participant": person.id, **started})
    return own


def part(program: Program, tab: str) -> RegisterPage:
    program.go("placements", f"stipends/{tab}")
    return program.part(RegisterPage, f"stipend_{tab}")


def fill(program: Program, register: RegisterPage, **answers: object) -> None:
    """Fill the form on show and finish it with Ctrl+Enter."""
    form = register.record.forms[0].form
    form.answer(answers)
    form.editor(next(iter(answers))).controls()[0].setFocus()
    program.finish()


def people(program: Program, register: RegisterPage) -> RegisterPage:
    """The people of the month on show."""
    register.record.go_to("people")
    program.settle()
    return next(
        one
        for one in register.findChildren(RegisterPage)
        if one.objectName().startswith("stipend_lines")
    )


def amount(typed: str, why: str = "", seen: list[str] | None = None) -> Callable[[QDialog], None]:
    """Return what somebody does who types an amount into a dialog and agrees."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, AmountDialog)
        for text, reason in (("", ""), (typed, ""), (typed, why)):
            dialog.editor.restore(text)
            dialog.reason.setText(reason)
            click(dialog, "amount_go")
            if not dialog.isVisible():
                return
            if seen is not None:
                seen.append(dialog._problem.text())
        raise AssertionError(f"refused: {dialog._problem.text()}")

    return act


def save_as(target: Path) -> Callable[[QDialog], None]:
    """Return what somebody does who saves into a file."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.selectFile(str(target))
        dialog.accept()

    return act


def printed(program: Program, verb: str, target: Path) -> str:
    with answered(program, save_as(target)):
        program.press(f"action_{verb}")
    with pypdfium2.PdfDocument(target) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def month_of(program: Program) -> StipendMonth:
    """The only month there is."""
    with program.workspace.work() as work:
        [key] = service.keys(work)
        return records.at_row(work, StipendMonth, key)


def lines_of(program: Program) -> list[StipendLine]:
    with program.workspace.work() as work:
        return line_service.of(work, month_of(program).id)


def begin(program: Program) -> RegisterPage:
    """Write the rule and begin the month; return the register with the month open."""
    rules = part(program, "rules")
    rules.open_new()
    program.settle()
    fill(program, rules, title="Regla A", starts_on=date(2026, 1, 1), amount=10_000, sessions=100)
    months = part(program, "months")
    months.open_new()
    program.settle()
    program.finish()
    months.open(month_of(program).id)
    program.settle()
    return months


def count(program: Program, months: RegisterPage, met: list[int]) -> None:
    """Write what each person did, one after the other."""
    listed = people(program, months)
    for line, did in zip(lines_of(program), met, strict=True):
        listed.open(line.id)
        program.settle()
        fill(program, listed, sessions_due=4, sessions_met=did)
        listed.close_record()


def cells(register: RegisterPage) -> list[str]:
    """Everything the tables of figures on show say."""
    models = [table.model() for table in register.findChildren(RegisterTable, "figures")]
    return [
        str(model.index(row, column).data())
        for model in models
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def approved(office: Program) -> RegisterPage:
    """A month counted, prepared by one and approved by another with the passphrase."""
    words = join(office.workspace, "bea", "coordinator")
    join(office.workspace, "sol", "coordinator")
    months = begin(office)
    count(office, months, [4, 3])
    office.press("action_stipend_prepare")
    with answered(office, approve_as(office, "bea", words)):
        office.press("action_stipend_approve")
    return months


def test_why_an_amount_is_paid_is_said_line_by_line(office):
    months = begin(office)
    count(office, months, [4, 3])
    listed = people(office, months)
    listed.open(lines_of(office)[1].id)
    listed.record.go_to("why")
    office.settle()
    told = cells(listed)
    assert "3 de 4" in told
    assert "75%" in told
    assert "70%" in told


def test_three_people_and_the_counted_cash(office):
    months = approved(office)
    month = month_of(office)
    assert (month.prepared_by, month.approved_by) == (USER, "bea")
    refused: list[str] = []

    def by_the_same(dialog: QDialog) -> None:
        assert isinstance(dialog, AmountDialog)
        dialog.editor.set_value(17_000)
        click(dialog, "amount_go")
        refused.append(dialog._problem.text())

    with answered(office, by_the_same):
        office.press("action_stipend_pay")
    assert "otra persona" in refused[0].lower()
    office.workspace.user = User("sol", "coordinator")
    with answered(office, amount("170,00")):
        office.press("action_stipend_pay")
    assert month_of(office).paid_by == "sol"
    listed = people(office, months)
    listed.open(lines_of(office)[0].id)
    office.settle()
    office.press("action_slip_fingerprint")
    assert [line.state for line in lines_of(office)] == ["paid", "due"]
    listed.close_record()
    seen: list[str] = []
    with answered(office, amount("69,00", "Faltó una moneda", seen)):
        office.press("action_stipend_count")
    assert len(seen) == 2
    assert "no coincide" in seen[1]
    month = month_of(office)
    assert (month.state, month.cash_returned) == ("closed", 6_900)
    assert month.difference == "Faltó una moneda"
    assert lines_of(office)[1].owed == 7_000


def test_the_papers_tell_codes_and_no_day_place_or_name(office, tmp_path):
    approved(office)
    slips = printed(office, "stipend_slips", tmp_path / "slips.pdf")
    sheet = printed(office, "stipend_sheet", tmp_path / "sheet.pdf")
    with office.workspace.work() as work:
        codes = set(participants.codes_of(work).values())
    for paper in (slips, sheet):
        assert all(code in paper for code in codes)
        for never in ("Encarnación", "Hermelinda", "21 de", "21/11", clock.today().isoformat()):
            assert never not in paper
    assert "noviembre de 2026" in slips
    assert "100,00" in slips
    assert "70,00" in slips
    assert "70,00" not in sheet
    with pypdfium2.PdfDocument(tmp_path / "slips.pdf") as pdf:
        about = pdf.get_metadata_dict()
    assert not any("202611" in value for value in about.values()), "the paper tells no day"


def test_somebody_disagrees_and_somebody_else_answers(office):
    months = begin(office)
    count(office, months, [4, 3])
    office.press("action_stipend_prepare")
    listed = people(office, months)
    line = lines_of(office)[1]
    listed.open(line.id)
    office.settle()
    fill(office, listed, appeal_on=clock.today(), appeal="Estuve en las cuatro")
    office.settle()

    def right(dialog: QDialog) -> None:
        assert isinstance(dialog, AppealDialog)
        dialog.form.editor("sessions_met").set_value(4)
        click(dialog, "appeal_agree")

    listed.open(line.id)
    office.settle()
    with answered(office, right):
        office.press("action_appeal")
    line = lines_of(office)[1]
    assert (line.appeal_answer, line.amount, line.owed) == ("agreed", 7_000, 3_000)


def test_several_slips_are_noted_at_once(office):
    months = begin(office)
    office.press("action_stipend_prepare")
    office.press("action_stipend_approve")
    with answered(office, amount("200,00")):
        office.press("action_stipend_pay")
    listed = people(office, months)
    listed.list.table.selectAll()
    office.settle()
    office.press("slips_paid")
    assert {line.state for line in lines_of(office)} == {"paid"}
    with answered(office, amount("0")):
        office.press("action_stipend_count")
    assert month_of(office).state == "closed"
