# SPDX-License-Identifier: GPL-3.0-or-later
"""The window: places by number, search for everything, help, languages, lock, settings."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTabWidget,
    QTextBrowser,
    QToolButton,
)

from desktop.core import i18n, store
from desktop.desks.places import PLACES
from desktop.organisation import service as organisation
from desktop.participants.model import Participant
from desktop.shell import help_view
from tests.windows import ALT, CTRL


def digit(number):
    return Qt.Key(Qt.Key.Key_0 + number)


def test_alt_and_a_number_go_to_every_place(program):
    places = program.window.places
    assert len(places) >= 8
    for number in [*range(1, min(9, len(places)) + 1), 1]:
        program.key(digit(number), ALT)
        program.settle()
        name = places[number - 1]
        assert program.window.here == name
        assert program.part(QToolButton, f"go_{name}").isChecked()
        assert program.preferences.place == name


def test_the_place_shown_last_is_shown_first(program):
    program.go("incidents")
    program.app.rebuild()
    program.settle()
    assert program.window.here == "incidents"


@pytest.mark.parametrize("way", ["code", "name"])
def test_search_everything_finds_a_person_and_opens_it(program, way):
    from sqlmodel import select

    with program.workspace.work() as work:
        people = select(Participant).where(Participant.status == "open")
        person = work.session.exec(people.where(Participant.given_names != None)).first()  # noqa: E711
    text = person.code if way == "code" else f"{person.given_names} {person.family_names}"
    program.go("my_day")
    program.key(Qt.Key.Key_K, CTRL)
    line = program.part(QLineEdit, "search_all")
    assert line.hasFocus()
    program.write(text)
    results = program.window.findChild(QListWidget, "search_results")
    program.qtbot.waitUntil(results.isVisible)
    words = [results.item(at).text() for at in range(results.count())]
    assert person.code in words
    program.key(Qt.Key.Key_Return)
    program.settle()
    assert program.window.here == "participants"
    assert program.window.pages["participants"].in_record
    assert program.words("record_code") in words
    if way == "code":
        assert program.words("record_code") == person.code
    assert not results.isVisible()
    assert line.text() == ""


def test_the_arrows_choose_among_what_was_found(program):
    program.key(Qt.Key.Key_K, CTRL)
    line = program.part(QLineEdit, "search_all")
    program.write("ma")
    results = program.window.findChild(QListWidget, "search_results")
    program.qtbot.waitUntil(lambda: results.isVisible() and results.count() > 1)
    assert results.currentRow() == 0
    program.qtbot.keyClick(line, Qt.Key.Key_Down)
    assert results.currentRow() == 1
    chosen = results.currentItem().text()
    program.qtbot.keyClick(line, Qt.Key.Key_Return)
    program.settle()
    assert program.words("record_code") == chosen


def test_escape_leaves_the_search(program):
    program.key(Qt.Key.Key_K, CTRL)
    line = program.part(QLineEdit, "search_all")
    program.write("ma")
    results = program.window.findChild(QListWidget, "search_results")
    program.qtbot.waitUntil(results.isVisible)
    program.qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not results.isVisible()


@pytest.mark.parametrize(
    ("language", "words"), [("es", "persona"), ("pt_BR", "você"), ("en", "person")]
)
def test_help_speaks_every_language_and_opens_where_one_is(program, language, words):
    program.choose("language", language)
    program.settle()
    program.go("participants")
    program.key(Qt.Key.Key_F1)
    opened = program.window.findChild(help_view.Help)
    program.qtbot.waitUntil(opened.isVisible)
    pages = opened.findChild(QListWidget, "help_pages")
    assert pages.currentItem().data(256) == "participants"
    read = set()
    for at in range(pages.count()):
        pages.setCurrentRow(at)
        text = opened.findChild(QTextBrowser, "help_text").toPlainText()
        assert len(text) > 200, pages.currentItem().text()
        read.add(text)
    assert len(read) == pages.count()
    assert words in "\n".join(read)
    opened.close()


def test_help_tells_of_the_map_while_the_map_fills_the_page(program):
    page = program.go("territory")
    page.show_map()
    program.key(Qt.Key.Key_F1)
    page.show_list()
    program.window.show_help()
    opened = program.window.findChildren(help_view.Help)
    told = [one.findChild(QListWidget, "help_pages").currentItem().data(256) for one in opened]
    assert told == ["map", "territory"]
    for one in opened:
        one.close()


def test_every_place_has_its_page_of_help(program):
    told = {name for name, _title in help_view.PAGES}
    places = {place.name for place in PLACES}
    assert {help_view._TOLD_BY.get(name, name) for name in places | {"settings"}} <= told


def test_a_language_is_changed_in_place_and_the_draft_stays(program):
    program.go("participants")
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    page = program.window.pages["participants"]
    editor = page.record.forms[0].form.editor("note")
    line = editor.controls()[0]
    line.setFocus()
    program.write("Vive con la abuela")
    before = program.window
    program.choose("language", "pt_BR")
    program.settle()
    assert program.window is not before
    assert program.app.workspace is program.window.workspace
    assert program.window.here == "participants"
    assert i18n.language() == "pt_BR"
    assert program.part(QPushButton, "lock").text() == "Bloquear"
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = program.window.pages["participants"].record.forms[0].form
    assert form.editor("note").value() == "Vive con la abuela"
    assert program.has("draft_bar")


def test_lock_keeps_what_is_being_typed(program, demo_folder, demo_keys):
    program.go("participants")
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = program.window.pages["participants"].record.forms[0].form
    form.editor("note").controls()[0].setFocus()
    program.write("Aún sin nombre")
    program.key(Qt.Key.Key_L, CTRL)
    assert program.locked == [True]
    program.app.close()
    program.app.window = None
    program.open(demo_folder, demo_keys)
    assert program.window.here == "participants"
    program.key(Qt.Key.Key_N, CTRL)
    program.settle()
    form = program.window.pages["participants"].record.forms[0].form
    assert form.editor("note").value() == "Aún sin nombre"


def test_the_lock_button_locks(program):
    program.part(QPushButton, "lock").click()
    assert program.locked == [True]


def test_the_demonstration_says_what_it_is_on_every_page(program):
    for name in program.window.places:
        program.go(name)
        assert "Datos de demostración" in program.texts()


def test_the_look_and_the_size_of_letters_change_in_place(program):
    settings = program.go("settings")
    small = program.part(QPushButton, "lock").height()
    program.choose("set_theme", "dark")
    assert program.preferences.theme == "dark"
    program.settle()
    assert program.window.here == "settings"
    program.choose("set_scale", "2.0")
    program.settle()
    assert program.preferences.scale == 2.0
    assert program.part(QPushButton, "lock").height() > small * 1.5
    assert program.window.pages["settings"] is not settings
    for name in program.window.places:
        program.go(name)
        assert program.window.width() <= program.window.screen().availableGeometry().width()


def test_a_narrow_top_line_keeps_search_cover_and_lock(program):
    program.go("settings")
    program.choose("set_scale", "2.0")
    program.settle()
    window = program.window
    window.resize(1024, 600)
    program.settle()
    for name in ("cover", "lock"):
        part = program.part(QPushButton, name)
        assert part.mapTo(window, part.rect().bottomRight()).x() <= window.width()
        assert part.accessibleName() or part.text()
    assert program.window.top.search.width() >= program.window.width() // 4
    assert not program.has("signed_in")
    window.resize(1280, 760)


def test_the_region_writes_the_dates(program):
    program.go("settings")
    program.choose("set_region", "en_GB")
    program.settle()
    assert i18n.region() == "en_GB"
    assert program.part(QPushButton, "lock").text() == "Bloquear"


def test_what_stands_on_reports_is_saved(program):
    page = program.go("settings")
    page.setCurrentIndex(1)
    title = program.part(QLineEdit, "org_title")
    title.setFocus()
    title.selectAll()
    program.write("Fundación Camino")
    program.choose("org_language", "pt_BR")
    program.press("org_save")
    with program.workspace.work() as work:
        kept = organisation.about(work)
    assert (kept.title, kept.language) == ("Fundación Camino", "pt_BR")
    assert kept.city == "Puerto Lisandra"


def test_a_programme_is_added_by_keyboard_and_selected(program):
    page = program.go("settings")
    page.setCurrentIndex(2)
    register = page.currentWidget()
    register.setFocus()
    program.settle()
    program.key(Qt.Key.Key_N, CTRL)
    form = register.record.forms[0].form
    assert QApplication.focusWidget() is form.editor("sign").controls()[0]
    program.write("Z")
    form.editor("title").controls()[0].setFocus()
    program.write("Línea nueva")
    program.key(Qt.Key.Key_Return, CTRL)
    program.qtbot.waitUntil(lambda: register.record.id is not None)  # with its waiting list
    program.key(Qt.Key.Key_Escape)
    program.qtbot.waitUntil(lambda: not register.in_record)
    program.settle()
    with program.workspace.work() as work:
        assert "Z · Línea nueva" in [words for _id, words in organisation.offered(work)]
    key = register.list.table.key
    assert register._source.load(key).values["sign"] == "Z"


def test_everything_that_takes_the_keyboard_has_a_name(program):
    unnamed = set()
    for name in program.window.places:
        page = program.go(name)
        for kind in (QPushButton, QToolButton, QLineEdit, QComboBox, QTabWidget):
            for one in page.findChildren(kind):
                words = one.accessibleName() or getattr(one, "text", str)()
                if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not words:
                    unnamed.add((name, kind.__name__, one.objectName()))
    assert not unnamed


def test_who_is_signed_in_and_when_all_was_saved(program):
    program.window.resize(1024, 600)
    program.settle()
    assert program.words("signed_in").startswith(f"{store.DEMO_USER}, ")
    with program.workspace.work(write=True) as work:
        person = work.session.get(Participant, 1)
        from desktop.core import records

        records.amend(work, person, {"note": "Cambió de turno."})
    program.qtbot.waitUntil(lambda: re.search(r"\d\d:\d\d", program.words("state")) is not None)
