# SPDX-License-Identifier: GPL-3.0-or-later
"""What auditor and technician find behind their passphrase: no record, for they hold no key to one.

The auditor reads a journal that was sealed to the auditor as a file; the technician carries the
workspace as it lies on the disk. Neither page opens a store.
"""

import re
import secrets
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.core import audit_log, founding, i18n
from desktop.core.audit_log import Log
from desktop.core.backups import ciphertext
from desktop.core.crypto import keys, paper, sealing
from desktop.core.i18n import _, ngettext
from desktop.core.journal import Entry
from desktop.core.team import role_words
from desktop.desks.protection import journal_words
from desktop.shell.cards import Card
from desktop.widgets import dialogs, look
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.on_paper import secret
from desktop.widgets.parts import bring_into_view, button, label, named, number, wrapped

MOST_SHOWN = 2_000
_DRAWN = 10
_OF_PEOPLE = frozenset({"show_name", "glass", "print_access", "read_protected"})
"""Acts whose object is always a participant: the auditor asks for what is held about those."""
_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")


class Keyless(Card):
    """The card both share: who signed in, the six words, and the way out."""

    left = Signal()

    def __init__(self, jobs: Jobs, folder: Path, unlocked: keys.Unlocked) -> None:
        super().__init__(f"keyless_{unlocked.role}", "keyless_problem")
        self._jobs, self._folder, self._unlocked = jobs, folder, unlocked
        self._column.addWidget(label(role_words.role(unlocked.role), "title"))
        self._column.addWidget(wrapped(_("Here is no key to any record, and none is shown.")))
        self._lay_out()
        self._column.addWidget(self.problem)
        self._column.addWidget(label(_("Your six words"), "field"))
        words = paper.fingerprint(sealing.public_of(unlocked.private))
        self._column.addWidget(secret(words, "keyless_words"))
        self._column.addWidget(button(_("Leave"), "keyless_leave", self.left.emit))

    def _lay_out(self) -> None:
        """Add what this role can do."""


class Auditor(Keyless):
    """Reads a journal handed over as a file, and draws records to ask for."""

    def _lay_out(self) -> None:
        self._log: Log | None = None
        about = _("Open the journal the coordinator handed over. Only you can read this file.")
        self._column.addWidget(wrapped(about, "soft"))
        self._choose = button(_("Open a journal"), "log_open", self._ask, "primary")
        self._column.addWidget(self._choose)
        self.setFocusProxy(self._choose)
        self._verdict = wrapped(role="strong", name="log_verdict")
        self._heads = wrapped(role="meta", name="log_heads")
        self.table = _table()
        self._count = number("sample_size", _("How many to draw"))
        self._count.setRange(1, 100)
        self._count.setValue(_DRAWN)
        self._draw = button(_("Draw records to ask for"), "sample_draw", self._draw_sample)
        self._drawn = wrapped(role="strong", name="sample")
        self._drawn.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._found: tuple[QWidget, ...] = (self._verdict, self._heads, self.table)
        self._lot: tuple[QWidget, ...] = (self._count, self._draw, self._drawn)
        for part in (*self._found, *self._lot):
            self._column.addWidget(part)
            part.hide()

    def read(self, path: Path) -> None:
        """Read a journal file and show what it says and whether it is whole."""
        self._tell("")
        unlocked = self._unlocked

        def read(_progress: Progress) -> Log:
            return audit_log.read(unlocked, path)

        self._jobs.run(read, self._show, self._refused, _("Reading the journal"))

    def _ask(self) -> None:
        kinds = [(_("All files"), "*")]
        path = dialogs.choose_file_to_open(
            self, _("Choose the journal that was handed over"), kinds
        )
        if path is not None:
            self.read(path)

    def _show(self, log: Log) -> None:
        self._log = log
        entries = _entries(log)
        words = ngettext(
            "{n} entry, handed over on {day}.", "{n} entries, handed over on {day}.", len(entries)
        ).format(n=i18n.format_number(len(entries)), day=i18n.format_moment(log.made_at))
        sound = (
            _("Every entry that can be proved is as it was written.")
            if log.sound
            else _("Something was changed, cut or added. Ask who handled the computer since.")
        )
        self._verdict.setText(" ".join([words, sound, *_linked_only(log)]))
        look.mark(self._verdict, "strong" if log.sound else "error")
        heads = [f"{part.head[0]} · {part.head[1][:12]}" for part in log.parts.values()]
        head = _("Last entries to compare with the printed report: {heads}")
        self._heads.setText(head.format(heads=", ".join(heads)))
        self._fill(entries[-MOST_SHOWN:])
        self.setFixedWidth(min(look.width(100), self.window().width() - look.space(16)))
        for made in self._found:
            made.show()
        for made in self._lot:
            made.setVisible(bool(touched(log)))

    def _fill(self, entries: Sequence[Entry]) -> None:
        header = [_("When"), _("Who"), _("What"), _("Of what")]
        self.table.setRowCount(len(entries))
        self.table.setColumnCount(len(header))
        self.table.setHorizontalHeaderLabels(header)
        for row, entry in enumerate(reversed(entries)):
            cells = (
                i18n.format_moment(entry.moment),
                entry.user,
                journal_words.act(entry.action),
                entry.object,
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)

    def _draw_sample(self) -> None:
        if self._log is not None:
            self._drawn.setText("\n".join(sample(touched(self._log), self._count.value())))


class Technician(Keyless):
    """Copies the workspace as it is, and brings a copy back."""

    def _lay_out(self) -> None:
        about = _("Everything is carried locked, as it lies on the disk, and compared afterwards.")
        self._column.addWidget(wrapped(about, "soft"))
        copy = button(_("Copy this workspace as it is"), "as_is_copy", self._ask_target, "primary")
        back = button(_("Bring a copy back into an empty folder"), "as_is_back", self._ask_source)
        self._done = wrapped(role="strong", name="as_is_done")
        self._done.hide()
        for part in (copy, back, self._done):
            self._column.addWidget(part)
        self.setFocusProxy(copy)

    def copy_into(self, target: Path) -> None:
        """Copy the workspace into a new folder inside ``target``."""
        folder = self._folder

        def copy(_progress: Progress) -> Path:
            return ciphertext.copy_as_is(folder, target)

        self._begin()
        self._jobs.run(copy, self._copied, self._refused, _("Copying the workspace"))

    def put_back(self, source: Path, folder: Path) -> None:
        """Put a copy into an empty folder, or a new one inside where there are other files."""
        free = founding.free(folder, "vereda") if any(folder.iterdir()) else folder

        def put(_progress: Progress) -> Path:
            ciphertext.put_back(source, free)
            return free

        self._begin()
        self._jobs.run(put, self._brought, self._refused, _("Bringing the copy back"))

    def _ask_target(self) -> None:
        target = dialogs.choose_folder(self, _("Choose where the copy will lie"))
        if target is not None:
            self.copy_into(target)

    def _ask_source(self) -> None:
        source = dialogs.choose_folder(self, _("Choose the copy to bring back"))
        folder = source and dialogs.choose_folder(self, _("Choose an empty folder"))
        if source is not None and folder:
            self.put_back(source, folder)

    def _begin(self) -> None:
        self._tell("")
        self._done.hide()

    def _copied(self, copy: Path) -> None:
        self._say(_("The copy is whole: {folder}").format(folder=copy))

    def _brought(self, folder: Path) -> None:
        self._say(_("The workspace is whole again: {folder}").format(folder=folder))

    def _say(self, words: str) -> None:
        self._done.setText(words)
        self._done.show()
        bring_into_view(self._done)


def page(jobs: Jobs, folder: Path, unlocked: keys.Unlocked) -> Keyless:
    """Return the page of a role without a key to the records."""
    kind = Auditor if unlocked.role == "auditor" else Technician
    return kind(jobs, folder, unlocked)


def touched(log: Log) -> list[str]:
    """Return the people the journal speaks of, by their ids, each once, in a fixed order."""
    about = (entry for entry in _entries(log) if entry.action in _OF_PEOPLE)
    return sorted({entry.object for entry in about if is_record(entry.object)})


def sample(found: Sequence[str], count: int) -> list[str]:
    """Draw some of them by chance, so that nobody can know beforehand which are asked for."""
    return sorted(secrets.SystemRandom().sample(found, min(count, len(found))))


def _linked_only(log: Log) -> list[str]:
    """Say how many entries are older than the key that proves the others."""
    older = sum(one.seq < part.proved_from for part in log.parts.values() for one in part.entries)
    words = ngettext(
        "{n} older entry cannot be proved: it was written before an auditor was let in.",
        "{n} older entries cannot be proved: they were written before an auditor was let in.",
        older,
    )
    return [words.format(n=i18n.format_number(older))] if older else []


def _table() -> QTableWidget:
    made = named(QTableWidget(), "log_entries", _("Journal"))
    made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    made.setTabKeyNavigation(False)
    made.setShowGrid(False)
    made.verticalHeader().hide()
    made.setMinimumHeight(look.height("row") * 7)
    return made


def is_record(thing: str) -> bool:
    """Tell whether the object of an entry is the id of a record, and not a count or a name."""
    return _ID.fullmatch(thing) is not None


def _entries(log: Log) -> list[Entry]:
    """Return the entries of all parts in the order of their moments."""
    found = [entry for part in log.parts.values() for entry in part.entries]
    return sorted(found, key=lambda entry: entry.moment)
