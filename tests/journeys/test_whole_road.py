# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole road, from the unlock screen to the lock, in one sitting."""

from datetime import date
from pathlib import Path

import pypdfium2
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QRadioButton
from sqlmodel import col, select

from desktop.core import listing, records, store
from desktop.dialogues.agreement_model import Agreement, Breach, Clause
from desktop.incidents.context_model import ContextIncident
from desktop.incidents.model import Incident
from desktop.participants.model import Participant
from desktop.placements.model import Checkpoint, Placement
from desktop.places import border_service
from tests import twins
from tests.journeys.conftest import PATIENCE, Hand

BEHIND = {"born": "2007", "sex": "female", "safe_contact": "message"}


def newest(work, model):
    return work.session.exec(select(model).order_by(col(model.row).desc())).first()


def register_a_person(hand: Hand) -> str:
    page = hand.go("participants")
    hand.press("new", within=page)
    with hand.app.workspace.work() as work:
        line = newest(work, Participant).programme
        sector = newest(work, Participant).sector
    agreed = {"consent_participation": "given", "consent_anonymous_stats": "given"}
    hand.fill({**BEHIND, "programme": line, "sector": sector, **agreed})
    with hand.app.workspace.work() as work:
        person = newest(work, Participant)
    assert person.born == "2007"
    return person.id


def place_them(hand: Hand, person: str) -> None:
    page = hand.window.pages["participants"]
    page.open(person, "placements")
    inner = page.record.tabs.currentWidget()
    hand.settle()
    hand.press("new", within=inner)
    hand.fill({"type": "formal_job", "starts_on": date(2026, 11, 2), "status": "active"})
    with hand.app.workspace.work() as work:
        placement = newest(work, Placement)
        checks = listing.count(work, Checkpoint, col(Checkpoint.placement) == placement.id)
    assert placement.participant == person
    assert checks == 6


def record_an_incident_at_a_border(hand: Hand) -> str:
    page = hand.go("incidents").page("incidents")
    with hand.app.workspace.work() as work:
        border = border_service.borders(work, date(2026, 11, 21))[0]
    hand.press("new", within=page)
    hand.fill(
        {
            "type": "border_crossing_attack",
            "occurred_on": "2026-11-20",
            "sector": border.a,
            "how_known": "from_person",
            "certainty": "confirmed",
            "victims": 1,
            "border": border.id,
        }
    )
    with hand.app.workspace.work() as work:
        incident = newest(work, Incident)
    assert incident.border == border.id
    return incident.id


def open_the_dialogues_and_record_a_breach(hand: Hand, incident: str) -> None:
    page = hand.go("settings")
    page.setCurrentIndex(page.count() - 1)
    hand.press("toggle_dialogues")
    assert "dialogues" in hand.window.places
    page = hand.go("dialogues")
    with hand.app.workspace.work("dialogues") as work:
        clause = work.session.exec(select(Clause)).first()
        before = listing.count(work, Breach)
        agreement = records.get(work, Agreement, clause.agreement)
    page.open(agreement.process)
    hand.settle()
    page.processes.record.go_to("agreements")
    hand.settle()
    hand.press("breach", within=page)
    hand.fill({"severity": "serious", "happened_on": date(2026, 11, 20), "incident": incident})
    with hand.app.workspace.work("dialogues") as work:
        assert listing.count(work, Breach) == before + 1
        assert newest(work, Breach).incident == incident


def import_the_official_file(hand: Hand, folder: Path) -> None:
    path = twins.extortions(folder / "extorsiones.csv")
    page = hand.go("data")
    page.open("import")
    imports = page.imports
    register = imports.findChild(QComboBox, "register")
    register.setCurrentIndex(register.findData("incidents"))
    register.activated.emit(register.currentIndex())
    imports.open_file(path)
    hand.settle()
    imports.findChild(QRadioButton, "context").click()
    source = imports.findChild(QLineEdit, "source")
    source.clear()
    hand.bot.keyClicks(source, "Oficina inventada")
    imports.findChild(QPushButton, "try").click()
    hand.settle()
    imports.findChild(QPushButton, "import").click()
    hand.settle()
    with hand.app.workspace.work() as work:
        assert listing.count(work, ContextIncident) == twins.POLICE_ROWS


def print_the_month_in_portuguese(hand: Hand, folder: Path) -> None:
    page = hand.go("close_month")
    page.month.setCurrentIndex(page.month.findData("2025-09"))  # the last of the official file
    page.language.setCurrentIndex(page.language.findData("pt_BR"))
    page.language.activated.emit(page.language.currentIndex())
    hand.settle()
    target = folder / "mes.pdf"
    page.save(target)
    hand.bot.waitUntil(target.exists, timeout=PATIENCE)
    hand.settle()
    with pypdfium2.PdfDocument(target) as pdf:
        words = "".join(one.get_textpage().get_text_bounded() for one in pdf)
    assert "Relatório mensal" in words
    assert "setembro de 2025" in words
    assert "Página 1 de" in words
    assert "Oficina inventada" in words


def export_the_dataset(hand: Hand, folder: Path) -> None:
    page = hand.go("data")
    page.open("dataset")
    page.dataset.choose("public")
    page.dataset.see.click()
    hand.settle()
    assert page.dataset.verdict.leaves
    page.dataset.write_into(folder)
    hand.settle()
    (out,) = folder.glob("vereda-public-*")
    assert (out / "datapackage.json").is_file()


def test_the_whole_road(hand: Hand, tmp_path: Path, monkeypatch) -> None:
    hand.start()
    hand.unlock(store.DEMO_PASSPHRASE)
    monkeypatch.setattr(type(hand.window), "show_paper", lambda _window, _path: None)
    hand.window.desk.show_paper = lambda _path: None
    person = register_a_person(hand)
    place_them(hand, person)
    incident = record_an_incident_at_a_border(hand)
    open_the_dialogues_and_record_a_breach(hand, incident)
    hand.window.desk.show_paper = lambda _path: None
    import_the_official_file(hand, tmp_path)
    print_the_month_in_portuguese(hand, tmp_path)
    export_the_dataset(hand, tmp_path)
    hand.press("lock")
    assert hand.locked == [True]
