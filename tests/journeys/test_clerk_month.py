# SPDX-License-Identifier: GPL-3.0-or-later
"""The month of a data clerk: piles of paper, a file that came in, and what may leave."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QRadioButton
from sqlmodel import select

from desktop.activities import series_service
from desktop.activities.attendance_page import MarkTable
from desktop.cards import service as cards
from desktop.cards.complaint_model import Complaint
from desktop.cards.model import CardBatch
from desktop.cards.typing_page import TypingPage
from desktop.core import codes, custom, listing
from desktop.core.i18n import _
from desktop.desks.office.own_pages import CodeLists
from desktop.incidents.context_model import ContextIncident
from desktop.organisation.own_model import CustomField
from desktop.participants.model import Participant
from tests import twins
from tests.desks.test_activities_page import session_of
from tests.journeys.month import Month, choose, furnish, name_file, school_month, sitting

ROWS = 120
SECRET_FIELDS = ("groups", "risk_factors", "legal_status", "danger", "safe_contact", "known_as")
SECRETS = ("given_names", "family_names", "known_as", "safe_contact_number", "safe_contact_word")


@pytest.fixture(autouse=True)
def _nothing_laid() -> Iterator[None]:
    yield
    custom.lay(())
    codes.lay_own({})


@pytest.fixture
def office(qtbot, qapp, demo_folder: Path, demo_keys, tmp_path: Path):
    """Return what opens the program as somebody of the office."""
    furnish(demo_folder, demo_keys)
    return lambda user: sitting(qtbot, qapp, demo_folder, tmp_path / f"{user}.ini", user)


def a_pile_of_cards(dato: Month) -> None:
    """A batch, then one key an answer and Enter after each card; nobody's code is asked."""
    page = dato.program.go("activities", "cards")
    register = page.page("cards")
    dato.add(register, questions="satisfaction", wave="segunda ronda", handed_out=8)
    batch = dato.newest(CardBatch)
    typing = register.findChild(TypingPage)
    typing.setFocus()
    for _card in range(6):
        for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_Return):
            dato.hand.key(key)
    with dato.workspace.work() as work:
        assert cards.typed(work, batch.id) == 6
        assert dict(cards.counted(work, batch.id)["service"]) == {"very_good": 6}


def the_tally_of_complaints(dato: Month) -> None:
    """Month and type; what was said stays on paper. One is answered within its 30 days."""
    register = dato.program.go("activities", "complaints").page("complaints")
    dato.add(register, received_on=date(2026, 11, 27), type="treatment", channel="box")
    first = dato.newest(Complaint)
    dato.add(register, received_on=date(2026, 11, 30), type="payment", channel="in_person")
    register.open(first.id)
    dato.program.settle()
    dato.finish(register.record.forms[0].form, closed_on=date(2026, 12, 1))
    assert dato.newest(Complaint, id=first.id).closed_on == date(2026, 12, 1)


def attendance_from_a_sheet(dato: Month, folder: Path) -> None:
    """The sheet was printed blank; it comes back with marks, one key each."""
    held = session_of(dato.program, 12)
    page = dato.program.go("activities", held)
    dato.program.settle()
    sheet = dato.printed(lambda: dato.click("attendance_sheet", page), folder / "planilla.pdf")
    with dato.workspace.work() as work:
        lines = series_service.lines(work, held)
        people = work.session.exec(select(Participant)).all()
    assert all(line.code in sheet for line in lines)
    names = {one.family_names for one in people if one.family_names and len(one.family_names) > 5}
    assert not [name for name in names if name in sheet]
    dato.program.part(MarkTable, "attendance_table").setFocus()
    for row in range(12):
        dato.hand.key((Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)[row % 4])
    with dato.workspace.work() as work:
        marks = [line.mark for line in series_service.lines(work, held)]
    assert marks == ["present", "late", "excused", "absent"] * 3


def a_file_comes_in(dato: Month, folder: Path) -> None:
    """An official series, tried first and then taken in as what is known around."""
    path = twins.extortions(folder / "extorsiones.csv", rows=ROWS)
    page = dato.program.go("data")
    page.open("import")
    imports = page.imports
    choose(imports.findChild(QComboBox, "register"), "incidents")
    imports.open_file(path)
    dato.program.settle()
    imports.findChild(QRadioButton, "context").click()
    source = imports.findChild(QLineEdit, "source")
    source.clear()
    dato.program.qtbot.keyClicks(source, "Oficina inventada")
    for verb in ("try", "import"):
        imports.findChild(QPushButton, verb).click()
        dato.program.settle()
    with dato.workspace.work() as work:
        assert listing.count(work, ContextIncident) == ROWS


def the_dataset_leaves(dato: Month, folder: Path) -> None:
    """The verdict first; then no name, no code word, no protected fact is in any file."""
    page = dato.program.go("data")
    page.open("dataset")
    page.dataset.choose("partner")
    page.dataset.see.click()
    dato.program.settle()
    assert page.dataset.verdict is not None
    assert page.dataset.verdict.leaves
    page.dataset.write_into(folder)
    dato.program.settle()
    (out,) = folder.glob("vereda-partner-*")
    files = sorted((out / "data").glob("*.csv"))
    assert {"participants.csv", "placements.csv"} <= {one.name for one in files}
    with dato.workspace.work() as work:
        people = work.session.exec(select(Participant)).all()
    told = {getattr(one, field) for one in people for field in SECRETS}
    told |= {one.code for one in people} | {one.id for one in people}
    for file in files:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        assert not set(header) & set(SECRET_FIELDS), file.name
        cells = {cell for row in rows for cell in row if cell}
        assert not cells & {one for one in told if one}, file.name


def an_own_question(luz: Month) -> None:
    register = luz.program.go("administration", "questions").page("questions")
    question = "¿Tiene bicicleta?"
    luz.add(
        register, asked_of="participant", title_es=question, kind="yes_no", privacy="insensitive"
    )
    assert luz.newest(CustomField).title_es == question
    assert question in [spec.title for spec in custom.asked("participant")]


def a_code_is_offered_no_more(luz: Month) -> None:
    """How often it is used stands beside it; what was answered with it stays readable."""
    lists = luz.program.go("administration", "lists").page("lists")
    assert isinstance(lists, CodeLists)
    choose(lists.box, "living_status")
    words = codes.label("living_status", "host")
    row = [lists.table.item(at, 0).text() for at in range(lists.table.rowCount())].index(words)
    assert int(lists.table.item(row, 1).text()) > 0
    lists.table.setFocus()
    lists.table.selectRow(0)
    for _step in range(row):
        luz.hand.key(Qt.Key.Key_Down)
    luz.click("code_retire", lists)
    assert "host" not in dict(codes.choices("living_status"))
    assert codes.label("living_status", "host") == words


def the_configuration_travels(luz: Month, folder: Path) -> None:
    page = luz.program.go("administration", "configuration").page("configuration")
    target = folder / "oficina.json"

    name_it = lambda shown: name_file(shown, target)  # noqa: E731
    luz.asked(lambda: luz.click("configuration_save", page), name_it)
    written = target.read_text(encoding="utf-8")
    assert "¿Tiene bicicleta?" in written
    assert "sol" not in written.split('"')  # no word to sign in with
    luz.asked(lambda: luz.click("configuration_load", page), name_it)
    assert _("{new} new, {changed} changed. Nothing was taken away.").format(
        new=0, changed=0
    ) in luz.program.texts(luz.program.window)


def test_the_month_of_a_data_clerk(office, tmp_path: Path, capsys) -> None:
    with office("dato") as dato:
        dato.on(2026, 12, 1)
        with dato.hand.step("cards"):
            a_pile_of_cards(dato)
        with dato.hand.step("complaints"):
            the_tally_of_complaints(dato)
        with dato.hand.step("attendance"):
            attendance_from_a_sheet(dato, tmp_path)
        with dato.hand.step("school month"):
            school_month(dato)
        a_file_comes_in(dato, tmp_path)
        the_dataset_leaves(dato, tmp_path)
        told = dato.hand.told()
    with office("luz") as luz:
        luz.on(2026, 12, 2)
        with luz.hand.step("own question"):
            an_own_question(luz)
        with luz.hand.step("a code offered no more"):
            a_code_is_offered_no_more(luz)
        the_configuration_travels(luz, tmp_path)
        told = f"{told}\n{luz.hand.told()}"
    with capsys.disabled():
        print(f"\n{told}")
