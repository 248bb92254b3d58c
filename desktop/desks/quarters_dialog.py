# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of quarters that were made elsewhere: which are here, one more, or one less."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.quarters import file_service, report, service
from desktop.quarters.service import Held
from desktop.widgets import dialogs, look
from desktop.widgets.framed import Framed
from desktop.widgets.parts import bring_into_view, button, empty, label, named, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class QuartersDialog(Framed):
    """Lists the quarters the report can print; nothing of where they come from is opened."""

    def __init__(self, parent: QWidget | None, workspace: "Workspace") -> None:
        super().__init__(parent, "quarters_dialog", _("Quarterly figures"))
        self._workspace = workspace
        self.problem = wrapped(name="quarters_problem", role="error")
        self.told = wrapped(name="quarters_told", role="soft")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.space(1))
        column = self.head(_("Quarterly figures"))
        words = _(
            "Figures that were made and signed elsewhere. The report prints those of the quarters "
            "that end in its period."
        )
        column.addWidget(wrapped(words, "soft"))
        column.addLayout(self._lines)
        column.addWidget(self.told)
        column.addWidget(self.problem)
        self.told.hide()
        self.problem.hide()
        self.end(
            button(_("Take in a file"), "quarters_take", self._choose, "primary"),
            button(_("Close"), "quarters_close", self.accept),
        )
        self._show()

    def take(self, path: Path) -> None:
        """Take a file in; a quarter that is here is replaced only when that is said again."""
        try:
            raw = file_service.from_path(path)
            try:
                found = service.take_in(self._workspace, raw)
            except service.AlreadyHere as error:
                title = _("Replace the figures of this quarter")
                if not dialogs.ask(self, title, str(error), _("Replace"), danger=True).agreed:
                    return
                found = service.take_in(self._workspace, raw, replace=True)
        except UserError as error:
            self._say(wrong=str(error))
            return
        quarter = report.quarter_words(found.quarter)
        self._say(done=_("The figures of {quarter} were taken in.").format(quarter=quarter))

    def _choose(self) -> None:
        patterns = [(_("Figures files"), f"*{file_service.ENDING}")]
        title = _("Which figures file should be taken in?")
        path = dialogs.choose_file_to_open(self, title, patterns)
        if path is not None:
            self.take(path)

    def _put_away(self, one: Held) -> None:
        title = _("Put the figures of this quarter away")
        body = _("No report prints them from then on. It stays in the journal.")
        if not dialogs.ask(self, title, body, _("Put away"), danger=True).agreed:
            return
        with self._workspace.work(write=True) as work:
            service.remove(work, one.id)
        quarter = report.quarter_words(one.quarter)
        self._say(done=_("The figures of {quarter} were put away.").format(quarter=quarter))

    def _say(self, *, done: str = "", wrong: str = "") -> None:
        for line, words in ((self.told, done), (self.problem, wrong)):
            line.setText(words)
            line.setVisible(bool(words))
        self._show()
        bring_into_view(self.problem if wrong else self.told)

    def _show(self) -> None:
        with self._workspace.work() as work:
            found = service.held(work, self._workspace.header)
        empty(self._lines)
        if not found:
            soft = wrapped(_("No figures of a quarter are here."), "soft", "no_quarters")
            self._lines.addWidget(soft)
        for one in found:
            self._lines.addWidget(self._line(one))
        self.fit()

    def _line(self, one: Held) -> QWidget:
        whole = named(QWidget(), "quarter_line")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        quarter = report.quarter_words(one.quarter)
        said = report.summary(one.figures) if one.figures else _("Signature no longer holds")
        row.addWidget(wrapped(quarter, "", "quarter_words"), 1)
        row.addWidget(label(said, "meta" if one.figures else "error"))
        away = button(_("Put away"), "put_away", partial(self._put_away, one))
        away.setAccessibleName(f"{_('Put away')}, {quarter}")
        row.addWidget(away)
        return whole
