# SPDX-License-Identifier: GPL-3.0-or-later
"""Editors on the screen, for every test of the form's parts."""

import pytest

from desktop.core.fields import About, FieldSpec, Kind
from desktop.widgets import look
from desktop.widgets.editors_kinds import editor

LINKS = {"sector": lambda: [(f"s{n}", f"Sector {n} Niño Jesús") for n in range(30)]}


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
