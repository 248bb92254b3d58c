# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of what is past its time asks a second person before anything is erased whole."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSpinBox, QWidget

from desktop.core import clock, inbox, journal, tombstones
from desktop.core.crypto import header
from desktop.core.tables import new_id
from desktop.desks.processes_page import ask_about_requests
from desktop.desks.rights.retention_view import RetentionView
from desktop.desks.team.approval_dialog import ApprovalDialog
from desktop.incidents import service as incidents
from desktop.rights import erasing, retention, terms
from desktop.widgets.dialogs import Question

RUMOUR = {"type": "threat", "occurred_on": "2026-03", "how_known": "rumour"}


@pytest.fixture
def old_rumour(program):
    now = clock.now()
    with clock.at(now - timedelta(days=120)), program.workspace.work(write=True) as work:
        made = incidents.record(work, RUMOUR)
    with clock.at(now - timedelta(days=8)), program.workspace.work(write=True) as work:
        journal.write(work, "open_store")
    return made


def meanwhile(kind, act):
    """Do something to the dialog that is about to open, then send it away."""
    seen = []

    def look():
        (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
        seen.append(act(dialog))
        dialog.reject()

    QTimer.singleShot(0, look)
    return seen


def view_of(program):
    page = program.go("protection").page("rights")
    program.settle()
    views = [page.part(at) for at in range(page.tabs.count())]
    view = next(one for one in views if isinstance(one, RetentionView))
    page.tabs.setCurrentIndex(views.index(view))
    program.settle()
    return view


def test_erasing_rumours_asks_for_a_second_person(program, old_rumour):
    view = view_of(program)
    seen = meanwhile(ApprovalDialog, program.texts)
    view.findChild(QWidget, "run_rumour_days").click()
    assert "1 rumor" in seen[0]
    with program.workspace.work() as work:
        (past,) = retention.review(work)
    assert past.ids == (old_rumour.id,)


def test_a_term_made_shorter_says_from_when_it_holds(program, old_rumour):
    with program.workspace.work(write=True) as work:
        terms.set_terms(work, terms.Terms(rumour_days=30))
    view = view_of(program)
    assert "se acortó" in program.texts(view)
    assert view.findChild(QSpinBox, "rumour_days").value() == 30


def test_a_member_leaves_a_request_nobody_sealed_where_it_is(program):
    workspace, person = program.workspace, new_id()
    with workspace.work(write=True) as work:
        tombstones.lay(work, "participant", person)
    known = header.load(workspace.folder)
    for store in ("protected", "sources"):
        content = f'{{"erase": ["participant", "{person}"]}}'
        inbox.leave(workspace.folder, known, store, content.encode())
    workspace.open_store("protected")
    seen = meanwhile(Question, program.texts)
    ask_about_requests(program.window, workspace, "protected")
    assert "sello" in seen[0]
    assert erasing.unproved(workspace, "protected") == (1, 0)
