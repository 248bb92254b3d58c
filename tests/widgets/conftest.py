# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors and forms on the screen, for every test of their parts."""

import pytest

from desktop.core.fields import About, FieldSpec, Kind
from desktop.widgets import look
from desktop.widgets.editors_kinds import editor
from desktop.widgets.form import Form
from tests.widgets.sample_form import LINKS, sections


@pytest.fixture
def make(qapp, qtbot):
    """Return a maker of editors that are shown and taken down with the test."""
    look.apply(qapp)

    def _make(kind: Kind, **more):
        about = {key: more.pop(key) for key in ("codes", "link", "unit") if key in more}
        spec = FieldSpec("answer", "Answer", kind, About(**about), **more)
        made = editor(spec, LINKS)
        made.name_parts("Answer", "")
        qtbot.addWidget(made)
        made.show()
        return made

    return _make


@pytest.fixture
def form(qapp, qtbot):
    """Return a form with every kind of field, on the screen and with the keyboard."""
    look.apply(qapp)
    made = Form(sections(), LINKS)
    made.resize(800, 600)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    look.apply(qapp)
