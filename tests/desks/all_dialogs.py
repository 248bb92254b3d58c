# SPDX-License-Identifier: GPL-3.0-or-later
"""Every place outside the registers where something is typed, by name."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget
from sqlmodel import col, select

from desktop.access.service import Line
from desktop.core import clock, records
from desktop.core.fields import specs
from desktop.crossings.service import Answer, Basis, Verdict
from desktop.desks.consent.consent_dialog import ConsentTalk
from desktop.desks.danger.alert_card import AlertCard
from desktop.desks.danger.alert_dialog import raise_alert
from desktop.desks.danger.board_view import BoardView
from desktop.desks.danger.help_lines import HelpLinesPage
from desktop.desks.danger.loss_dialog import something_grave
from desktop.desks.danger.safety_tab import SafetyTab
from desktop.desks.frame import crossing_dialog
from desktop.desks.frame.list_dialog import OnAList
from desktop.desks.frame.notes_view import Shorten
from desktop.desks.frame.plan_card import OwnPlan
from desktop.desks.livelihood.stipend_dialogs import AmountDialog, AppealDialog
from desktop.desks.office.instruments_page import InstrumentsPage
from desktop.desks.office.local_words_page import LocalWords
from desktop.desks.office.own_pages import CodeLists
from desktop.desks.person.assessment_page import AssessmentTab
from desktop.desks.person.close_dialog import CloseFile
from desktop.desks.person.living_pages import Home
from desktop.desks.person.person_forms import Names, Restricted
from desktop.desks.person.plan_page import PlanTab
from desktop.desks.person.same_person import SamePerson
from desktop.desks.person.timelines_page import LayTogether
from desktop.desks.protection.deposit_dialog import LeaveNote
from desktop.desks.rights.processing_view import ProcessingView
from desktop.desks.team.flag_dialog import FlagDialog
from desktop.desks.team.handover_dialog import HandOver
from desktop.desks.team.leaving_dialog import WorkerLeaves
from desktop.desks.work_pages import participants as people_page
from desktop.dialogues.model import Process
from desktop.dialogues.stages_page import Stages
from desktop.incidents.quick_page import QuickEntry
from desktop.participants import service as participants
from desktop.places.sector_form import pattern_form, status_form
from desktop.places.start_page import StartBar
from desktop.safety.model import Alert
from desktop.shell.settings_page import Organisation
from desktop.stipends import line_service
from desktop.stipends.model import MonthState, StipendLine, StipendMonth
from desktop.widgets.dialogs import Question
from desktop.widgets.form import FormSection
from tests.desks.all_forms import Place
from tests.desks.all_rooms import every_room
from tests.desks.people import SIX


@dataclass(frozen=True)
class Typed:
    """What shows the place, what of the program it tries, and the button that does it.

    ``made`` returns what is shown, or shows a dialog itself and waits for it (``waits``). Without
    a ``verb`` the first coloured button is pressed.
    """

    made: Callable[[Place], QWidget | None]
    tries: str
    verb: str = ""
    waits: bool = False
    answers: Mapping[str, object] = field(default_factory=dict)
    """What it must know beside what its form asks by itself."""


def _pressed(page: QWidget, verb: str) -> QWidget:
    """Press a button that shows a form, within the page or over it."""
    found = page.findChild(QPushButton, verb)
    assert found is not None, verb
    found.click()
    return page


def _alert(at: Place) -> str:
    with at.desk.workspace.work() as work:
        found = work.session.exec(select(Alert.id).where(col(Alert.ended_at).is_(None))).first()
    assert found is not None
    return found


def _somebody(at: Place) -> str:
    """Register somebody of whom nothing is known yet."""
    with at.desk.workspace.work(write=True) as work:
        return participants.register(work, SIX).id


def _appeal(at: Place) -> QWidget:
    with at.desk.workspace.work(write=True) as work:
        paid = select(StipendLine).join(StipendMonth, col(StipendMonth.id) == StipendLine.month)
        found = work.session.exec(paid.where(StipendMonth.state != MonthState.DRAFT)).first()
        assert found is not None
        line = found.id
        line_service.amend(work, found, {"appeal_on": clock.today(), "appeal": "Prueba"})
        records.amend(work, found, {"appeal_answer": line_service.WAITING})

    def answer(counts: Mapping[str, Any], agreed: bool) -> None:
        with at.desk.workspace.work(write=True) as work:
            line_service.answer(work, line, counts, agreed=agreed)

    asked = [one for one in specs(StipendLine.draft) if one.name in line_service.COUNTED]
    return AppealDialog(None, "", FormSection("", "", asked), {}, answer)


def _plan(verb: str, ready: bool = False) -> Callable[[Place], QWidget]:
    def made(at: Place) -> QWidget:
        person = _somebody(at)
        if ready:
            _with_goal(at, person)
        return _pressed(PlanTab(at.desk, person), verb)

    return made


def _with_goal(at: Place, person: str) -> None:
    from desktop.plans import case_service as plans

    with at.desk.workspace.work(write=True) as work:
        goal = plans.put_goal(work, person, {"area": "safety", "statement": "Prueba"})
        plans.put_action(work, goal.id, {"what": "Prueba", "by": "client"})


def _assessment(at: Place) -> QWidget:
    tab = AssessmentTab(at.desk, _somebody(at))
    tab.ask("tally")
    return tab


def _border(at: Place) -> QWidget:
    from desktop.places.model import Border

    return status_form(None, at.desk.workspace, at.first(Border), "Uno – Dos")


def _crossing(at: Place) -> QWidget:
    from desktop.places.model import Place as Sector

    there = at.first(Sector)
    answer = Answer(Verdict.BARRED, Basis.LINE, clock.today())
    line = Line(at.person, "P-0", "", "job", there, "Taller", answer, None, decided=False)
    return crossing_dialog.dialog(at.desk.workspace, line)


def _pattern(at: Place) -> QWidget:
    from desktop.places.model import Place as Sector

    return pattern_form(None, at.desk.workspace, at.first(Sector), "Uno")


def _stages(at: Place) -> QWidget:
    return Stages(at.desk.workspace, at.desk.toasts, at.first(Process, "dialogues"))


def _lost(at: Place) -> None:
    something_grave(at.desk, _somebody(at), "died")


def _raised(at: Place) -> None:
    with at.desk.workspace.work() as work:
        code = participants.get(work, at.person).code
    raise_alert(at.desk, code)


def _waits(page: Callable[[Place], QWidget], verb: str) -> Callable[[Place], None]:
    """Press a button of a page that shows a dialog and waits for it."""

    def made(at: Place) -> None:
        _pressed(page(at), verb)

    return made


def _on_a_list(at: Place) -> QWidget:
    """Return the dialog as it is once a border lies on somebody's way."""
    made = OnAList(at.desk, [at.person])
    made.decision.show()
    return made


def _amount(_at: Place) -> QWidget:
    return AmountDialog(None, "", "", "Tomar", lambda _amount, _why: None, reason="Por qué")


TYPED: dict[str, Typed] = {
    "alert": Typed(_raised, "raise_alert", waits=True),
    "amount": Typed(_amount, "AmountDialog"),
    "appeal": Typed(_appeal, "AppealDialog"),
    "assessment": Typed(
        _assessment, "AssessmentTab", "finish", answers={"level": "low", "reason": "Prueba"}
    ),
    "board": Typed(lambda at: BoardView(at.desk), "BoardView", "go_out"),
    "border_status": Typed(_border, "status_form"),
    "close": Typed(lambda _at: CloseFile(None), "CloseFile"),
    "consent": Typed(lambda at: ConsentTalk(at.desk, at.person), "ConsentTalk"),
    "crossing": Typed(_crossing, "dialog"),
    "flag": Typed(lambda at: FlagDialog(None, at.desk.workspace, at.person), "FlagDialog"),
    "goal": Typed(_plan("new_goal"), "PlanTab", "finish"),
    "goal_action": Typed(_plan("new_action", ready=True), "PlanTab", "finish"),
    "hand_over": Typed(lambda at: HandOver(at.desk.workspace, [at.person]), "HandOver"),
    "help_lines": Typed(lambda at: HelpLinesPage(at.desk), "HelpLinesPage"),
    "home": Typed(lambda at: Home(at.desk, at.person), "Home"),
    "instrument_weights": Typed(
        lambda at: _pressed(InstrumentsPage(at.desk), "weights"), "InstrumentsPage", "finish"
    ),
    "instrument_words": Typed(
        lambda at: _pressed(InstrumentsPage(at.desk), "word_es"), "InstrumentsPage", "finish"
    ),
    "lay_together": Typed(lambda at: LayTogether(at.desk, [at.person]), "LayTogether"),
    "leave_note": Typed(lambda at: LeaveNote(None, at.desk.workspace), "LeaveNote"),
    "local_words": Typed(lambda at: LocalWords(at.desk), "LocalWords"),
    "loss": Typed(_lost, "something_grave", waits=True),
    "map_start": Typed(lambda at: StartBar(at.desk.workspace), "StartBar", "begin_here"),
    "names": Typed(lambda at: Names(at.desk, at.person), "Names"),
    "note": Typed(lambda _at: Shorten("Prueba " * 20), "Shorten"),
    "office": Typed(lambda at: ProcessingView(at.desk), "_field", "save_office"),
    "on_a_list": Typed(_on_a_list, "OnAList"),
    "organisation": Typed(lambda at: Organisation(at.desk), "Organisation"),
    "own_code": Typed(_waits(lambda at: CodeLists(at.desk), "code_add"), "Words", waits=True),
    "own_plan": Typed(_waits(lambda at: OwnPlan(at.desk), "edit_own_plan"), "OwnPlan", waits=True),
    "pattern": Typed(_pattern, "pattern_form"),
    "plan_agreed": Typed(_plan("agree", ready=True), "PlanTab", "finish"),
    "plan_words": Typed(_plan("own_words", ready=True), "PlanTab", "finish"),
    "question": Typed(lambda _at: Question(None, "", "", "Hacer", reason=True), "Question"),
    "quick_entry": Typed(
        lambda at: QuickEntry(None, at.desk.workspace), "QuickEntry", "quick_save"
    ),
    "relief": Typed(
        _waits(lambda at: AlertCard(at.desk, _alert(at)), "give_cash"),
        "AlertCard",
        waits=True,
    ),
    "restricted": Typed(lambda at: Restricted(at.desk, at.person), "Restricted"),
    "safety_plan": Typed(
        _waits(lambda at: SafetyTab(at.desk, at.person), "edit_plan"),
        "SafetyTab",
        waits=True,
    ),
    "same_person": Typed(lambda at: SamePerson(at.desk, at.person), "SamePerson"),
    "stage": Typed(_stages, "Stages"),
    "worker_leaves": Typed(lambda at: WorkerLeaves(at.desk), "WorkerLeaves"),
    "working_list": Typed(
        lambda at: _pressed(people_page(at.desk), "begin_list"), "WorkingLists", "keep_list"
    ),
}


ELSEWHERE = {
    # what the lines above are made of
    "desktop.desks.frame.form_dialog:FormDialog": "tried with what it asks",
    "desktop.desks.frame.inner_form:InnerForm": "tried with what it asks",
    "desktop.desks.frame.saved_form:SavedForm": "tried with what it asks",
    "desktop.desks.person.person_forms:Reserved": "tried with what it asks",
    "desktop.places.sector_form:ShortForm": "tried with what it asks",
    "desktop.widgets.editors:Line": "tried in every form",
    "desktop.widgets.editors_kinds:editor": "tried in every form",
    "desktop.widgets.editors_several:PickFilter": "narrows a list, keeps nothing",
    "desktop.widgets.editors_text:NoteEditor": "tried in every form",
    "desktop.widgets.form:Form": "tried with what it asks",
    "desktop.widgets.parts:number": "turned within its limits",
    # registers: see test_absurd_answers.py
    "desktop.dialogues.agreements_page:Agreements": "a register, tried there",
    "desktop.widgets.record_form:RecordForm": "a register, tried there",
    "desktop.widgets.record_view:RecordView": "a register, tried there",
    "desktop.desks.map_marks:mark_incident": "a reason, see tests/journeys/test_map_day.py",
    "desktop.incidents.paper_page:_Cells": "any text is read or told, see tests/incidents",
    "desktop.places.drawing_page:DrawingBar": "a name, see tests/places/test_drawing_page.py",
    "desktop.places.questions_page:AreaQuestions": "a year and a source, see tests/places",
    "desktop.places.system_page:SystemQuestion": "a number within limits, see tests/places",
    # letters beyond what fits are not taken in while they are typed
    "desktop.desks.protection.wall_page:WallPage": "kept as it is typed, nothing is pressed",
    "desktop.desks.team.members_sheets:Admit": "a word to sign in with",
    "desktop.desks.team.members_sheets:Rights": "a word for a team",
    "desktop.imports.question_page:OwnershipPanel": "see tests/imports",
    "desktop.imports.saved_page:SavedPanel": "see tests/imports",
    "desktop.shell.cards:login_name": "a word to sign in with",
    "desktop.shell.cover:ChooseWord": "a word, see tests/shell",
    "desktop.shell.newcomer:NewWorkspace": "a word to sign in with",
    # searched for, and not kept
    "desktop.desks.protection.audit_view:AuditView": "codes are looked up, nothing is kept",
    "desktop.desks.protection.travel_dialog:TravelDialog": "searched for, nothing is kept",
    "desktop.desks.rights.erase_view:EraseView": "a code is looked up, nothing is kept",
    "desktop.shell.top_line:TopLine": "searched for, nothing is kept",
    "desktop.widgets.list_pane:ListPane": "searched for, nothing is kept",
    "desktop.widgets.similar:Similar": "searched for, nothing is kept",
    # shown, never typed into
    "desktop.widgets.dialogs:ErrorDialog": "shown only",
    "desktop.widgets.paper_preview:PaperPreview": "shown only",
    # numbers turned within limits
    "desktop.desks.rights.retention_view:RetentionView": "turned within its limits",
    "desktop.desks.school_page:SchoolPage": "turned within its limits",
    "desktop.imports.reading_page:ReadingPanel": "turned within its limits",
    "desktop.shell.keyless:Auditor": "turned within its limits",
    # names, words and keys that are proved, and kept by nobody: see tests/shell, tests/core/crypto
    "desktop.desks.processes_page:AskPassphrase": "proved, not kept",
    "desktop.desks.team.approval_dialog:ApprovalDialog": "proved, not kept",
    "desktop.desks.team.dismiss_sheet:Dismiss": "proved, not kept",
    "desktop.desks.team.members_sheets:OwnPassphrase": "proved, not kept",
    "desktop.desks.team.members_sheets:type_back": "proved, not kept",
    "desktop.desks.team.paper_key_sheets:Cut": "proved, not kept",
    "desktop.shell.forget:Forget": "a word to confirm, not kept",
    "desktop.shell.key_fields:KeyFields": "proved, not kept",
    "desktop.shell.newcomer:Keys": "proved, not kept",
    "desktop.shell.unlock:Unlock": "proved, not kept",
    "desktop.widgets.on_paper:PaperKey": "proved, not kept",
    "desktop.widgets.on_paper:PaperLines": "proved, not kept",
    "desktop.widgets.passphrase:PassphraseLine": "proved, not kept",
}
"""Where else something is typed, and why it is not tried here."""

_MAKES = re.compile(
    r"\b(Q(Line|PlainText|Text|Date|DateTime|Time)Edit|Q(Double)?SpinBox|QInputDialog|Form"
    r"|FormDialog|InnerForm|ShortForm|RecordForm|SavedForm|Reserved|MoneyEditor|number|editor"
    r"|Passphrase|PaperLines)\b"
)


def typing_places() -> set[str]:
    """Return each class or function of the program that makes something to type into."""
    return {
        f"{room}:{part.name}"
        for room, text in every_room().items()
        if "desktop.widgets" in text or "PySide6" in text
        for part in ast.parse(text).body
        if isinstance(part, ast.ClassDef | ast.FunctionDef) and _makes(part)
    }


def _makes(part: ast.ClassDef | ast.FunctionDef) -> bool:
    made = list(part.bases) if isinstance(part, ast.ClassDef) else []
    made += [node.func for node in ast.walk(part) if isinstance(node, ast.Call)]
    return any(isinstance(one, ast.Name) and _MAKES.fullmatch(one.id) for one in made)
