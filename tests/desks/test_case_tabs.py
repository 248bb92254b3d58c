# SPDX-License-Identifier: GPL-3.0-or-later
"""A person assessed, planned for and reviewed in the window, from the keyboard where it counts."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from desktop.assessments import instrument_service
from desktop.assessments import service as assessments
from desktop.core import clock
from desktop.core.tasks import Asked
from desktop.desks.office.instruments_page import InstrumentsPage
from desktop.desks.person.assessment_page import AssessmentTab
from desktop.desks.person.plan_page import PlanTab
from desktop.desks.team.approval_dialog import ApprovalDialog
from desktop.plans import case_service as plans
from desktop.supervision import flag_service as flags
from desktop.supervision import service as supervision
from tests.desks.people import page_of, tab
from tests.workspaces import join


def opened(program, person, name, kind):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    return tab(program, page, name).findChild(kind)


def answer(form, **answers):
    for name, value in answers.items():
        form.editor(name).set_value(value)
        form.editor(name).changed.emit()


def test_an_assessment_is_left_gone_on_with_and_completed(program, person):
    made = opened(program, person, "assessments", AssessmentTab)
    program.press("ask_tally", made)
    answer(made._inner.form, individual=["threat_current"])
    assert "El puntaje propone: Alto" in program.words("score_now")
    program.press("later", made)
    assert "Borrador" in program.texts(made)
    program.press("go_on_tally", made)
    assert made._inner.form.editor("individual").value() == ["threat_current"]
    answer(made._inner.form, level="low")
    made._inner.form.editor("level").controls()[0].setFocus()
    program.finish()
    assert "decidió algo distinto" in made._inner.form.problems()["reason"]
    answer(made._inner.form, reason="Ya vive en otra ciudad.")
    program.press("finish", made)
    with program.workspace.work() as work:
        (done,) = assessments.done(work, person.id)
        assert (done.total, done.level) == (4, "low")
    assert "Espera revisión" in program.texts(made)


def test_a_second_person_reviews_with_the_passphrase_and_nobody_logs_out(program, person):
    words = join(program.workspace, "luz", "coordinator")
    with program.workspace.work(write=True) as work:
        held = assessments.begin(work, person.id, "tally")
        assessments.complete(work, held.id, {"level": "low"})
    made = opened(program, person, "assessments", AssessmentTab)

    def second(dialog):
        assert isinstance(dialog, ApprovalDialog)
        dialog.findChild(QLineEdit, "approval_user").setText("luz")
        dialog.findChild(QLineEdit, "approval_passphrase").setText(words)
        dialog.findChild(QPushButton, "approval_go").click()

    program.during(second)
    program.press("review_go", made)
    with program.workspace.work() as work:
        found = supervision.states(work, [held.id])[held.id]
    assert (found.state, found.decided_by, found.alone) == ("reviewed", "luz", False)
    assert program.workspace.user.name == "demo"
    assert "Revisada" in program.texts(made)


def test_goals_actions_and_versions_are_written_on_the_tab(program, person):
    made = opened(program, person, "plan", PlanTab)
    program.press("new_goal", made)
    answer(made._inner.form, area="learning", statement="Terminar el bachillerato")
    program.press("finish", made)
    program.press("new_action", made)
    answer(made._inner.form, what="Inscribirse", by="client", due_on=clock.today())
    program.press("finish", made)
    program.press("agree", made)
    program.press("finish", made)
    assert "Versión 1 · acordado el" in program.words("plan_head")
    made.findChild(QCheckBox, "action_done").click()
    program.settle()
    program.press("new_version", made)
    assert "La versión 1 sigue vigente" in program.texts(made)
    with program.workspace.work() as work:
        newest, held = plans.versions(work, person.id)
        assert (newest.current, held.current) == (False, True)
        assert plans.steps(work, held.id)[0].actions[0].done_on == clock.today()


def test_a_flag_stands_above_the_file_until_it_is_taken_down(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()

    def put(dialog):
        dialog.form.editor("message").set_value("Preguntar por la cita.")
        dialog.findChild(QPushButton, "flag_put").click()

    program.during(put)
    program.press("action_flag")
    with program.workspace.work() as work:
        (flag,) = flags.standing(work, person.id)
    page.reload()
    program.settle()
    assert "Preguntar por la cita." in program.texts(page.record.head)
    with program.workspace.work() as work:
        (told,) = [task.said() for task in flags.tasks(work, Asked(clock.today(), (person.id,)))]
    assert told.startswith("Aviso en")  # the sentence itself stays on the file
    program.go("participants", person.id)
    program.press("action_flag_down")
    with program.workspace.work() as work:
        assert flags.standing(work, person.id) == []
        assert flag.resolved_on is None  # what was read before stays what it was


def test_what_waits_stands_on_my_day_and_leads_to_its_tab(program, person):
    with program.workspace.work(write=True) as work:
        held = assessments.begin(work, person.id, "tally")
        assessments.complete(work, held.id, {"level": "low"})
    day = program.go("my_day")
    assert "esperan revisión" in program.texts(day).replace("\n", " ")
    queue = program.go("reviews")
    with program.workspace.work() as work:
        waiting = supervision.waiting(work)
    assert queue.list.table.model().rowCount() == len(waiting)
    assert waiting[-1].thing == held.id
    queue.open(waiting[-1].id)
    program.settle()
    program.press("action_open_file")
    assert program.has("review_go")


def test_closing_a_file_waits_for_review_and_is_closed_all_the_same(program, person):
    page = page_of(program)
    page.open(person.id)
    program.settle()

    def close(dialog):
        box = dialog.findChild(QComboBox, "closure_reason")
        box.setCurrentIndex(box.findData("moved"))
        dialog.findChild(QPushButton, "confirm_close").click()

    program.during(close)
    program.press("action_close_file")
    with program.workspace.work() as work:
        found = supervision.one_waiting(work, person.id)
    assert found is not None
    assert found.about == "closure"


def test_official_words_come_from_a_file_and_are_read_before_they_are_kept(program, tmp_path):
    page = program.go("settings")
    made = page.findChild(InstrumentsPage)
    page.setCurrentWidget(made)
    program.settle()
    made.findChild(QPushButton, "word_es").click()
    program.settle()
    form = made._inner
    asked = list(form.form.values())
    assert program.has("words_load", made)
    file, said = tmp_path / "oficial.txt", []
    lines = [f"{n}. ¿Línea {name}?" for n, name in enumerate(asked, start=1)]

    def close(dialog):
        said.append(program.texts(dialog))
        dialog.accept()

    for content in (b"\x00\xff", "\n".join(lines[1:-1]).encode()):
        file.write_bytes(content)
        program.during(close)
        made.load_from(form, asked, file)
        assert not any(form.form.values().values())
    assert "No se cambió nada" in said[0]
    assert f"{len(lines) - 2} renglones" in said[1]
    file.write_bytes("\r\n\r\n".join(lines[1:]).encode("cp1252"))
    made.load_from(form, asked, file)
    assert form.form.values()["SEE"] == "¿Línea SEE?"
    with program.workspace.work() as work:
        assert not instrument_service.wording(work, "wgss", "es"), "nothing is kept unread"
    program.press("finish", made)
    with program.workspace.work() as work:
        assert instrument_service.askable(instrument_service.one(work, "wgss"))


def test_the_office_chooses_its_instruments_and_writes_down_official_words(program):
    page = program.go("settings")
    made = page.findChild(InstrumentsPage)
    page.setCurrentWidget(made)
    program.settle()
    program.part(QCheckBox, "use_phq2").click()
    card = made.findChild(QPushButton, "word_es")
    card.click()
    program.settle()
    form = made._inner.form
    for name in form.values():
        answer(form, **{name: f"palabras de {name}"})
    program.press("finish", made)
    with program.workspace.work() as work:
        assert "phq2" in instrument_service.on(work)
        wgss = instrument_service.one(work, "wgss")
        assert instrument_service.askable(wgss)
        assert wgss.questions[0].words["es"] == "palabras de SEE"
