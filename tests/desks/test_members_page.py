# SPDX-License-Identifier: GPL-3.0-or-later
"""People and keys, driven as a coordinator and as somebody who may only see oneself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, store
from desktop.core.crypto import keys, paper, shares
from desktop.core.team import grants, member_errors, members, recovery, rotation
from desktop.desks.team.members_page import MembersPage


@pytest.fixture
def page(program) -> MembersPage:
    """The tab, shown to the coordinator of the demonstration."""
    protection = program.go("protection")
    protection.open("people")
    program.settle()
    return protection.page("people")


def admit(program, name, role, *, stores=()):
    """Let somebody in from the keyboard, and return the words shown."""
    program.press("admit_new")
    assert QApplication.focusWidget() is program.part(QLineEdit, "member_name")
    program.write(name)
    program.choose("member_role", role)
    for one in stores:
        program.part(QCheckBox, f"member_store_{one}").setChecked(True)
    program.press("member_admit")
    program.qtbot.waitUntil(lambda: program.has("shown_passphrase"), timeout=20_000)
    return program.words("shown_passphrase")


def select(program, page, row):
    program.settle()
    page.table.selectRow(row)


def back_from_paper(program, words):
    assert QApplication.focusWidget() is program.part(QLineEdit, "typed_back")
    program.write(words)
    program.key(Qt.Key.Key_Return)
    program.settle()


def test_somebody_is_let_in_types_the_words_back_and_can_sign_in(program, page):
    words = admit(program, "rosa", "caseworker", stores=("protected",))
    assert len(words.split()) == 6
    back_from_paper(program, "abanico " + words)
    assert program.has("sheet_problem")
    program.part(QLineEdit, "typed_back").selectAll()
    back_from_paper(program, " ".join(word[:4] for word in words.split()))
    assert not program.has("shown_passphrase")
    assert words not in program.texts()
    table = page.table
    assert [table.item(row, 0).text() for row in range(table.rowCount())] == ["demo", "rosa"]
    assert table.item(1, 1).text() == "Acompañamiento"
    header = store.load_header(program.workspace.folder)
    opened = keys.unlock(header, "rosa", words)
    assert opened.role == "caseworker"
    assert opened.store_key("protected")
    with pytest.raises(keys.NotAMember):
        opened.store_key("dialogues")


def test_what_is_missing_is_told_and_a_name_is_not_given_twice(program, page):
    program.press("admit_new")
    program.press("member_admit")
    assert program.has("sheet_problem")
    program.write("demo")
    program.choose("member_scope", "team")
    program.press("member_admit")
    assert QApplication.focusWidget() is program.part(QLineEdit, "member_team")
    program.write("norte")
    program.press("member_admit")
    assert program.words("sheet_problem") == str(member_errors.NameTaken())
    program.press("sheet_back")
    assert program.has("everybody")


def test_each_role_says_what_it_may_do_and_who_has_no_key_sees_no_files(program, page):
    program.press("admit_new")
    told = set()
    box = program.part(QComboBox, "member_role")
    for at in range(box.count()):
        box.setCurrentIndex(at)
        told.add(program.texts())
    assert len(told) == 6
    program.choose("member_role", "auditor")
    assert not program.part(QComboBox, "member_scope").isEnabled()
    assert not program.part(QCheckBox, "member_store_dialogues").isEnabled()


def test_a_role_and_a_scope_are_changed(program, page):
    members.admit(program.workspace, "rosa", "caseworker", language="es")
    select(program, page, 1)
    program.press("member_change")
    program.choose("member_role", "data_officer")
    program.choose("member_scope", "team")
    program.part(QLineEdit, "member_team").setText("norte")
    program.press("member_save")
    found = members.find(program.workspace, "rosa")
    assert (found.role, found.scope, found.team) == ("data_officer", "team", "norte")
    assert "norte" in page.table.item(1, 2).text()


def test_the_last_who_can_let_others_in_stays(program, page):
    select(program, page, 0)
    program.press("member_change")
    program.choose("member_role", "caseworker")
    program.press("member_save")
    assert program.words("sheet_problem") == str(member_errors.LastDirector())


def test_a_key_is_given_after_six_words_were_compared_and_taken_back(program, page):
    members.admit(program.workspace, "rosa", "caseworker", language="es")
    select(program, page, 1)
    program.press("member_stores")
    assert program.words("six_words") == members.fingerprint(program.workspace, "rosa")
    assert len(program.words("six_words").split()) == 6
    program.press("give_dialogues")
    assert members.find(program.workspace, "rosa").stores == ("dialogues",)
    program.press("take_dialogues")
    assert members.find(program.workspace, "rosa").stores == ()
    assert program.has("sheet_problem")


def test_forgotten_words_are_replaced(program, page):
    first = members.admit(program.workspace, "rosa", "caseworker", language="es").words
    select(program, page, 1)
    program.press("member_forgot")
    program.press("member_reissue")
    program.qtbot.waitUntil(lambda: program.has("shown_passphrase"), timeout=20_000)
    words = program.words("shown_passphrase")
    header = store.load_header(program.workspace.folder)
    assert keys.unlock(header, "rosa", first).role == "caseworker"  # nothing is in force yet
    back_from_paper(program, words)
    assert not program.has("shown_passphrase")
    header = store.load_header(program.workspace.folder)
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header, "rosa", first)
    assert keys.unlock(header, "rosa", words).role == "caseworker"


def test_words_left_before_they_were_typed_back_open_nothing(program, page):
    first = members.admit(program.workspace, "rosa", "caseworker", language="es").words
    select(program, page, 1)
    program.press("member_forgot")
    program.press("member_reissue")
    words = program.words("shown_passphrase")
    back_from_paper(program, "abanico " + words)
    assert program.has("sheet_problem")
    page.sheets.leave()  # as a lock, or a program that dies, would leave it
    header = store.load_header(program.workspace.folder)
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header, "rosa", words)
    assert keys.unlock(header, "rosa", first).role == "caseworker"


def test_ones_own_passphrase_is_changed_and_a_wrong_one_is_told(program, page):
    assert program.words("own_words") == members.own_fingerprint(program.workspace)
    program.press("own_passphrase_new")
    assert QApplication.focusWidget() is program.part(QLineEdit, "passphrase_now")
    program.write("no es esta")
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.has("sheet_problem"), timeout=20_000)
    program.part(QLineEdit, "passphrase_now").selectAll()
    program.write(store.DEMO_PASSPHRASE)
    program.key(Qt.Key.Key_Return)
    program.qtbot.waitUntil(lambda: program.has("shown_passphrase"), timeout=20_000)
    words = program.words("shown_passphrase")
    header = store.load_header(program.workspace.folder)
    assert keys.unlock(header, "demo", store.DEMO_PASSPHRASE).slot.user == "demo"
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header, "demo", words)
    back_from_paper(program, words)
    assert program.has("own_keys")
    header = store.load_header(program.workspace.folder)
    assert keys.unlock(header, "demo", words).slot.user == "demo"
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header, "demo", store.DEMO_PASSPHRASE)


def test_who_cannot_let_others_in_sees_only_oneself(closed, demo_folder, demo_keys):
    program = closed
    with_demo = store.Workspace(demo_folder, demo_keys)
    words = members.admit(with_demo, "rosa", "caseworker", language="es").words
    with_demo.close()
    program.app._dress()
    program.open(demo_folder, keys.unlock(store.load_header(demo_folder), "rosa", words))
    signed_in = program.part(QLabel, "signed_in").accessibleName()
    assert signed_in == "rosa, acompañamiento"
    assert "rosa" in program.words("signed_in")
    program.go("protection").open("people")
    program.settle()
    assert program.has("own_keys")
    assert program.words("own_words") == members.own_fingerprint(program.workspace)
    assert not program.has("everybody")
    assert "demo" not in program.words("own_line")


def type_lines(program, prefix, lines):
    for n, words in enumerate(lines, start=1):
        program.part(QLineEdit, f"{prefix}_{n}").setFocus()
        program.write(words)


def test_somebody_is_dismissed_in_three_steps_and_all_keys_are_new(program, page):
    words = members.admit(program.workspace, "rosa", "caseworker", language="es").words
    before = program.workspace.header
    select(program, page, 1)
    program.press("member_dismiss")
    assert rotation.OLD_COPIES[:20] not in program.texts()  # in Spanish
    program.press("dismiss_on")
    lines = program.words("shown_recovery").split("\n")
    type_lines(program, "dismiss_key", [*lines[:3], lines[3][:-1] + "*"])
    program.press("dismiss_change")
    assert program.words("sheet_problem")
    line = program.part(QLineEdit, "dismiss_key_4")
    line.clear()
    line.setFocus()
    program.write(lines[3])
    told: list[tuple[str, int, int]] = []
    program.window.jobs.changed.connect(lambda *step: told.append(step))
    program.press("dismiss_change")
    program.qtbot.waitUntil(lambda: program.has("sheet_back"), timeout=60_000)
    assert [done for title, done, total in told if title and total == 6] == [1, 2, 3, 4, 5, 6]
    program.settle()
    header = store.load_header(program.workspace.folder)
    assert [one.user for one in members.listed(program.workspace)] == ["demo"]
    with pytest.raises(keys.WrongPassphrase):
        keys.unlock(header, "rosa", words)
    new = paper.read("".join(lines))
    assert keys.unlock_with_recovery(header, new).data_key
    assert not recovery.drill_due(program.workspace, clock.today())
    assert keys.unlock(before, "rosa", words).data_key != program.workspace.key_holder.data_key
    program.press("sheet_back")
    assert page.table.rowCount() == 1
    program.go("participants")  # the window goes on as before


def test_nobody_dismisses_oneself(program, page):
    select(program, page, 0)
    program.press("member_dismiss")
    assert not program.has("dismiss_on")


@pytest.fixture
def own_paper(qtbot, tmp_path):
    """A workspace of one's own, whose recovery key is known, and the page of its people."""
    from desktop.core.founding import create
    from desktop.desks.frame.desk import Desk
    from desktop.widgets.jobs import Jobs
    from desktop.widgets.toasts import Toasts

    folder = tmp_path / "own"
    made = create(folder, "ana", passphrase="uno dos tres cuatro")
    opened = store.Workspace.open(folder, "ana", "uno dos tres cuatro")
    jobs = Jobs()
    window = QWidget()
    shown = MembersPage(
        Desk(opened, jobs, Toasts(window), lambda _place, _record: None, lambda _words: None)
    )
    QVBoxLayout(window).addWidget(shown)
    qtbot.addWidget(window)
    window.show()
    yield made, opened, shown, jobs
    jobs.close()
    opened.close()


def visible(place, kind, name):
    return next(one for one in place.findChildren(kind, name) if one.isVisible())


def press(qtbot, place, jobs, name):
    visible(place, QPushButton, name).click()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)
    QApplication.processEvents()


def test_the_recovery_key_is_tried_then_cut_into_three(qtbot, own_paper):
    made, workspace, page, jobs = own_paper
    press(qtbot, page, jobs, "paper_drill")
    for n, words in enumerate(made.recovery, start=1):
        qtbot.keyClicks(visible(page, QLineEdit, f"drill_{n}"), words)
    press(qtbot, page, jobs, "drill_prove")
    assert not recovery.drill_due(workspace, clock.today())
    press(qtbot, page, jobs, "paper_cut")
    for n, words in enumerate(made.recovery, start=1):
        qtbot.keyClicks(visible(page, QLineEdit, f"cut_{n}"), words)
    press(qtbot, page, jobs, "cut_now")
    parts = []
    for _part in range(3):
        assert not [one for one in page.findChildren(QLabel, "shown_part") if one.isVisible()]
        visible(page, QCheckBox, "keeper_here").click()
        parts.append(visible(page, QLabel, "shown_part").text().split("\n"))
        for n, words in enumerate(parts[-1], start=1):
            qtbot.keyClicks(visible(page, QLineEdit, f"part_{n}"), words)
        assert not recovery.is_shared(workspace)
        press(qtbot, page, jobs, "part_done")
    assert recovery.is_shared(workspace)
    assert not recovery.single_holder(workspace)
    key = shares.key_from(["\n".join(parts[2]), "\n".join(parts[0])])
    assert paper.write(key) == made.recovery


def test_two_people_for_the_dialogues_need_two_who_hold_the_key(program, page):
    program.press("two_needed_open")
    program.press("two_act")
    assert program.has("sheet_problem")
    program.press("sheet_back")
    members.admit(program.workspace, "rosa", "dialogue", stores=("dialogues",), language="es")
    program.settle()
    program.press("two_needed_open")
    program.press("two_act")
    program.settle()
    assert grants.needs_two(program.workspace, "dialogues")
    assert program.has("own_keys")


def test_a_member_changes_the_key_of_a_part_somebody_who_left_knew(program, page):
    workspace = program.workspace
    before = workspace.key_holder.store_key("sources")
    workspace.change_header(
        lambda header: replace(header, more={**header.more, rotation.STALE: ["sources"]})
    )
    page.reload()
    program.settle()
    program.press("renew_sources")
    program.press("store_renew")
    program.settle()
    assert rotation.stale(workspace) == ()
    assert workspace.key_holder.store_key("sources") != before
    assert not program.has("renew_sources")
