# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that begins in its grid keeps nothing before the grid out of the way of Tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

MOST = 60


@pytest.mark.parametrize(
    ("place", "tab", "names"),
    [
        ("activities", "school", {"school_month", "school_grid"}),
        ("protection", "journal", {"journal_user", "journal_act", "journal_day", "to_audit"}),
    ],
)
def test_tab_leads_to_everything_of_the_page(program, place, tab, names):
    page = program.go(place, tab).page(tab)
    page.setFocus()
    met = set()
    for _step in range(MOST):
        now = QApplication.focusWidget()
        assert now is not None
        met.add(now.objectName())
        program.key(Qt.Key.Key_Tab)
    assert names <= met
