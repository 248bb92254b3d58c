# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that brings a spreadsheet in: file, question, columns, trial run, import, undo."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.core import i18n, journal
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.core.intake import Target
from desktop.core.store import Workspace
from desktop.imports import outcome_page, preview, service
from desktop.imports.bring import bring
from desktop.imports.columns_page import ColumnsPanel
from desktop.imports.mapping import Mapping
from desktop.imports.outcome_page import BatchesPanel, TrialPanel
from desktop.imports.question_page import OwnershipPanel
from desktop.imports.reading import Reading
from desktop.imports.reading_page import ReadingPanel
from desktop.imports.saved_page import SavedPanel
from desktop.imports.service import Batch, Outcome
from desktop.widgets import dialogs, look
from desktop.widgets.jobs import Jobs, Progress
from desktop.widgets.parts import button, empty, label, named, tint, wrapped

_KINDS = (N_("Spreadsheets"), "*.csv *.xlsx *.xls *.xlsm *.txt *.tsv")
_EVERYTHING = (N_("All files"), "*")


class ImportPage(QWidget):
    """One road from a file to records; nothing is written before the last button."""

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        targets: Sequence[Target],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("import_page")
        self.setAcceptDrops(True)
        self._workspace, self._jobs, self._targets = workspace, jobs, targets
        self._path: Path | None = None
        self._settings: dict[str, str | int] = {}
        self._reading: Reading | None = None
        self._trial: Outcome | None = None
        self._register = named(QComboBox(), "register", _("Register"))
        for target in targets:
            self._register.addItem(_(target.title), target.register)
        self._choose = button(_("Choose a file"), "choose", self._ask_for_file, "primary")
        self._file = wrapped(_("No file chosen. You can also drop one here."), "soft", "file")
        self._told = QVBoxLayout()
        self._detected = ReadingPanel()
        self._ownership = OwnershipPanel()
        self._columns = ColumnsPanel()
        self._saved = SavedPanel(self._keep_map, self._use_map, self._forget_map)
        self._found = TrialPanel(self._save_refused)
        self._done = BatchesPanel(self._undo)
        self._try = button(_("Try it without saving"), "try", self._run_trial)
        self._import = button(_("Import"), "import", self._run_import, "primary")
        self._parts: dict[str, QWidget] = {}
        self._lay_out()
        self._register.activated.connect(lambda _at: self._meet())
        self._detected.changed.connect(self._change_reading)
        self._ownership.changed.connect(self._change_ownership)
        self._columns.changed.connect(self._forget_trial)
        self._show_parts()
        self.reload()

    def open_file(self, path: Path) -> None:
        """Begin with a file: detect, suggest, show."""
        self._path, self._settings = path, {}
        self._ownership.ask_anew()
        self._file.setText(path.name)
        self._detect()

    def reload(self) -> None:
        """Show the imports and mappings of the workspace as they are now."""
        register = self._target().register
        with self._workspace.work() as work:
            batches, maps = service.batches(work), service.maps(work, register)
        titles = {target.register: _(target.title) for target in self._targets}
        self._done.show_batches(batches, titles)
        self._saved.show_maps(maps)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event.mimeData().urls()):
            self.open_file(path)

    def _target(self) -> Target:
        """Return the register chosen, or the official series beside it."""
        chosen = self._targets[max(0, self._register.currentIndex())]
        if self._asks() and self._ownership.is_official():
            chosen = service.for_context(chosen, self._ownership.context(), needs_source=False)
        return service.with_own(chosen)

    def _asks(self) -> bool:
        return bool(self._register.currentData() == service.BESIDE)

    def _ask_for_file(self) -> None:
        patterns = [(_(words), endings) for words, endings in (_KINDS, _EVERYTHING)]
        path = dialogs.choose_file_to_open(self, _("Choose a spreadsheet"), patterns)
        if path:
            self.open_file(path)

    def _meet(self) -> None:
        """Another register was chosen."""
        self.reload()
        if self._path:
            self._detect()

    def _detect(self, saved: Mapping | None = None) -> None:
        if self._path is None:
            return
        path, settings, target = self._path, dict(self._settings), self._target()
        workspace = self._workspace
        self._tell()

        def look_into(_progress: Progress) -> service.Sight:
            with workspace.work() as work:
                return service.look(work, target, path, settings, saved)

        self._jobs.run(look_into, self._show_detected, self._show_problem, _("Reading the file"))

    def _show_detected(self, sight: service.Sight) -> None:
        self._reading = sight.reading
        self._detected.show_reading(self._reading)
        target = self._target()
        needed = {spec.name for spec in preview.missing(Mapping(), target)}
        self._columns.show_mapping(
            self._reading, target.fields, needed, sight.choices, sight.mapping
        )
        self._forget_trial()

    def _change_reading(self, settings: dict[str, str | int]) -> None:
        if "sheet" in settings:  # another sheet is another table
            self._settings = {}
        self._settings.update(settings)
        self._detect()

    def _change_ownership(self) -> None:
        if self._reading and self._target().fields != self._columns.fields:
            self._detect()
        self._forget_trial()

    def _use_map(self, mapping: Mapping) -> None:
        self._settings = dict(mapping.read)
        self._detect(mapping)

    def _keep_map(self, name: str) -> None:
        with self._workspace.work(write=True) as work:
            service.save_map(work, self._target().register, name, self._mapping())
        self.reload()

    def _forget_map(self, identity: str) -> None:
        with self._workspace.work(write=True) as work:
            service.drop_map(work, identity)
        self.reload()

    def _mapping(self) -> Mapping:
        read = {**(self._reading.settings() if self._reading else {}), **self._settings}
        return replace(self._columns.mapping(), read=read)

    def _run_trial(self) -> None:
        self._run(dry_run=True)

    def _run_import(self) -> None:
        self._run(dry_run=False)

    def _run(self, *, dry_run: bool) -> None:
        path, chosen, context = self._path, self._mapping(), self._context()
        target = self._targets[self._register.currentIndex()]
        total = self._trial.preview.read if self._trial else 0
        workspace = self._workspace
        if path is None:
            return
        self._tell()
        for part in (self._try, self._import):
            part.setEnabled(False)

        def act(progress: Progress) -> Outcome:
            def step(done: int) -> None:
                progress.step(done, total)

            return bring(
                workspace, target, path, chosen, context=context, dry_run=dry_run, progress=step
            )

        title = _("Trying the import") if dry_run else _("Importing")
        then = self._show_trial if dry_run else self._show_import
        self._jobs.run(act, then, self._show_problem, title)

    def _context(self) -> service.Context | None:
        return self._ownership.context() if self._asks() else None

    def _show_trial(self, outcome: Outcome) -> None:
        self._trial = outcome
        self._found.show_preview(outcome.preview)
        n = outcome.preview.good
        words = ngettext("Import {n} row", "Import {n} rows", n)
        self._import.setText(words.format(n=i18n.format_number(n)))
        self._show_parts()

    def _show_import(self, outcome: Outcome) -> None:
        n = outcome.written
        words = ngettext("{n} row was imported.", "{n} rows were imported.", n)
        words = " ".join(
            [words.format(n=i18n.format_number(n)), *outcome_page.beside(outcome.preview)]
        )
        self._path = self._reading = self._trial = None
        self._file.setText(_("No file chosen. You can also drop one here."))
        self.reload()
        self._show_parts()
        with self._workspace.work() as work:
            found = [one for one in service.batches(work) if one.id == outcome.import_id]
        if not found:  # everything in the file belonged apart
            self._tell("good", words)
            return
        batch = found[0]
        self._tell("good", words, button(_("Undo"), "undo_import", lambda: self._undo(batch)))

    def _undo(self, batch: Batch, *, even_changed: bool = False) -> None:
        target = next(one for one in self._targets if one.register == batch.register)
        workspace = self._workspace

        def act(_progress: Progress) -> int:
            with workspace.work(write=True) as work:
                return service.undo(work, target, batch.id, even_changed=even_changed)

        def failed(error: Exception) -> None:
            if not isinstance(error, service.ChangedSince):
                self._show_problem(error)
            elif self._sure(error):
                self._undo(batch, even_changed=True)

        self._jobs.run(act, self._show_undone, failed, _("Undoing the import"))

    def _sure(self, error: UserError) -> bool:
        title = _("Undo this import all the same?")
        return dialogs.ask(self, title, str(error), _("Undo the import"), danger=True).agreed

    def _show_undone(self, n: int) -> None:
        self.reload()
        words = ngettext("{n} record left with the import.", "{n} records left with the import.", n)
        self._tell("good", words.format(n=n))

    def _save_refused(self) -> None:
        if self._trial is None:
            return
        patterns = [(_("CSV table"), "*.csv")]
        path = dialogs.choose_file_to_save(self, _("Save the list"), patterns, _("refused rows"))
        if path:
            refused = self._trial.preview.refused
            with self._workspace.work(write=True) as work:  # no file without its entry
                journal.write(work, "export", f"refused_rows:{len(refused)}")
                outcome_page.save_refusals(path, refused)

    def _forget_trial(self) -> None:
        self._trial = None
        self._show_parts()

    def _show_problem(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._show_parts()
        self._tell("danger", str(error))

    def _tell(self, role: str = "", words: str = "", *more: QWidget) -> None:
        empty(self._told)
        if role:
            self._told.addWidget(tint(role, words, *more))

    def _show_parts(self) -> None:
        """Show each step when the one before it is done."""
        known = self._reading is not None
        ready = known and (not self._asks() or self._ownership.answered())
        good = self._trial.preview.good if self._trial else 0
        shown = {
            "detected": known, "question": known and self._asks(), "columns": ready,
            "try": ready, "trial": self._trial is not None,
        }  # fmt: skip
        for name, part in self._parts.items():
            part.setVisible(shown.get(name, True))
        clear = self._reading is not None and not self._reading.dates_are_unclear()
        self._try.setEnabled(ready and clear)
        self._import.setVisible(good > 0)
        self._import.setEnabled(good > 0)

    def _lay_out(self) -> None:
        inner = QWidget()
        look.mark(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(*[look.space(6)] * 4)
        column.setSpacing(look.space(4))
        row = QHBoxLayout()
        row.setSpacing(look.space(2))
        for part in (self._register, self._choose, self._file):
            row.addWidget(part)
        row.addStretch(1)
        column.addWidget(label(_("Import a spreadsheet"), "title"))
        column.addLayout(row)
        column.addLayout(self._told)
        for name, title, parts in (
            ("detected", _("What this file is"), (self._detected,)),
            ("question", _("Whose figures are these?"), (self._ownership,)),
            ("columns", _("Which column is which field"), (self._saved, self._columns)),
            ("try", "", (self._try,)),
            ("trial", _("What would happen"), (self._found, self._import)),
            ("done", _("Imports so far"), (self._done,)),
        ):
            self._parts[name] = _section(title, parts)
            column.addWidget(self._parts[name])
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def _section(title: str, parts: Sequence[QWidget]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.space(2))
    if title:
        column.addWidget(label(title, "section"))
    for part in parts:
        small = part.metaObject().className() == "QPushButton"
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if small else Qt.AlignmentFlag(0))
    return box


def _dropped(urls: Sequence[QUrl]) -> Path | None:
    """Return the one local file that was dropped."""
    files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
