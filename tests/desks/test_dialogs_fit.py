# SPDX-License-Identifier: GPL-3.0-or-later
"""No dialog cuts a sentence or outgrows the screen, with the largest text, in either language."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from sqlmodel import select

from desktop.core import i18n
from desktop.core.cover import CoverWord
from desktop.core.errors import UserError
from desktop.core.fields import specs
from desktop.core.i18n import _
from desktop.core.team import approvals
from desktop.desks.consent.consent_dialog import ConsentTalk
from desktop.desks.danger.alert_dialog import raise_alert
from desktop.desks.danger.loss_dialog import something_grave
from desktop.desks.danger.safety_tab import SafetyTab
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.form_dialog import FormDialog, Questions
from desktop.desks.frame.list_dialog import OnAList, put_on_a_list
from desktop.desks.frame.notes_view import Shorten
from desktop.desks.frame.waiting import Waiting
from desktop.desks.livelihood.stipend_dialogs import AmountDialog
from desktop.desks.office.own_pages import Words
from desktop.desks.person.close_dialog import CloseFile
from desktop.desks.person.same_person import SamePerson
from desktop.desks.person.timelines_page import lay_together
from desktop.desks.processes_page import AskPassphrase
from desktop.desks.protection.deposit_dialog import LeaveNote
from desktop.desks.protection.travel_dialog import TravelDialog
from desktop.desks.quarters_dialog import QuartersDialog
from desktop.desks.rights.access_dialog import AccessDialog, RightsDialog
from desktop.desks.rights.withdraw_dialog import AfterWithdrawal, WithdrawDialog
from desktop.desks.team.approval_dialog import ApprovalDialog
from desktop.desks.team.flag_dialog import FlagDialog
from desktop.desks.team.handover_dialog import HandOver
from desktop.desks.team.leaving_dialog import WorkerLeaves, worker_leaves
from desktop.incidents.ladder_page import Ladder
from desktop.incidents.paper_page import PaperEntry
from desktop.incidents.quick_page import QuickEntry
from desktop.participants.model import Participant
from desktop.rights.withdrawal import Withdrawn
from desktop.safety.model import AlertDraft
from desktop.shell.cover import ChooseWord
from desktop.shell.forget import Forget
from desktop.shell.keeper import Leaving
from desktop.widgets import look
from desktop.widgets.dialogs import ErrorDialog, Question
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import room
from desktop.widgets.jobs import Jobs
from desktop.widgets.toasts import Toasts

Make = Callable[[Desk, QWidget, str], QDialog]
LONG = (
    "This folder lies on the same disk as the workspace. If the disk breaks, both are lost. "
    "Copy there all the same?"
)
_SECTION = FormSection("", "", specs(AlertDraft))
DIALOGS: dict[str, Make] = {
    "quarters": lambda desk, top, _person: QuartersDialog(top, desk.workspace),
    "ladder": lambda _desk, top, _person: Ladder(top),
    "quick": lambda desk, top, _person: QuickEntry(top, desk.workspace),
    "paper": lambda desk, top, _person: PaperEntry(top, desk.workspace),
    "approval": lambda desk, top, person: ApprovalDialog(
        top, desk.workspace, approvals.ERASE, person, _(LONG)
    ),
    "access": lambda desk, _top, person: AccessDialog(desk, person),
    "withdraw": lambda desk, _top, person: WithdrawDialog(desk, person),
    "withdrawn": lambda desk, _top, person: AfterWithdrawal(
        desk, person, Withdrawn(("contact_employer", "image", "referral_sharing"), True, "")
    ),
    "rights": lambda desk, _top, person: RightsDialog(desk, person),
    "travel": lambda desk, top, _person: TravelDialog(desk.workspace, top),
    "note": lambda desk, top, _person: LeaveNote(top, desk.workspace),
    "open": lambda desk, top, _person: AskPassphrase(top, desk.workspace, "dialogues"),
    "close": lambda _desk, top, _person: CloseFile(top),
    "shorten": lambda _desk, top, _person: Shorten(LONG * 4, top),
    "forget": lambda _desk, top, _person: Forget(top),
    "word": lambda _desk, top, _person: ChooseWord(top, CoverWord()),
    "leaving": lambda desk, _top, _person: Leaving(desk.workspace, "Notas", lambda: None),
    "question": lambda _desk, top, _person: Question(top, _(LONG), _(LONG), "Copy", reason=True),
    "error": lambda _desk, top, _person: ErrorDialog(top, UserError(LONG)),
    "flag": lambda desk, top, person: FlagDialog(top, desk.workspace, person),
    "hand_over": lambda desk, top, person: HandOver(desk.workspace, [person], top),
    "worker_leaves": lambda desk, top, _person: WorkerLeaves(desk, top),
    "same_person": lambda desk, _top, person: SamePerson(desk, person),
    "on_a_list": lambda desk, top, person: OnAList(desk, [person], top),
    "words_of_a_list": lambda _desk, top, _person: Words(top, _("Add a word"), None),
    "consent": lambda desk, top, person: ConsentTalk(desk, person, top),
    "amount": lambda _desk, top, _person: AmountDialog(
        top, _("Take the cash"), _(LONG), _("Take the cash"), lambda _n, _why: None, reason=_(LONG)
    ),
    "form": lambda desk, top, _person: FormDialog(
        desk.workspace,
        Questions("alert", _("Alert"), [_SECTION], _("Raise the alert"), about=_(LONG)),
        lambda _values: None,
        top,
    ),
    "waiting": lambda _desk, top, _person: Waiting(top, [_("Key file"), _("Main store")]),
}


@pytest.fixture
def large(qapp) -> Iterator[None]:
    look.apply(qapp, "light", 2.0)
    yield
    i18n.set_language("en")
    look.apply(qapp)


@pytest.mark.parametrize("language", ["es", "pt_BR"])
def test_every_sentence_is_whole_and_every_button_in_sight(large, demo, qtbot, language):
    i18n.set_language(language)
    top, jobs = QWidget(), Jobs()
    qtbot.addWidget(top)
    desk = Desk(demo, jobs, Toasts(top), lambda _place, _record: None, lambda _words: None)
    with demo.work() as work:
        person = work.session.exec(select(Participant).order_by(Participant.code)).first().id
    wrong = []
    for name, make in DIALOGS.items():
        dialog = make(desk, top, person)
        qtbot.addWidget(dialog)
        dialog.show()
        for line in dialog.findChildren(QLabel):
            if line.wordWrap() and line.isHidden() and not line.text():
                line.setText(_(LONG))  # as when something has to be mended
                line.show()
        QApplication.processEvents()
        QApplication.processEvents()
        wrong += [f"{name}: {what}" for what in _cut(dialog)]
        dialog.hide()
    jobs.close()
    assert not wrong, "\n".join(wrong)


def opened(program, act):
    """Carry out what opens a dialog, tell what of it is cut, and put it away."""
    found = []

    def look_at(dialog):
        QApplication.processEvents()
        found.extend(_cut(dialog))
        dialog.reject()

    program.during(look_at)
    act()
    return found


@pytest.mark.parametrize("language", ["es", "pt_BR"])
def test_what_opens_in_danger_is_whole_too(program, language):
    program.preferences.language, program.preferences.scale = language, 2.0
    program.app.rebuild()
    program.settle()
    window = program.window
    desk, workspace = window.desk, program.workspace
    with workspace.work() as work:
        query = select(Participant).filter_by(status="open").order_by(Participant.code)
        person = work.session.exec(query).first().id
    program.go("participants", f"{person}/safety")
    safety = program.part(SafetyTab, "safety_page")
    acts = {
        "alert": lambda: raise_alert(desk),
        "loss": lambda: something_grave(desk, person),
        "plan": lambda: program.press("edit_plan", safety),
        "timelines": lambda: lay_together(desk, [person]),
        "list": lambda: put_on_a_list(desk, [person]),
        "leaves": lambda: worker_leaves(desk),
    }
    wrong = [f"{name}: {what}" for name, act in acts.items() for what in opened(program, act)]
    assert not wrong, "\n".join(wrong)


def _cut(dialog: QDialog) -> Iterator[str]:
    """Tell what of a dialog cannot be read or reached."""
    most = room(dialog)
    if dialog.width() > most.width() or dialog.height() > most.height():
        yield f"larger than the screen: {dialog.size()}"
    for line in dialog.findChildren(QLabel):
        if line.isVisible() and line.wordWrap():
            needed = line.heightForWidth(line.width())
            if line.height() < needed:
                yield f"{line.height()} of {needed} px: {line.text()[:60]}"
    for made in dialog.findChildren(QPushButton):
        answers = made.property("role") == "choice"
        if answers or any(form.isAncestorOf(made) for form in dialog.findChildren(Form)):
            continue  # an answer of a long form or talk is scrolled to
        if made.isVisible() and made.visibleRegion().isEmpty() and made.property("role"):
            yield f"out of sight: {made.text()}"
