# SPDX-License-Identifier: GPL-3.0-or-later
"""Rights of people: requests, erasure, how long we keep things, losses, register of processing."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.core import clock
from desktop.core.document import Document
from desktop.core.i18n import _
from desktop.core.store import Workspace
from desktop.desks import paper, work_pages
from desktop.desks.day_line import Line
from desktop.desks.desk import Desk
from desktop.desks.erase_view import EraseView
from desktop.desks.processing_view import ProcessingView
from desktop.desks.retention_view import RetentionView
from desktop.rights import loss, requests, retention
from desktop.rights.requests_page import HoldSource, LossSource, RequestSource, until
from desktop.widgets import look
from desktop.widgets.parts import named


class RightsPage(QWidget):
    """The inner parts are built when first shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        workspace = desk.workspace
        parts: tuple[tuple[str, str, Callable[[], QWidget]], ...] = (
            (
                "rights",
                _("Requests"),
                lambda: work_pages.register(desk, RequestSource(workspace)),
            ),
            ("erase", _("Erase"), lambda: EraseView(desk)),
            (
                "erase",
                _("Legal holds"),
                lambda: work_pages.register(desk, HoldSource(workspace)),
            ),
            ("erase", _("How long we keep"), lambda: RetentionView(desk)),
            (
                "rights",
                _("Laptop lost"),
                lambda: work_pages.register(desk, LossSource(workspace, self._draw, self._keys)),
            ),
            ("erase", _("Register of processing"), lambda: ProcessingView(desk)),
        )
        with workspace.work() as work:
            self._parts = [(title, build) for act, title, build in parts if work.could(act)]
        self.tabs = named(QTabWidget(), "rights_tabs", _("Rights of people"))
        self.tabs.setDocumentMode(True)
        self._made: dict[int, QWidget] = {}
        for title, _build in self._parts:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(holder, title.replace("&", "&&"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)
        self.tabs.currentChanged.connect(self._fill)
        self._fill(0)

    def part(self, at: int) -> QWidget:
        """Show and return one inner part."""
        self.tabs.setCurrentIndex(at)
        return self._made[at]

    def reload(self) -> None:
        """Show what changed in the store."""
        for page in self._made.values():
            cast(Any, page).reload()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        for page in self._made.values():
            cast(Any, page).keep_draft()

    def close_down(self) -> None:
        """Let go of every part."""
        for page in self._made.values():
            cast(Any, page).close_down()

    def _fill(self, at: int) -> None:
        if at in self._made:
            return
        page = self._parts[at][1]()
        holder = self.tabs.widget(at)
        inside = holder.layout() if holder else None
        if inside is not None:
            inside.addWidget(page)
        self._made[at] = page

    def _keys(self) -> None:
        """Lead to the tab where users are dismissed and admitted."""
        self._desk.go("protection", "people")

    def _draw(self, document: Document, thing: str) -> None:
        paper.draw_noted(self._desk, document, "print_notice", thing)


def alerts(workspace: Workspace) -> list[Line]:
    """Return what the law waits for: requests due, losses to tell, the monthly list."""
    day = clock.today()
    lines = []
    with workspace.work() as work:
        if not work.could("rights"):
            return []
        for identity, code, by in loss.due(work):
            words = _("Tell of the loss {code}").format(code=code)
            lines.append(_line(words, until(by), identity, late=by < day))
        for identity, code, _kind, by in requests.due(work, day):
            words = _("Answer the request {code}").format(code=code)
            lines.append(_line(words, until(by), identity, late=by < day))
        if work.could("erase") and retention.is_due(work) and retention.review(work):
            words = _("Some records are past the time they are kept")
            lines.append(_line(words, _("look at the list of the month"), "", late=False))
    return sorted(lines, key=lambda line: not line.late)


def _line(words: str, when: str, _identity: str, *, late: bool) -> Line:
    return Line(words, when, "protection", "rights", late=late, verb=_("Open"))
