# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of one record: a list, a preview made in memory, and what can be done with each.

No temporary file is written and no other program is started: what a preview shows is gone with
the window. A copy outside the workspace is an act with a reason.
"""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.papers import attachments, cleaning, on_phone
from desktop.core.papers.attachments import Paper
from desktop.widgets import dialogs, icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.paper_preview import PaperPreview
from desktop.widgets.parts import button, empty, named, tint, wrapped
from desktop.widgets.source import Column
from desktop.widgets.table import RegisterTable

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.toasts import Toasts

PICTURES = frozenset({"jpeg", "png"})
ENDINGS = {"jpeg": ".jpg", "png": ".png", "pdf": ".pdf", "text": ".txt"} | {
    kind: f".{kind}" for kind in cleaning.SOUNDS
}
_CHOSEN = "*.jpg *.jpeg *.png *.pdf *.txt *.mp3 *.m4a *.3gp *.ogg *.opus *.oga *.amr *.wav"
ROWS, NARROW = 3, 80
"""Rows of the list at the least, and letters under which a paper does not stand beside it."""
_COLUMNS = (
    Column("name", N_("Name"), 3, sortable=False),
    Column("kind", N_("Kind"), 0, sortable=False),
    Column("day", N_("Added on"), 0, sortable=False),
    Column("size", N_("Size"), 0, numeric=True, sortable=False),
)


class Papers(QWidget):
    """Add by the button or by dropping files; Space or a click shows, Delete removes with Undo.

    ``before_seen`` is asked before a photograph or a voice note comes in, by its kind; it says no
    where pictures and voices of people are not agreed to.
    """

    came = Signal(str)
    """A file came in: its kind."""

    def __init__(
        self,
        workspace: "Workspace",
        store: str,
        record: str,
        toasts: "Toasts",
        before_seen: Callable[[str], bool] = lambda _kind: True,
    ) -> None:
        super().__init__()
        named(self, "papers", _("Papers"))
        look.mark(self, "page")
        self._workspace, self._store, self._record = workspace, store, record
        self._toasts, self._before_seen = toasts, before_seen
        self._papers: list[Paper] = []
        self.table = RegisterTable(_COLUMNS, self._rows, _("Papers"))
        self.preview = PaperPreview()
        self._hint = wrapped("", "soft", "papers_hint")
        self.table.setMinimumHeight(look.height("row") * ROWS)
        self._left = QVBoxLayout()
        self._left.setSpacing(look.space())
        self._add = button(_("Add a paper"), "add_paper", self._choose, "primary")
        self._take = button(_("Take a copy out"), "take_out", self._take_out)
        self._remove = button(_("Remove"), "remove_paper", self.remove)
        icons.dress(self._remove, "trash")
        self._lay_out()
        self.setAcceptDrops(True)
        self.table.pointed.connect(self._show)
        self.table.opened.connect(self._show)
        self.reload()

    def reload(self) -> None:
        """Read the list again; what is shown stays while it is there."""
        with self._workspace.work(self._store) as work:
            self._papers = attachments.listed(work, self._record)
            may_add, may_take = work.could("amend"), work.could("export")
            apart = self._store in on_phone.STORES
            left = on_phone.left(work, self._record) if apart else []
        self._show_left(left, may=may_add)
        self._add.setVisible(may_add)
        self._remove.setVisible(may_add)
        self._take.setVisible(may_take)
        self.table.show_keys(array("q", range(len(self._papers))))
        for part in (self.table, self.preview):  # of what is not there nothing is drawn
            part.setVisible(bool(self._papers))
        self.setFocusProxy(self.table if self._papers else self._add)  # Tab stops at a hidden one
        self._hint.setText(
            _("Names, places and telephones hidden inside photographs and voice notes go.")
            if self._papers
            else _("No papers yet. Add a photograph, voice note, PDF or text, or drop it here.")
        )

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Forget what was shown."""
        self.preview.clear()

    def add(self, files: Sequence[Path]) -> None:
        """Add files; one that is refused does not keep the others out."""
        added, refused = 0, None
        for path in files:
            try:
                added += self._add_one(path)
            except UserError as error:
                refused = error
        self.reload()
        if added:
            words = ngettext("{n} paper was added.", "{n} papers were added.", added)
            words = words.format(n=added)
            self._toasts.show(f"{words} {_('The file outside is still there: delete it.')}")
        if refused is not None:
            raise refused

    def remove(self) -> None:
        """Take the paper on show off the list."""
        if (paper := self._current()) is None:
            return
        with self._workspace.work(self._store, write=True) as work:
            attachments.remove(work, paper.id)
        self.reload()
        self._toasts.show(_("The paper was removed."), lambda: self._restore(paper.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._add.isVisible() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add(dropped(event.mimeData()))

    def _show_left(self, left: Sequence[on_phone.Left], *, may: bool) -> None:
        """Say what still lies on a telephone, until somebody deleted it there."""
        empty(self._left)
        words = _("Still on the telephone it came from: {kind}, {day}. Delete it there.")
        for one in left:
            kind, day = _(cleaning.KINDS[one.kind]), i18n.format_day(one.day)
            gone = button(_("It is deleted"), "phone_gone", partial(self._gone, one.id))
            said = words.format(kind=kind, day=day)
            self._left.addWidget(tint("warning", said, *([gone] if may else [])))

    def _gone(self, identity: str) -> None:
        with self._workspace.work(self._store, write=True) as work:
            on_phone.gone(work, identity)
        self.reload()

    def _add_one(self, path: Path) -> bool:
        try:
            if path.stat().st_size > cleaning.MOST_BYTES:
                raise cleaning.PaperTooLarge
            content = path.read_bytes()
        except OSError:
            raise FileUnreadable from None
        kind = cleaning.kind_of(content)
        if kind in PICTURES | cleaning.SOUNDS and not self._before_seen(kind):
            return False
        attachments.attach(self._workspace, self._store, self._record, path.name, content)
        self.came.emit(kind)
        return True

    def _choose(self) -> None:
        kinds = [(_("Photographs, voice notes, PDF and text"), _CHOSEN)]
        if path := dialogs.choose_file_to_open(self, _("Which paper?"), kinds):
            self.add([path])

    def _take_out(self) -> None:
        if (paper := self._current()) is None:
            return
        asked = dialogs.ask(
            self,
            _("Take a copy out of the workspace"),
            _(
                "The copy is not encrypted: whoever finds the file can read it. Delete it as "
                "soon as it is no longer needed."
            ),
            _("Take a copy out"),
            danger=True,
            reason=True,
        )
        if not asked.agreed:
            return
        ending = ENDINGS[paper.kind]
        pattern = [(_(cleaning.KINDS[paper.kind]), f"*{ending}")]
        title = _("Where should the copy be written?")
        if target := dialogs.choose_file_to_save(self, title, pattern, _("copy") + ending):
            attachments.take_out(self._workspace, self._store, paper.id, target, asked.reason)
            self._toasts.show(_("The copy was written. This was noted in the journal."))

    def _restore(self, identity: str) -> None:
        with self._workspace.work(self._store, write=True) as work:
            attachments.restore(work, identity)
        self.reload()

    def _show(self, key: int) -> None:
        paper = self._papers[key] if 0 <= key < len(self._papers) else None
        for verb in (self._take, self._remove):
            verb.setEnabled(paper is not None)
        if paper is None:
            self.preview.clear()
            return
        try:
            content = attachments.read(self._workspace, self._store, paper.id)
        except UserError as error:
            self.preview.say(str(error))
            return
        self.preview.show_paper(paper.kind, content)

    def _current(self) -> Paper | None:
        key = self.table.key
        return self._papers[key] if 0 <= key < len(self._papers) else None

    def _rows(self, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                paper.name,
                _(cleaning.KINDS[paper.kind]),
                i18n.format_day(paper.added_at.date()),
                _("{n} kB").format(n=i18n.format_number(max(1, round(paper.size / 1024)))),
            )
            for paper in (self._papers[key] for key in keys)
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the paper stand under the list where there is no room beside it."""
        super().resizeEvent(event)
        narrow = self.width() < look.width(NARROW)
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self._split.setOrientation(way)
        self.preview.setMinimumHeight(look.height("row") * ROWS * 2 if narrow else 0)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        verbs = FlowLayout(gap=2)
        for verb in (self._add, self._remove, self._take):
            verbs.addWidget(verb)
        column.addLayout(verbs)
        column.addWidget(self._hint)
        column.addWidget(self.table, 1)
        column.addStretch()
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.space(6), look.space(3), look.space(6), look.space(3))
        whole.addLayout(self._left)
        whole.addWidget(split)


def dropped(held: QMimeData) -> list[Path]:
    """Return the files of this computer that were dropped."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]


class FileUnreadable(UserError):
    """The file that was chosen cannot be read."""

    def __init__(self) -> None:
        super().__init__(
            N_("The file cannot be read. Check that it is still there, then try again.")
        )
