# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit shows a few codes and never a list; the journal says who did what in words."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from desktop.contacts import service as contacts
from desktop.core import audit_log, clock, history, journal
from desktop.core.errors import NotAllowed
from desktop.core.team import members
from desktop.core.work import User
from desktop.desks.protection import audit_service, journal_words
from desktop.desks.protection.audit_service import MOST, TooManyCodes
from desktop.desks.protection.journal_page import JournalPage
from desktop.placements import service as placements
from desktop.widgets import choose
from tests.desks.people import SIX
from tests.rooms import NOON, register

PACKAGE = Path(__file__).parents[2] / "desktop"


def test_a_look_shows_receipt_and_attendance_by_code_only(work):
    person = register(work, given_names="Encarnación", registered_on=date(2026, 3, 5))
    for kind in ("visit_home", "phone", "not_found"):
        contacts.note(
            work, {"participant": person.id, "kind": kind, "happened_on": date(2026, 4, 1)}
        )
    placements.place(
        work,
        {"participant": person.id, "type": "stipend_program", "starts_on": date(2026, 5, 2)},
    )
    (seen,) = audit_service.look(work, [f" {person.code.lower()} ", person.code])
    assert seen.known
    assert seen.enrolled == date(2026, 3, 5)
    assert not seen.consent
    assert seen.contacts == 2
    assert seen.received == ((date(2026, 5, 2), "stipend_program"),)
    assert "Encarnación" not in repr(seen)
    latest = journal.entries(work)[0]
    assert (latest.action, latest.object) == ("audit", "1")


def test_a_code_nobody_has_is_said_to_be_nobodys(work):
    (seen,) = audit_service.look(work, ["P-00000"])
    assert not seen.known


def test_thirty_codes_a_day_are_enough(work):
    people = [register(work) for _ in range(MOST + 5)]
    codes = [one.code for one in people]
    with pytest.raises(TooManyCodes):
        audit_service.look(work, codes)
    assert len(audit_service.look(work, codes[:20])) == 20
    assert audit_service.left_today(work) == MOST - 20
    with pytest.raises(TooManyCodes):
        audit_service.look(work, codes[20:31])
    audit_service.look(work, codes[20:30])
    assert audit_service.left_today(work) == 0
    work.moment += timedelta(days=1, minutes=1)
    assert audit_service.left_today(work) == MOST


def test_the_same_word_draws_the_same_codes_and_another_draws_others(work):
    codes = {register(work).code for _ in range(40)}
    first = audit_service.draw(work, "nube", 10)
    assert first == audit_service.draw(work, " nube", 10)
    assert set(first) < codes
    assert first != audit_service.draw(work, "río", 10)
    assert len(audit_service.draw(work, "nube", 1_000)) == MOST


@pytest.mark.parametrize("role", ["caseworker", "dialogue", "auditor", "technician"])
def test_only_those_who_answer_for_the_data_show_it(work, role):
    person = register(work)
    work.user = User("eva", role)
    for act in (
        lambda: audit_service.look(work, [person.code]),
        lambda: audit_service.draw(work, "x", 3),
        lambda: journal.found(work),
        lambda: journal.named(work),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_journal_is_narrowed_by_who_what_and_when(work):
    person = register(work)
    journal.write(work, "show_name", person.id)
    assert [one.action for one in journal.found(work, action="show_name")] == ["show_name"]
    assert journal.found(work, user="nobody") == []
    assert journal.found(work, first=NOON + timedelta(hours=1)) == []
    assert journal.found(work, action="show_name", last=clock.now() - timedelta(hours=1)) == []
    users, acts = journal.named(work)
    assert "ana" in users
    assert {"create", "show_name"} <= set(acts)
    assert history.codes(work, [person.id, "nobody"]) == {person.id: person.code}


def test_every_act_the_program_notes_has_its_words():
    noted = re.compile(
        r'(?:journal\.write|_note)\(\s*\w+,\s*"([a-z_]+)"|^    kind, act = "\w+", "(\w+)"', re.M
    )
    found = {
        one or other
        for path in PACKAGE.rglob("*.py")
        for one, other in noted.findall(path.read_text("utf-8"))
    }
    assert len(found) > 15
    assert found <= set(journal_words.ACTS)


@pytest.fixture
def page(program):
    return program.go("protection").page("journal")


def test_the_page_tells_the_latest_acts_in_words_and_the_head(program, page):
    with program.workspace.work(write=True) as work:
        person = register(work, **SIX)
        journal.write(work, "show_name", person.id)
        _number, tag = journal.head(work)
    page.reload()
    assert isinstance(page, JournalPage)
    assert page.table.keys_model.cells(0)[2:] == ("demo", "Miró un nombre", person.code)
    assert tag[:12] in program.words("journal_head")
    program.choose("journal_act", "create")
    assert {page.table.keys_model.cells(n)[3] for n in range(len(page._entries))} == {"Registrado"}


def test_an_audit_on_the_screen_has_no_name_and_no_way_out(program, page):
    with program.workspace.work(write=True) as work:
        person = register(work, **SIX, registered_on=date(2026, 3, 5))
    program.press("to_audit", page)
    program.part(QPlainTextEdit, "audit_codes").setPlainText(f"{person.code}, P-00000")
    program.press("audit_show", page)
    told = program.texts(page.audit)
    assert person.code in told
    assert "marzo de 2026" in told
    for name in ("given_names", "family_names", "known_as", "document_number", "note"):
        assert SIX[name] not in told
    for cell in page.audit.findChildren(QLabel):
        assert cell.textInteractionFlags().value in (
            0,
            cell.textInteractionFlags().LinksAccessibleByMouse.value,
        )
    verbs = {one.objectName() for one in page.audit.findChildren(QPushButton)}
    assert verbs == {"audit_draw", "audit_show", "audit_clear"}
    QApplication.clipboard().clear()
    program.press("audit_clear", page)
    assert person.code not in program.texts(page.audit)


def test_codes_are_drawn_and_shown(program, page):
    program.press("to_audit", page)
    page.audit.seed.setText("nube")
    page.audit.count.setValue(5)
    program.press("audit_draw", page)
    program.press("audit_show", page)
    assert program.part(QLabel, "audit_5_0").text().startswith("P-")
    assert program.words("audit_left") == "Hoy se pueden mostrar 25 códigos más."
    program.press("to_audit", page)
    assert page.audit.codes.toPlainText() == ""


def test_the_log_is_handed_to_the_auditor_only(program, page, tmp_path, monkeypatch):
    with pytest.raises(audit_log.NoAuditor):
        page.hand_over()
    members.admit(program.workspace, "olmo", "auditor")
    target = tmp_path / "bitacora.sealed-log"
    monkeypatch.setattr(choose, "path", lambda *_more: target)
    program.press("hand_over", page)
    assert target.is_file()
    assert b"show_name" not in target.read_bytes()
    page.reload()
    assert page.table.keys_model.cells(0)[3] == "Entregó la bitácora a la auditoría"
