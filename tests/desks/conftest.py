# SPDX-License-Identifier: GPL-3.0-or-later
"""An invented person in the open demonstration, and a desk on it for whole files of tests."""

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from desktop.core import clock, i18n
from desktop.core.store import Workspace
from desktop.desks.frame.desk import Desk
from desktop.participants import service as participants
from desktop.widgets.jobs import Jobs
from desktop.widgets.toasts import Toasts
from tests.demo_world import NOW
from tests.desks.all_forms import Place
from tests.desks.people import SIX


@pytest.fixture
def person(program):
    with program.workspace.work(write=True) as work:
        return participants.register(work, SIX)


@pytest.fixture(scope="module")
def place(demo_source, demo_keys, tmp_path_factory, qapp) -> Iterator[Place]:
    """A desk in Spanish on a demonstration of the module's own, every store open."""
    folder = tmp_path_factory.mktemp("place") / "workspace"
    shutil.copytree(demo_source, folder)
    with clock.at(NOW):
        workspace = Workspace(folder, demo_keys)
        for store in ("dialogues", "protected", "sources"):
            workspace.open_store(store)
        i18n.set_language("es")
        top, jobs = QWidget(), Jobs()
        yield Place(
            Desk(workspace, jobs, Toasts(top), lambda _place, _id: None, lambda _words: None)
        )
        jobs.close()
        workspace.close()
    i18n.set_language("en")
