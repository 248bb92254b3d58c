# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs answer in the window's thread, can be stopped, and never outlive what asked."""

import threading
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from desktop.core import clock, i18n
from desktop.core.errors import UserError
from desktop.widgets.jobs import Cancelled, JobBar, Jobs, Search


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


def test_the_answer_comes_back_in_the_windows_thread(qtbot, jobs):
    threads, answers = [], []

    def work(progress):
        threads.append(threading.current_thread())
        return 6 * 7

    def then(answer):
        threads.append(threading.current_thread())
        answers.append(answer)

    jobs.run(work, then)
    assert answers == []  # never before the caller has finished
    qtbot.waitUntil(lambda: answers == [42])
    assert threads[0] is not threads[1]
    assert threads[1] is threading.main_thread()
    assert not jobs.busy


def test_jobs_run_one_after_the_other_in_order(qtbot, jobs):
    running, order = [], []

    def work(number):
        running.append(number)
        assert len(running) == 1
        running.remove(number)
        return number

    for number in range(20):
        jobs.run(lambda progress, number=number: work(number), order.append)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert order == list(range(20))


def test_a_failure_reaches_failed_and_no_one_else(qtbot, jobs):
    answers, failures = [], []
    jobs.run(lambda progress: 1 // 0, answers.append, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], ZeroDivisionError)
    assert answers == []


def test_without_failed_the_failure_is_raised_where_it_is_shown(qtbot, jobs):
    with qtbot.captureExceptions() as raised:
        jobs.run(lambda progress: 1 // 0, print)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_cancel_stops_at_the_next_step(qtbot, jobs):
    begun, asked, failures, done = threading.Event(), threading.Event(), [], []

    def work(progress):
        for number in range(1000):
            done.append(number)
            progress.step(number, 1000)
            begun.set()
            asked.wait(5)

    jobs.run(work, print, failures.append, title="Import")
    assert begun.wait(5)
    jobs.cancel()
    asked.set()
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Cancelled)
    assert isinstance(failures[0], UserError)
    assert done == [0, 1]


def test_the_worker_speaks_the_language_and_lives_in_the_time_of_the_caller(qtbot, jobs):
    answers = []
    with i18n.speaking("es"), clock.at(datetime(2026, 10, 3, 12, tzinfo=UTC)):
        jobs.run(lambda progress: (i18n.language(), clock.now().year), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [("es", 2026)]


def test_the_callback_of_a_deleted_widget_is_dropped(qtbot, jobs):
    class Page(QWidget):
        def show_answer(self, answer):
            self.setWindowTitle(str(answer))

    page, release, after = Page(), threading.Event(), []
    jobs.run(lambda progress: release.wait(5), page.show_answer)
    jobs.run(lambda progress: True, after.append)
    page.deleteLater()
    qtbot.waitUntil(lambda: not isValid(page))
    release.set()
    qtbot.waitUntil(lambda: after == [True])  # and no exception was caught by qtbot


def test_close_waits_and_calls_nobody(qtbot, jobs):
    finished: list[object] = []
    answers: list[object] = []
    release = threading.Event()

    def work(progress):
        release.wait(5)
        finished.append(True)

    jobs.run(work, answers.append)
    jobs.run(lambda progress: finished.append("second"), answers.append)
    threading.Timer(0.05, release.set).start()
    jobs.close()
    assert finished in ([], [True])  # the first may not even have begun
    QCoreApplication.processEvents()
    assert answers == []


def test_a_job_outliving_its_window_does_no_harm(qtbot):
    """The owner is deleted without being closed, as happens when a window is torn down."""
    owner = QObject()
    release, finished = threading.Event(), threading.Event()
    jobs = Jobs(owner)

    def work(progress):
        release.wait(5)
        progress.step(1, 2)
        finished.set()

    jobs.run(work, print, title="Slow")
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(jobs))
    release.set()
    jobs._thread.stop()


def test_the_bar_shows_the_job_and_cancels_it(qtbot, jobs):
    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    told, go, failures = threading.Event(), threading.Event(), []

    def work(progress):
        progress.step(3, 8)
        told.set()
        go.wait(5)
        progress.step(4, 8)

    jobs.run(work, print, failures.append, title="Monthly report")
    assert told.wait(5)
    progress = bar.findChild(QProgressBar, "job_progress")
    qtbot.waitUntil(lambda: progress.value() == 3)
    assert not bar.isHidden()
    assert bar.findChild(QLabel, "job_title").text() == "Monthly report"
    assert progress.accessibleName() == "Monthly report"
    assert progress.maximum() == 8
    cancel = bar.findChild(QPushButton, "job_cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not cancel.isEnabled()
    go.set()
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], Cancelled)
    assert bar.isHidden()


def test_a_job_without_a_title_runs_unseen(qtbot, jobs):
    bar = JobBar(jobs)
    qtbot.addWidget(bar)
    release, answers = threading.Event(), []
    jobs.run(lambda progress: release.wait(5), answers.append)
    assert bar.isHidden()
    release.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert bar.isHidden()


# -------------------------------------------------------------------------------------------- search


def test_only_the_newest_question_is_answered(qtbot):
    release, begun, asked, answers = threading.Event(), threading.Event(), [], []

    def fetch(text):
        asked.append(text)
        begun.set()
        release.wait(5)
        return text.upper()

    search = Search(fetch, lambda question, answer: answers.append((question, answer)))
    search.ask("s")
    assert begun.wait(5)
    for text in ("se", "sec", "sect"):
        search.ask(text)
    assert search.busy
    release.set()
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [("sect", "SECT")]
    assert asked == ["s", "sect"]  # those between were never begun
    assert not search.busy
    search.close()


def test_a_new_question_interrupts_the_running_one(qtbot):
    stop, begun, answers = threading.Event(), threading.Event(), []

    def fetch(text):
        if text == "slow":
            begun.set()
            assert stop.wait(5)
            raise InterruptedError
        return text

    search = Search(fetch, lambda question, answer: answers.append(answer), stop.set)
    search.ask("slow")
    assert begun.wait(5)
    search.ask("fast")
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["fast"]  # and the broken-off one raised nothing here
    search.close()


def test_the_failure_of_the_newest_question_is_raised(qtbot):
    def fetch(text):
        raise UserError("The store is locked.")

    search = Search(fetch, print)
    with qtbot.captureExceptions() as raised:
        search.ask("x")
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is UserError
    assert not search.busy
    search.close()


def test_a_closed_search_answers_nothing(qtbot):
    answers = []
    search = Search(lambda text: text, lambda question, answer: answers.append(answer))
    search.ask("x")
    search.close()
    QCoreApplication.processEvents()
    assert answers == []


def test_a_library_that_holds_on_to_its_thread_works_in_every_job(qtbot, jobs):
    """In a thread of Qt's pool the second job crashed: pyproj keeps its context by thread."""
    places = []

    def project(_progress):
        from pyproj import Transformer

        return Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform(-79.9, -2.2)

    for _job in range(3):
        jobs.run(project, places.append)
    qtbot.waitUntil(lambda: len(places) == 3)

    assert places[0] == places[2]
    assert round(places[0][0]) == -8894427
