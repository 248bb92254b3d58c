# SPDX-License-Identifier: GPL-3.0-or-later
"""From a closed part to a page of the report: an agreement, a breach, the figures of its quarter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core import clock, i18n, journal, records, store
from desktop.desks.processes_page import AskPassphrase
from desktop.desks.quarters_dialog import QuartersDialog
from desktop.dialogues import service
from desktop.dialogues.agreements_page import Agreements
from desktop.dialogues.model import Process
from desktop.reports import period
from desktop.reports import service as reports
from desktop.reports.monthly import Edition
from desktop.widgets import look
from tests.dialogues.test_page import agree
from tests.dialogues.window import Window
from tests.reports.test_monthly import text_of

WORDS = "uno dos tres cuatro"
MARCH, APRIL = datetime(2026, 3, 20, 15, tzinfo=UTC), datetime(2026, 4, 3, 15, tzinfo=UTC)
CLAUSES = ("No killings", "Free movement", "No display of weapons")


@pytest.fixture(autouse=True)
def march():
    with clock.at(MARCH):
        yield


@pytest.fixture
def workspace(tmp_path):
    store.create(tmp_path / "workspace", "ana", passphrase=WORDS)
    opened = store.Workspace.open(tmp_path / "workspace", "ana", WORDS)
    yield opened
    opened.close()


@pytest.fixture
def window(qapp, qtbot, workspace):
    look.apply(qapp)
    open_by_passphrase(qtbot, workspace)
    made = Window(qtbot, workspace)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    made.settle()
    yield made
    made.page.close_down()


def open_by_passphrase(qtbot, workspace):
    asked = AskPassphrase(None, workspace, "dialogues")
    qtbot.addWidget(asked)
    asked.show()
    qtbot.waitExposed(asked)
    qtbot.keyClicks(asked.passphrase.line, WORDS)
    qtbot.keyClick(asked.passphrase.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "dialogues" in workspace.open_stores, timeout=60_000)
    qtbot.waitUntil(asked.isHidden, timeout=60_000)


def two_more(workspace):
    """Two more processes with an agreement: fewer than three let no figure leave."""
    found = []
    with workspace.work("dialogues", write=True) as work:
        for title in ("Ribera", "Loma", "Puente"):
            values = {"title": title, "objective": "Paso.", "started_on": date(2025, 9, 1)}
            process = service.begin(work, values)
            service.advance(work, process.id, "agreement", "La comunidad lo pide.")
            found.append(process.id)
        for one in found[1:]:
            agreement = service.agree(work, one, {"title": "Otro", "since": date(2025, 10, 1)})
            clause = service.promise(work, agreement.id, {"commitment": "no_killing"})
            check = {"checked_on": date(2026, 2, 5), "result": "kept", "independent": True}
            service.record_check(work, clause.id, check)
    return found[0]


def test_a_breach_is_told_then_verified_and_the_quarter_prints(window, workspace, tmp_path, qtbot):
    process = two_more(workspace)
    today = clock.today()
    window.page.open(process)
    agreements = window.show_tab(Agreements)
    agree(window, today - timedelta(100), CLAUSES)
    told_and_verified(window, agreements, today)
    with clock.at(APRIL):
        figures = window.page.figures
        window.page.tabs.setCurrentWidget(figures)
        assert figures.quarter.currentData() == "2026-Q1"
        window.settle()
        shown = [one.text() for one in figures.findChildren(QLabel) if one.isVisible()]
        assert "Confirmed breaches" in shown
        assert any("still held" in one for one in shown)
        figures.save_to(tmp_path / "q1.figures")
        taken_in_and_printed(workspace, tmp_path, qtbot)


def told_and_verified(window, agreements, today):
    card = window.cards()["Free movement"]
    window.tab_to("breach", card.objectName())
    window.press()
    window.write("happened_on", i18n.format_day(today - timedelta(5)))
    window.choose("severity", "serious")
    window.finish()
    card = window.cards()["Free movement"]
    assert window.words(card, "days") == ["100"]  # what is only told is no breach
    assert "1 breach not verified yet" in window.words(card, "clause_words")
    window.tab_to("open", card.objectName())
    window.press()
    window.tab_to("open_happening")
    window.press()
    window.choose("verification", "confirmed")
    window.choose("response", "warn")
    window.write("answer_hours", "48")
    window.finish()
    (told,) = window.words(agreements.log, "happening_words")
    assert f"verified on {i18n.format_day(today)}" in told
    window.key(Qt.Key.Key_Escape)
    window.settle()
    assert window.words(window.cards()["Free movement"], "days") == ["5"]


def taken_in_and_printed(workspace, folder, qtbot):
    """Take the file in where nothing of the part is open, as a colleague would; print it."""
    raw = (folder / "q1.figures").read_bytes()
    altered = folder / "altered.figures"
    altered.write_bytes(raw.replace(b'\\"of\\":1', b'\\"of\\":7'))
    top = QWidget()
    QVBoxLayout(top)
    qtbot.addWidget(top)
    shown = QuartersDialog(top, workspace)
    shown.take(altered)
    assert "changed after it was signed" in shown.problem.text()
    shown.take(folder / "q1.figures")
    assert "were taken in" in shown.told.text()
    assert shown.problem.isHidden()
    with workspace.work() as work:
        acts = [one.action for one in journal.entries(work, 5)]
    assert "figures_taken" in acts
    wanted: tuple[tuple[Edition, str, str | None], ...] = (
        ("donor", "es", "Diálogo comunitario"),
        ("donor", "pt_BR", "Diálogo comunitário"),
        ("public", "es", None),
    )
    for edition, language, expected in wanted:
        target = folder / f"{edition}_{language}.pdf"
        reports.make(workspace, period.parse("2026-Q1"), target, edition=edition, language=language)
        text = " ".join(text_of(target).split())
        if expected is None:
            assert "Diálogo comunitario" not in text
            continue
        assert expected in text
        assert "3 3" in text  # agreements in force after 90 days, of three
        with workspace.work("dialogues") as work:
            (code,) = {records.get(work, Process, one).code for one in processes(work)[:1]}
        assert code not in text
        assert "Ribera" not in text


def processes(work):
    keys = service.keys(work, "", {}, "code")
    return [row[0] for row in service.rows(work, keys)]
