# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab of copies: what is kept, how old it is, and the next copy."""

from PySide6.QtWidgets import QPushButton

from desktop.core import i18n
from desktop.core.backups import copies
from desktop.desks.protection.copies_page import CopiesPage


def test_from_no_copy_to_one_that_was_read_again(program):
    page = program.go("protection").page("copies")
    program.settle()
    assert isinstance(page, CopiesPage)
    assert i18n._("There is no copy of this workspace yet.") == page.age.text()
    program.press("copy_now")
    assert len(copies.kept(program.workspace, copies.folder_of(program.workspace))) == 1
    assert page.age.text() == copies.age_in_words(copies.APART - copies.APART)
    program.press("verify_1")
    assert program.part(QPushButton, "verify_1")


def test_a_copy_on_the_same_disk_is_made_only_when_asked_twice(program, tmp_path):
    page = program.go("protection").page("copies")
    program.settle()
    program.during(lambda question: question.reject())
    page.copy_elsewhere(tmp_path / "stick")
    program.settle()
    assert not (tmp_path / "stick").exists()
    program.during(lambda question: question.findChild(QPushButton, "go").click())
    page.copy_elsewhere(tmp_path / "stick")
    program.settle()
    assert len(copies.kept(program.workspace, tmp_path / "stick")) == 1
