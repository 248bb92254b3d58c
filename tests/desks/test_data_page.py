# SPDX-License-Identifier: GPL-3.0-or-later
"""The data page: what the number of people allows, three steps, and nothing before the verdict."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.consents import service as consents
from desktop.consents.export import countable
from desktop.core import clock
from desktop.core.i18n import set_language
from desktop.core.work import User
from desktop.desks import data_page
from desktop.desks.data_page import DataPage
from desktop.desks.frame.desk import Desk
from desktop.exports.verdict import Mark
from desktop.widgets.jobs import Jobs
from desktop.widgets.toasts import Toasts
from tests.exports.conftest import few, few_keys, few_source  # noqa: F401 - fixtures


@pytest.fixture
def show(qtbot, qapp):
    """Return a function that shows the page on a workspace, 1024 pixels wide."""
    made = []

    def build(workspace):
        set_language("en")
        window = QWidget()
        qtbot.addWidget(window)
        jobs = Jobs(window)
        papers = []
        desk = Desk(
            workspace, jobs, Toasts(window), lambda *_to: None, lambda _words: None, papers.append
        )
        page = DataPage(desk)
        qtbot.addWidget(page)
        page.resize(1024, 600)
        page.show()
        made.append(jobs)
        return page, desk, papers

    yield build
    for jobs in made:
        jobs.close()


def words(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def ask(qtbot, page, recipient):
    page.dataset.choose(recipient)
    page.dataset.see.click()
    qtbot.waitUntil(lambda: page.dataset.card is not None, timeout=60_000)
    qtbot.waitUntil(page.dataset.card.isVisible)  # a layout shows what it got a turn later
    return page.dataset.verdict


def test_the_first_line_says_what_the_number_allows(demo, show):
    page, _desk, _papers = show(demo)
    with demo.work() as work:
        agreed = len(countable(work, clock.today()))
    assert f"{agreed} people agreed" in words(page.dataset)
    assert page.dataset.verdict is None
    assert page.dataset.recipient == "donor"
    assert page.findChild(QPushButton, "write_dataset") is None


@pytest.mark.parametrize(
    ("n", "role", "said"),
    [
        (220, "good", "enough"),
        (219, "note", "220"),
        (99, "note", "100"),
        (59, "warning", "too few"),
    ],
)
def test_the_line_follows_the_thresholds(qtbot, n, role, said):
    bar = data_page.allows(n)
    qtbot.addWidget(bar)
    assert bar.objectName() == f"{role}_bar"
    assert said in bar.accessibleName()


def test_a_verdict_can_be_written_and_a_change_takes_it_back(demo, show, qtbot, tmp_path):
    page, desk, papers = show(demo)
    verdict = ask(qtbot, page, "partner")
    assert verdict.mark is Mark.ONLY
    assert "Only for this partner" in words(page.dataset)
    assert page.findChild(QPushButton, "write_dataset") is not None
    page.dataset.write_into(tmp_path / "given")
    with qtbot.waitSignal(desk.jobs.changed, timeout=20_000, check_params_cb=lambda t, *_n: not t):
        pass
    out = tmp_path / "given" / "vereda-partner-2026-11-21"
    assert (out / "data" / "participants.csv").exists()
    assert papers == [out]
    page.dataset.choose("public")
    assert page.dataset.verdict is None
    assert "Only for this partner" not in words(page.dataset)


def test_figures_fold_open(demo, show, qtbot):
    page, _desk, _papers = show(demo)
    ask(qtbot, page, "public")
    card = page.dataset.card
    assert card.details.isHidden()
    card.fold.click()
    assert not card.details.isHidden()
    assert "average risk" in words(card.details)


def test_too_few_people_are_offered_tables(few, show, qtbot):  # noqa: F811
    page, _desk, _papers = show(few)
    assert "too few for rows" in words(page.dataset)
    assert ask(qtbot, page, "public").mark is Mark.STOP
    assert page.findChild(QPushButton, "write_dataset") is None
    page.dataset.card.findChild(QPushButton, "see_tables").click()
    assert page.dataset.recipient == "donor"
    qtbot.waitUntil(lambda: page.dataset.card is not None, timeout=20_000)
    assert page.dataset.verdict.leaves
    assert page.dataset.verdict.tables_only


def test_a_consent_withdrawn_takes_the_verdict_back(demo, show, qtbot):
    page, _desk, _papers = show(demo)
    ask(qtbot, page, "donor")
    with demo.work(write=True) as work:
        agreed = countable(work, clock.today())
        person = min(agreed)
        consents.answer(work, person, "anonymous_stats", "withdrawn")
    page.reload()
    assert page.dataset.verdict is None
    qtbot.waitUntil(lambda: f"{len(agreed) - 1} people agreed" in words(page.dataset))


def test_a_folder_in_the_way_is_said_on_the_page(demo, show, qtbot, tmp_path):
    page, desk, _papers = show(demo)
    taken = tmp_path / "vereda-donor-2026-11-21"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine")
    page.dataset.write_into(tmp_path)
    qtbot.waitUntil(lambda: "is not empty" in words(page.dataset), timeout=20_000)
    assert not desk.jobs.busy


def test_who_may_not_export_sees_no_dataset(demo, show):
    demo.user = User(demo.user.name, "caseworker")
    page, _desk, _papers = show(demo)
    assert page.dataset is None
    assert page.tabs.count() == 0
