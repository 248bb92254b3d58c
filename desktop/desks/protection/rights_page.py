# SPDX-License-Identifier: GPL-3.0-or-later
"""Rights of people: requests, erasure, how long we keep things, losses, register of processing."""

from PySide6.QtWidgets import QWidget

from desktop.core import clock, i18n
from desktop.core.document import Document
from desktop.core.i18n import _, ngettext
from desktop.core.store import Workspace
from desktop.desks.frame import paper
from desktop.desks.frame.day_line import Line
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.frame.notes_view import NotesView
from desktop.desks.frame.open_register import register
from desktop.desks.rights.erase_view import EraseView
from desktop.desks.rights.processing_view import ProcessingView
from desktop.desks.rights.retention_view import RetentionView
from desktop.rights import doubts, loss, notes, requests, retention
from desktop.rights.requests_page import HoldSource, LossSource, RequestSource, until


class RightsPage(LazyTabs):
    """What people may ask of us, and what the law asks of the office."""

    def __init__(self, desk: Desk) -> None:
        workspace = desk.workspace
        tabs = (
            Tab(
                "requests",
                _("Requests"),
                "rights",
                lambda desk: register(desk, RequestSource(workspace)),
            ),
            Tab("erase", _("Erase"), "erase", EraseView),
            Tab(
                "holds",
                _("Legal holds"),
                "erase",
                lambda desk: register(desk, HoldSource(workspace)),
            ),
            Tab("retention", _("How long we keep"), "erase", RetentionView),
            Tab("notes", _("Notes to shorten"), "rights", NotesView),
            Tab(
                "loss",
                _("Laptop lost"),
                "rights",
                lambda desk: register(desk, LossSource(workspace, self._draw, self._keys)),
            ),
            Tab("processing", _("Register of processing"), "erase", ProcessingView),
        )
        super().__init__(desk, "rights_tabs", _("Rights of people"), tabs)

    def part(self, at: int) -> QWidget:
        """Show and return one inner part."""
        self.tabs.setCurrentIndex(at)
        return self._made[at]

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
        if doubts.since(work):
            words = _("After the rescue: people who had been erased may be here again")
            lines.append(_line(words, _("compare with the certificates"), "", late=True))
        for identity, code, by in loss.due(work):
            words = _("Tell of the loss {code}").format(code=code)
            lines.append(_line(words, until(by), identity, late=by < day))
        for identity, code, _kind, by in requests.due(work, day):
            words = _("Answer the request {code}").format(code=code)
            lines.append(_line(words, until(by), identity, late=by < day))
        if old := len(notes.old_notes(work)):
            lines.append(Line(_old(old), "", "protection", "rights/notes", verb=_("Open")))
        due = work.could("erase") and retention.is_due(work)
    if due and any(_is_past(workspace, store) for store in workspace.open_stores):
        words = _("Some records are past the time they are kept")
        lines.append(_line(words, _("look at the list of the month"), "", late=False))
    return sorted(lines, key=lambda line: not line.late)


def _is_past(workspace: Workspace, store: str) -> bool:
    with workspace.work(store) as work:
        return bool(retention.review(work))


def _old(count: int) -> str:
    more = count >= notes.MOST_NOTES
    words = ngettext(
        "{n} long note is past its term: keep only its result.",
        "{n} long notes are past their term: keep only their result.",
        count,
    )
    return words.format(n=f"{notes.MOST_NOTES}+" if more else i18n.format_number(count))


def _line(words: str, when: str, _identity: str, *, late: bool) -> Line:
    return Line(words, when, "protection", "rights", late=late, verb=_("Open"))
