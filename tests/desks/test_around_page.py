# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of a sector counts: work and incidents, never who."""

from datetime import date

from PySide6.QtWidgets import QLabel, QTableWidget, QWidget

from desktop.core import records
from desktop.desks import around_page
from desktop.participants.model import Participant
from desktop.placements.employer_model import Employer
from desktop.places import place_service
from desktop.reports import sector_work
from tests.places.conftest import made_once, workspace  # noqa: F401 - one workspace for both
from tests.workspaces import person

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def test_a_sector_counts_its_work_and_names_nobody(qtbot, workspace):  # noqa: F811
    with workspace.work(write=True) as work:
        sector = place_service.create(work, {"name": "Moravia"}).id
        other = place_service.create(work, {"name": "Aranjuez"}).id
        empty = sector_work.here(work, sector, FIRST, LAST)
        for place, status in ((sector, "open"), (sector, "closed"), (other, "open")):
            records.create(work, Participant, person(sector=place, status=status))
        records.create(work, Employer, {"title": "Panadería", "sector": sector})
        found = sector_work.here(work, sector, FIRST, LAST)

    assert (empty.work, empty.incidents) == ([], [])
    assert found.work == [("Participants who live here", 1), ("Workplaces", 1)]
    (tab,) = around_page.tabs(workspace, sector)
    root = QWidget()
    qtbot.addWidget(root)
    panel = tab.build(root)
    table = panel.findChild(QTableWidget)
    assert [table.item(0, n).text() for n in range(2)] == ["Participants who live here", "1"]
    assert not any("P-" in one.text() for one in panel.findChildren(QLabel))
