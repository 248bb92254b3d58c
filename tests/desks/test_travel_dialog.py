# SPDX-License-Identifier: GPL-3.0-or-later
"""Who goes along on a travel copy: by due day or chosen one by one, with an honest count."""

from contextlib import closing

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.core import store
from desktop.core.backups import travel
from desktop.core.crypto import keys
from desktop.core.tables import models_of, table_of
from desktop.core.work import User
from desktop.desks.protection.travel_dialog import BY_HAND, TravelDialog
from desktop.participants import service as participants
from tests.desks.people import SIX


@pytest.fixture
def dialog(program):
    made = TravelDialog(program.workspace)
    program.qtbot.addWidget(made)
    made.show()
    made.span.setCurrentIndex(made.span.findData(BY_HAND))
    return made


def tick(dialog, code, state=Qt.CheckState.Checked):
    (item,) = dialog.found.findItems(code, Qt.MatchFlag.MatchExactly)
    item.setCheckState(state)


def said(dialog):
    return dialog.findChild(QLabel, "travel_count").text()


def test_people_are_found_ticked_and_counted(program, person, dialog, tmp_path):
    with program.workspace.work(write=True) as work:
        other = participants.register(work, {**SIX, "given_names": "Obdulia"})
    assert dialog.people == []
    assert not dialog.go.isEnabled()
    dialog.search.setText(person.code)
    tick(dialog, person.code)
    dialog.search.setText("Obdulia")
    tick(dialog, other.code)
    assert set(dialog.people) == {person.id, other.id}
    assert said(dialog).startswith("2 participantes. Anotaciones sobre estas personas: 0.")
    dialog.choose(tmp_path / "viaje")
    assert dialog.go.isEnabled()
    dialog.search.setText("nadie así")
    tick(dialog, other.code, Qt.CheckState.Unchecked)  # who was chosen stays on the list
    assert dialog.people == [person.id]
    dialog.span.setCurrentIndex(0)
    assert dialog.search.isHidden()
    dialog.span.setCurrentIndex(dialog.span.findData(BY_HAND))
    assert dialog.people == [person.id]


def test_the_count_is_what_goes_along(program, tmp_path):
    someone = program.person(status="open")
    found = travel.along(program.workspace, [someone, someone])
    folder = tmp_path / "viaje"
    created = travel.make(program.workspace, folder, [someone])
    user = program.workspace.user.name
    unlocked = keys.unlock(store.load_header(folder), user, created.passphrase)
    held = {}
    with closing(store.Workspace(folder, unlocked)) as taken, taken.work() as work:
        for model in models_of("cases"):
            count = sa.select(sa.func.count()).select_from(table_of(model))
            held[table_of(model).name] = work.session.execute(count).scalar_one()
    shared = sum(held[name] for name in travel.ALONG)
    assert (found.people, found.pointed_to) == (held["participant"], shared)
    assert found.records == sum(held.values()) - shared - found.people


def test_nobody_outside_ones_own_is_offered(program, person):
    program.workspace.user = User("bea", "caseworker", "own")
    dialog = TravelDialog(program.workspace)
    program.qtbot.addWidget(dialog)
    dialog.span.setCurrentIndex(dialog.span.findData(BY_HAND))
    dialog.search.setText(person.code)
    assert dialog.found.count() == 0
