# SPDX-License-Identifier: GPL-3.0-or-later
"""A worker leaves: every file goes to others in one act, with a page of what is open in them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop import slices
from desktop.core import clock, i18n
from desktop.core.document import Document, Section, Signature, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.tasks import Task, is_overdue, when
from desktop.desks.frame import paper
from desktop.organisation import service as organisation
from desktop.participants import handover_service as handovers
from desktop.participants import list_service
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped

if TYPE_CHECKING:
    from desktop.core.work import Work
    from desktop.desks.frame.desk import Desk

EVERYBODY = ""
"""The choice that deals the files out among everybody else."""


class WorkerLeaves(Framed):
    """Who leaves, who receives, why; the page can be printed before."""

    def __init__(self, desk: "Desk", parent: QWidget | None = None) -> None:
        super().__init__(parent, "worker_leaves", _("A worker leaves"))
        self._desk = desk
        self.given = 0
        self.leaver = named(QComboBox(), "leaver", _("Who leaves"))
        self.receiver = named(QComboBox(), "leaving_to", _("Who receives the files"))
        self.reason = named(QLineEdit(), "leaving_reason", _("Why"))
        self.note = named(QLineEdit(), "leaving_note", _("A word for the receiver"))
        self.told = wrapped("", "soft", "leaving_told")
        self.problem = wrapped("", "error", "leaving_problem")
        self.problem.hide()
        self.go = button(_("Hand over"), "leaving_go", self._go, "primary")
        self.print = button(_("Print the hand-over page"), "leaving_print", self._print)
        self._lay_out()
        with desk.workspace.work() as work:
            found = handovers.workers(work)
        for worker, n in found.items():
            self.leaver.addItem(f"{worker} · {i18n.format_number(n)}", worker)
        self.leaver.currentIndexChanged.connect(self._turn)
        self._turn()

    def _lay_out(self) -> None:
        column = self.head(_("A worker leaves"))
        column.addWidget(
            wrapped(
                _(
                    "All files of this worker go to others at once, with everything that hangs on "
                    "them. Who receives confirms on My day. Keys and passphrase are taken away "
                    "under Protection, People and keys."
                )
            )
        )
        for field in (self.leaver, self.receiver, self.reason, self.note):
            column.addWidget(label(field.accessibleName(), "field"))
            column.addWidget(field)
        column.addWidget(self.told)
        column.addWidget(self.problem)
        self.end(self.go, self.print, button(_("Go back"), "leaving_back", self.reject))

    def _turn(self) -> None:
        """Offer everybody else, and say what is open in the files."""
        worker = str(self.leaver.currentData() or "")
        others = [one for one in handovers.receivers(self._desk.workspace) if one != worker]
        self.receiver.clear()
        if len(others) > 1:
            self.receiver.addItem(_("Share out among all others"), EVERYBODY)
        for one in others:
            self.receiver.addItem(one, one)
        with self._desk.workspace.work() as work:
            self._people = handovers.files_of(work, worker) if worker else []
            waiting = slices.due(work, clock.today(), self._people) if self._people else []
        late = sum(is_overdue(task.on, clock.today()) for task in waiting)
        words = ngettext("{n} file", "{n} files", len(self._people))
        open_things = ngettext("{n} task waits", "{n} tasks wait", len(waiting))
        slow = ngettext("{n} of them late", "{n} of them late", late)
        self.told.setText(
            " · ".join(
                text.format(n=i18n.format_number(n))
                for text, n in ((words, len(self._people)), (open_things, len(waiting)))
            )
            + (f" · {slow.format(n=i18n.format_number(late))}" if late else "")
        )
        self.problem.setText(
            _(
                "Nobody else can receive these files. Let somebody in first, under "
                "Protection, People and keys."
            )
        )
        self.problem.setVisible(not others)
        self.go.setEnabled(bool(others and self._people))
        self.print.setEnabled(bool(self._people))

    def _go(self) -> None:
        receiver = str(self.receiver.currentData() or "")
        others = [
            str(self.receiver.itemData(at))
            for at in range(self.receiver.count())
            if self.receiver.itemData(at)
        ]
        among = [receiver] if receiver else others

        def share_out() -> None:
            self.given = handovers.share_out(
                self._desk.workspace,
                handovers.evenly(self._people, among),
                reason=self.reason.text(),
                note=self.note.text(),
            )

        self.carry_out(share_out)

    def _print(self) -> None:
        with self._desk.workspace.work() as work:
            made = page_of(work, self._people, is_demo=self._desk.workspace.is_demo)
        paper.draw_noted(self._desk, made, "print", str(len(self._people)))


def page_of(work: "Work", people: Sequence[str], *, is_demo: bool) -> Document:
    """Return the hand-over page: files by code with what is open in each; no name, no note."""
    day, known = clock.today(), list_service.unclosed(work, people)
    waiting: dict[str, list[Task]] = {}
    for task in slices.due(work, day, list(known)):
        waiting.setdefault(task.person, []).append(task)
    rows = [
        [code, task.said() if task else _("Nothing is due."), when(task.on, day) if task else ""]
        for identity, code in sorted(known.items(), key=lambda pair: pair[1])
        for task in waiting.get(identity, [None])
    ]
    header = [_("Code"), _("What is open"), _("When")]
    table = Table("", header, rows, widths=(1, 3, 1), full=True)
    about = organisation.about(work)
    return Document(
        title=_("Hand-over page"),
        subtitle=i18n.format_long_day(day),
        language=i18n.language(),
        sections=[
            Section(_("Open files"), [table]),
            Section("", [Text(_("For the receiver. Destroy it once everything is confirmed."))]),
            Section("", [Signature([_("Handed over by"), _("Received by")])]),
        ],
        organisation=about.title,
        foot=_("contains no names"),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
    )


def worker_leaves(desk: "Desk") -> None:
    """Ask, and hand over."""
    dialog = WorkerLeaves(desk)
    done = dialog.exec() == Framed.DialogCode.Accepted
    given = dialog.given
    dialog.deleteLater()
    if done:
        words = ngettext("{n} file was handed over.", "{n} files were handed over.", given)
        desk.toasts.show(words.format(n=i18n.format_number(given)))
