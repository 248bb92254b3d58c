# SPDX-License-Identifier: GPL-3.0-or-later
"""Two files of one person? Say so first, merge later, and take a merge back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core import records
from desktop.core.errors import RecordGone, UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.participants import merge_service
from desktop.participants import service as participants
from desktop.participants.merge_service import DIFFERENT, PERHAPS, Pair
from desktop.participants.model import Participant
from desktop.widgets import dialogs, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, empty, label, named, wrapped

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk

_VERDICTS = {PERHAPS: N_("perhaps the same person"), DIFFERENT: N_("different people")}


class SamePerson(Framed):
    """Files that may be this person's, each with its reasons and the three things to say of it."""

    def __init__(self, desk: "Desk", person: str) -> None:
        super().__init__(None, "same_person", _("The same person?"))
        self._desk, self._workspace, self._person = desk, desk.workspace, person
        with self._workspace.work() as work:
            self._code = participants.get(work, person).code
        column = self.head(_("Is {code} registered twice?").format(code=self._code))
        about = _(
            "Say it first, merge when both workers agree. A merge moves everything to this file, "
            "loses nothing, and can be taken back."
        )
        column.addWidget(wrapped(about, "soft"))
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(look.space(3))
        column.addLayout(self._pairs)
        self.line = named(QLineEdit(), "other_code", _("Code of the other file"))
        self.problem = wrapped("", "error", "same_problem")
        self.problem.hide()
        column.addWidget(label(self.line.accessibleName(), "field"))
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(button(_("Perhaps the same"), "other_add", self._add))
        column.addLayout(row)
        column.addWidget(self.problem)
        self.line.returnPressed.connect(self._add)
        self.end(button(_("Done"), "same_done", self.accept, "primary"))
        self._show()

    def ask(self) -> None:
        """Show the dialog until it is done with."""
        self.exec()
        self.deleteLater()

    def _show(self) -> None:
        empty(self._pairs)
        with self._workspace.work() as work:
            said = merge_service.said(work, self._person)
            pairs = [*said, *merge_service.proposed(work, self._person)]
            gone = merge_service.merged(work, self._person)
        for pair in pairs:
            self._pairs.addWidget(self._row(pair))
        for one in gone:
            words = _("{code} went into this file.").format(code=one.code)
            back = button(
                _("Take the merge back"), f"unmerge_{one.code}", partial(self._undo, one.id)
            )
            self._pairs.addWidget(_line(words, back))
        if not pairs and not gone:
            words = _("No file looks like this one. If you know of one, write its code.")
            self._pairs.addWidget(wrapped(words, "", "same_nothing"))

    def _row(self, pair: Pair) -> QWidget:
        why = _(_VERDICTS[pair.verdict]) if pair.verdict else ", ".join(pair.reasons)
        acts = []
        if pair.verdict != PERHAPS:
            acts.append(self._sayer(_("Perhaps the same"), PERHAPS, pair))
        if pair.verdict != DIFFERENT:
            acts.append(self._sayer(_("Different people"), DIFFERENT, pair))
            merge = partial(self._merge, pair)
            acts.append(button(_("Merge into this file …"), f"merge_{pair.code}", merge))
        return _line(f"{pair.code} · {why}", *acts)

    def _sayer(self, words: str, verdict: str, pair: Pair) -> QWidget:
        return button(words, f"{verdict}_{pair.code}", partial(self._say, pair.id, verdict))

    def _say(self, other: str, verdict: str) -> None:
        with self._workspace.work(write=True) as work:
            merge_service.say(work, self._person, other, verdict)
        self._show()

    def _add(self) -> None:
        self.problem.hide()
        try:
            with self._workspace.work() as work:
                other = records.by_code(work, Participant, self.line.text()).id
            self._say(other, PERHAPS)
        except RecordGone:
            self._refuse(_("There is no file with this code among yours. Check the code."))
            return
        except UserError as error:
            self._refuse(str(error))
            return
        self.line.clear()

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _merge(self, pair: Pair) -> None:
        title = _("Merge {gone} into {kept}?").format(gone=pair.code, kept=self._code)
        body = _(
            "Everything of {gone} moves here, and what this file does not know it learns from "
            "there. {gone} leaves every list. You can take it back here at any time."
        ).format(gone=pair.code)
        if dialogs.ask(self, title, body, _("Merge")).agreed:
            merge_service.merge_files(self._workspace, self._person, pair.id)
            self._show()

    def _undo(self, merge: str) -> None:
        with self._workspace.work(write=True) as work:
            left = merge_service.undo(work, merge)
        if left:
            words = ngettext(
                "{n} answer was changed since and stays as it is.",
                "{n} answers were changed since and stay as they are.",
                left,
            )
            self._desk.toasts.show(words.format(n=left))
        self._show()


def _line(words: str, *acts: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(look.space())
    column.addWidget(wrapped(words))
    flow = FlowLayout(gap=2)
    for act in acts:
        flow.addWidget(act)
    column.addLayout(flow)
    return made
