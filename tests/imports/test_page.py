# SPDX-License-Identifier: GPL-3.0-or-later
"""The import page by hand: file, question, columns, trial run, import, undo."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)

from desktop.core import listing, records
from desktop.core.store import Workspace
from desktop.imports import service
from desktop.imports.page import ImportPage
from desktop.incidents.context_model import ContextIncident
from desktop.incidents.intake import TARGET
from desktop.incidents.model import Incident
from desktop.participants.intake import TARGET as PEOPLE
from desktop.widgets import choose, dialogs
from desktop.widgets.jobs import Jobs
from tests import twins


class Hand:
    """Drives a page by the names of its controls."""

    def __init__(self, qtbot, page: ImportPage, jobs: Jobs) -> None:
        self.bot, self.page, self.jobs = qtbot, page, jobs

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.jobs.busy, timeout=60_000)
        QCoreApplication.processEvents()  # what was added to a page on show appears now

    def open(self, path: Path) -> None:
        self.page.open_file(path)
        self.wait()

    def find(self, kind, name: str):
        found = self.page.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        self.find(QPushButton, name).click()
        self.wait()

    def tick(self, name: str) -> None:
        self.find(QRadioButton, name).setChecked(True)
        self.wait()

    def choose(self, name: str, code: str) -> None:
        combo = self.find(QComboBox, name)
        at = combo.findData(code)
        assert at >= 0
        combo.setCurrentIndex(at)
        combo.activated.emit(at)
        self.wait()

    def chosen(self, name: str) -> str:
        return self.find(QComboBox, name).currentData()

    def seen(self, kind, name: str) -> bool:
        part = self.page.findChild(kind, name)
        return part is not None and part.isVisibleTo(self.page)

    def said(self) -> str:
        bars = [one for one in self.page.findChildren(QWidget) if one.objectName().endswith("_bar")]
        return " ".join(bar.accessibleName() for bar in bars if bar.isVisibleTo(self.page))


@pytest.fixture
def hand(qtbot, workspace: Workspace):
    jobs = Jobs()
    page = ImportPage(workspace, jobs, [TARGET, PEOPLE])
    qtbot.addWidget(page)
    page.resize(1180, 900)
    page.show()
    yield Hand(qtbot, page, jobs)
    jobs.close()


def count(workspace: Workspace, model) -> int:
    with workspace.work() as work:
        return listing.count(work, model)


def test_a_teams_workbook_comes_in_and_leaves_again(
    hand: Hand, workspace: Workspace, tmp_path: Path
) -> None:
    hand.open(twins.own_incidents(tmp_path / "registro.csv"))
    assert "XLSX" in hand.find(QLabel, "reading_sentence").text()
    assert not hand.seen(QPushButton, "try")  # not before the question is answered
    hand.tick("ours")
    assert hand.chosen("column_type") == "Tipo de incidente"
    assert hand.chosen("value_type_0") == "threat"
    hand.press("try")
    assert "40 rows are refused" in hand.said()  # the sectors are not known here
    assert not hand.seen(QPushButton, "import")
    refused = hand.find(QTableView, "refused").model()
    assert refused.index(0, 3).data() == "Sector 1"
    hand.choose("column_sector", "")
    assert not hand.seen(QTableView, "refused")  # the trial run before is no longer true
    hand.press("try")
    assert "40 rows can be imported" in hand.said()
    assert count(workspace, Incident) == 0
    hand.press("import")
    assert count(workspace, Incident) == 40
    assert "40 rows were imported" in hand.said()
    hand.press("undo_import")
    assert count(workspace, Incident) == 0
    assert "40 records left" in hand.said()


def test_an_official_series_needs_a_source(
    hand: Hand, workspace: Workspace, tmp_path: Path
) -> None:
    hand.open(twins.extortions(tmp_path / "extorsiones.csv", rows=120))
    assert "month, day, year" in hand.find(QLabel, "reading_sentence").text()
    hand.tick("context")
    assert not hand.seen(QPushButton, "try")
    hand.find(QLineEdit, "source").setText("National police")
    assert hand.chosen("column_municipality_code") == "COD_MUNI"
    assert hand.chosen("fixed_type") == "extortion"
    hand.press("try")
    hand.press("import")
    assert (count(workspace, ContextIncident), count(workspace, Incident)) == (120, 0)


def test_unclear_dates_are_asked_for(hand: Hand, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("fecha,tipo\n1/2/2026,Homicidio\n3/4/2026,Amenaza\n", encoding="utf-8")
    hand.open(path)
    hand.tick("ours")
    assert "day first or month first" in hand.said()
    assert not hand.find(QPushButton, "try").isEnabled()
    hand.choose("date_order", "mdy")
    assert "day first or month first" not in hand.said()
    hand.press("try")
    hand.press("import")
    with workspace.work() as work:
        days = set(work.session.execute(Incident.__table__.select()).scalars("occurred_on"))  # type: ignore[attr-defined]
    assert days == {"2026-01-02", "2026-03-04"}


def test_a_wrong_file_is_told_and_the_next_one_opens(hand: Hand, tmp_path: Path) -> None:
    (tmp_path / "f.pdf").write_bytes(b"%PDF-1.7")
    hand.open(tmp_path / "f.pdf")
    assert "not a table we can read" in hand.said()
    assert not hand.seen(QLabel, "reading_sentence")
    hand.open(twins.extortions(tmp_path / "police.csv", rows=20))
    assert hand.said() == ""
    assert hand.seen(QLabel, "reading_sentence")


def test_refused_rows_can_be_saved(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.csv"
    path.write_text("fecha,tipo\n13/02/2026,Homicidio\n14/02/2026,=1+1\n", encoding="utf-8")
    hand.open(path)
    hand.tick("ours")
    hand.press("try")
    table = hand.find(QTableView, "refused")
    model = table.model()
    assert [model.index(0, place).data() for place in range(4)] == [
        "3", "What happened", "This value is not in the list. Choose an answer for it.", "=1+1",
    ]  # fmt: skip
    target = tmp_path / "refused.csv"
    monkeypatch.setattr(choose, "path", lambda *_given: target)
    hand.press("save_refused")
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file, delimiter=";")
    assert (header[0], row[0], row[3]) == ("Row", "3", "'=1+1")


def test_choices_are_saved_and_used_again(hand: Hand, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("cuando;que\n1/2/2026;vac\n2/2/2026;vac\n", encoding="utf-8")
    hand.open(path)
    hand.tick("ours")
    hand.choose("date_order", "dmy")
    hand.choose("column_occurred_on", "cuando")
    hand.choose("column_type", "que")
    hand.choose("value_type_0", "extortion")
    hand.find(QLineEdit, "map_name").setText("Of the team")
    hand.press("save_map")
    with workspace.work() as work:
        (saved,) = service.maps(work, "incidents")
    assert saved.mapping.values == {"type": {"vac": "extortion"}}
    hand.open(path)
    hand.tick("ours")
    assert hand.chosen("column_type") != "que"
    combo = hand.find(QComboBox, "saved_maps")
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    hand.wait()
    assert (hand.chosen("column_type"), hand.chosen("value_type_0")) == ("que", "extortion")
    assert hand.chosen("date_order") == "dmy"
    hand.press("try")
    assert "2 rows can be imported" in hand.said()
    hand.press("forget_map")
    with workspace.work() as work:
        assert service.maps(work, "incidents") == []
    assert hand.chosen("column_type") == "que", "what is chosen now stays"


def test_undo_asks_once_more_when_records_were_changed(
    hand: Hand, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(twins.extortions(tmp_path / "extorsiones.csv", rows=5))
    hand.tick("ours")
    hand.press("try")
    hand.press("import")
    with workspace.work(write=True) as work:
        first = listing.snapshot(work, Incident)[0]
        records.amend(work, records.at_row(work, Incident, first), {"note": "Seen again"})
    asked = []
    answers = iter([dialogs.Answer(agreed=False), dialogs.Answer(agreed=True)])

    def ask(_parent, _title, body, _verb, **_more):
        asked.append(body)
        return next(answers)

    monkeypatch.setattr(dialogs, "ask", ask)
    hand.press("undo_import")
    assert count(workspace, Incident) == 5
    hand.press("undo_import")
    hand.wait()
    hand.bot.waitUntil(lambda: count(workspace, Incident) == 0)
    assert len(asked) == 2
    assert "(1 in all)" in asked[0]


def test_another_register_has_no_question(hand: Hand, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Fecha de nacimiento,Sexo,Documento\n13/02/2001,M,1\n14/02/2002,F,2\n15/02/2002,F,2\n",
        encoding="utf-8",
    )
    hand.choose("register", "participants")
    hand.open(path)
    assert not hand.seen(QRadioButton, "ours")
    hand.press("try")
    assert "2 rows can be imported" in hand.said()
    assert "1 row is refused" in hand.said()


def test_a_file_can_be_dropped_and_the_wheel_changes_nothing(hand: Hand, tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "extorsiones.csv", rows=20)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    hand.page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    hand.wait()
    hand.tick("ours")
    combo = hand.find(QComboBox, "column_type")
    before = combo.currentIndex()
    spot = QPointF(5, 5)
    event = QWheelEvent(
        spot, spot, QPoint(0, 0), QPoint(0, -240), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    combo.wheelEvent(event)
    assert not event.isAccepted()
    assert combo.currentIndex() == before


def test_every_control_has_a_name(hand: Hand, tmp_path: Path) -> None:
    hand.open(twins.own_incidents(tmp_path / "registro.xlsx"))
    hand.tick("ours")
    hand.press("try")
    for kind in (QPushButton, QComboBox, QRadioButton, QTableView, QLineEdit):
        for part in hand.page.findChildren(kind):
            if part.objectName().startswith("qt_") or not part.isVisibleTo(hand.page):
                continue
            assert part.objectName(), part
            text = part.text() if hasattr(part, "text") else ""
            assert part.accessibleName() or text, part.objectName()
