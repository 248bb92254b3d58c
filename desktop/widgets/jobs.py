# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that takes long runs in one thread beside the window; answers come back as plain values."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.widgets import look
from desktop.widgets.parts import button, label, named
from desktop.widgets.tidy import tidy_here

Answer = TypeVar("Answer")
Question = TypeVar("Question")


class Cancelled(UserError):
    """The user stopped a job; whatever it did in a transaction is undone."""

    def __init__(self) -> None:
        super().__init__(N_("You stopped this. Nothing was changed."))


class Progress:
    """What a job holds: it tells how far it is, and hears there that it should stop."""

    def __init__(self, tell: Callable[[int, int], None]) -> None:
        self._tell = tell
        self._stopped = False

    def step(self, done: int, total: int) -> None:
        """Report ``done`` of ``total``; raises Cancelled once the user has asked to stop."""
        if self._stopped:
            raise Cancelled
        self._tell(done, total)

    def stop(self) -> None:
        """Let the next ``step`` raise Cancelled; safe from any thread."""
        self._stopped = True


@dataclass(slots=True)
class _Job:
    """A job under way, known to the window's thread only."""

    then: Callable[[Any], None]
    failed: Callable[[Exception], None]
    title: str
    progress: Progress


class Jobs(QObject):
    """One worker thread; the answer reaches ``then`` or ``failed`` in the window's thread.

    A job touches no widget. It sees the language and the clock of whoever started it. Callbacks
    of a widget that has gone meanwhile are dropped. A job without a title runs unseen.
    """

    changed = Signal(str, int, int)
    """Title, done and total of the job to be shown; an empty title when none is."""
    _stepped = Signal(int, int, int)
    _answered = Signal(int, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, _Job] = {}
        self._last = 0
        self._thread = _Thread()
        self._stepped.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        _before_quitting(self.close)

    def run(
        self,
        work: Callable[[Progress], Answer],
        then: Callable[[Answer], None],
        failed: Callable[[Exception], None] | None = None,
        title: str = "",
    ) -> Progress:
        """Start ``work`` after those before it; without ``failed`` the failure is raised."""
        self._last = number = self._last + 1
        progress = Progress(lambda done, total: self._stepped.emit(number, done, total))
        self._jobs[number] = _Job(then, failed or _raise, title, progress)
        self._show(number, 0, 0)
        tell = self._answered.emit
        self._thread.start(lambda: work(progress), lambda *answer: tell(number, *answer))
        return progress

    @property
    def busy(self) -> bool:
        """Whether any job has not answered yet."""
        return bool(self._jobs)

    def cancel(self) -> None:
        """Ask the job that is shown to stop."""
        if (number := self._shown()) is not None:
            self._jobs[number].progress.stop()

    def close(self) -> None:
        """Stop everything and wait for the thread; no callback is called afterwards."""
        for job in self._jobs.values():
            job.progress.stop()
        self._jobs.clear()
        self._thread.stop()

    def _show(self, number: int, done: int, total: int) -> None:
        if number in self._jobs and number == self._shown():
            self.changed.emit(self._jobs[number].title, done, total)

    def _shown(self) -> int | None:
        return next((number for number, job in self._jobs.items() if job.title), None)

    def _finish(self, number: int, answer: object, error: Exception | None) -> None:
        job = self._jobs.pop(number, None)
        if job is None:
            return
        if (following := self._shown()) is None:
            self.changed.emit("", 0, 0)
        else:
            self._show(following, 0, 0)
        if error is not None:
            _call(job.failed, error)
        else:
            _call(job.then, answer)


class Search(QObject, Generic[Question, Answer]):
    """A question asked with every key press; only the newest one is answered.

    ``interrupt`` may break off the running ``fetch`` (it is called from the window's thread);
    whatever an outdated fetch returns or raises is dropped. It has a thread of its own, so that
    a report being drawn never holds up a search.
    """

    _answered = Signal(int, object, object)

    def __init__(
        self,
        fetch: Callable[[Question], Answer],
        then: Callable[[Question, Answer], None],
        interrupt: Callable[[], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch, self._then, self._interrupt = fetch, then, interrupt
        self._question: Question | None = None
        self._newest = self._reached = 0
        self._over = False
        self._thread = _Thread()
        self._answered.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        _before_quitting(self.close)

    @property
    def busy(self) -> bool:
        """Whether the newest question waits for its answer."""
        return self._newest != self._reached

    def ask(self, question: Question) -> None:
        """Ask; every question before this one is forgotten. Nobody asks once it is closed."""
        if self._over:  # a timer of a page that is going may still ring
            return
        if self.busy and self._interrupt:
            self._interrupt()
        self._newest = number = self._newest + 1
        self._question = question
        tell = self._answered.emit
        self._thread.start(
            lambda: self._fetch(question) if number == self._newest else None,
            lambda *answer: tell(number, *answer),
        )

    def close(self) -> None:
        """Forget the question for good and wait for the thread."""
        self._over = True
        if self.busy and self._interrupt:
            self._interrupt()
        self._newest = self._reached = self._newest + 1
        self._thread.stop()

    def _finish(self, number: int, answer: Any, error: Exception | None) -> None:
        if number != self._newest:
            return
        self._reached = number
        if error is not None:
            raise error
        question: Any = self._question
        self._then(question, answer)


class JobBar(QWidget):
    """The running job for the bottom line: its title, how far it is, and Cancel."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_bar")
        self._title = label(name="job_title")
        self._bar = named(QProgressBar(), "job_progress")
        self._bar.setFixedWidth(look.width(16))
        self._cancel = button(_("Cancel"), "job_cancel", self._stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(2))
        for part in (self._title, self._bar, self._cancel):
            row.addWidget(part)
        self.hide()
        self._jobs = jobs
        jobs.changed.connect(self._show)

    def _stop(self) -> None:
        self._cancel.setEnabled(False)
        self._jobs.cancel()

    def _show(self, title: str, done: int, total: int) -> None:
        if title != self._title.text():
            self._cancel.setEnabled(True)
        self._title.setText(title)
        self._bar.setRange(0, total)  # a total of nought: a bar that only moves
        self._bar.setValue(done)
        self._bar.setAccessibleName(title)
        self.setVisible(bool(title))


class _Thread:
    """One thread of Python's own, started when first needed.

    Not a thread of Qt's pool: there Python forgets after each task what the thread holds for it,
    and pyproj, which keeps its context that way, crashed in the second task.
    """

    def __init__(self) -> None:
        self._pool: ThreadPoolExecutor | None = None

    def start(self, work: Callable[[], object], tell: Callable[[object, object], None]) -> None:
        """Run ``work`` after what was started before; its answer, or its failure, is told."""
        if self._pool is None:
            tidy_here()
            self._pool = ThreadPoolExecutor(max_workers=1)
        self._pool.submit(_run, copy_context(), work, tell)

    def stop(self) -> None:
        """Forget what has not begun and wait for what has."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _run(
    context: Context, work: Callable[[], object], tell: Callable[[object, object], None]
) -> None:
    """Carry a callable's answer, or its failure, out of the thread."""
    answer: object = None
    error: Exception | None = None
    try:
        answer = context.run(work)
    except Exception as problem:  # noqa: BLE001 - it travels to the window's thread
        error = problem
    try:
        tell(answer, error)
    except RuntimeError:  # the window that asked is gone
        return


def _before_quitting(close: Callable[[], None]) -> None:
    if app := QCoreApplication.instance():
        app.aboutToQuit.connect(close)


def _raise(error: Exception) -> None:
    raise error


def _call(callback: Callable[[Any], None], value: object) -> None:
    """Call back, unless the widget the callback belongs to was deleted meanwhile."""
    owner = getattr(callback, "__self__", None)
    if not isinstance(owner, QObject) or shiboken6.isValid(owner):
        callback(value)
