# SPDX-License-Identifier: GPL-3.0-or-later
"""The tab of a process that shows its stages and brings it to another one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, codes, records
from desktop.core.errors import InvalidRecord
from desktop.core.i18n import _, ngettext
from desktop.dialogues import service
from desktop.dialogues.form import STORE
from desktop.dialogues.model import PATH, Process
from desktop.dialogues.overview_page import scrolled
from desktop.dialogues.path_page import StagePath
from desktop.widgets import icons, look
from desktop.widgets.parts import button, empty, label, named
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_KEEP_AFTER = 1500
_NARROW = 90  # characters: below this the card stands over the path


class Stages(QScrollArea):
    """The path on the left; on the right where it stands, what bars the next stage, and the way."""

    def __init__(self, workspace: "Workspace", toasts: Toasts, process: str) -> None:
        super().__init__()
        look.mark(self, "page")
        self._workspace, self._toasts, self._process = workspace, toasts, process
        self.path = StagePath()
        self._now, self._why = label("", "section", "stage_now"), label("", "soft", "stage_why")
        self.target = named(QComboBox(), "stage_target", _("Stage to go to"))
        self._gates = QVBoxLayout()
        self._ask = label("", "field", "reason_title")
        self.reason = named(QPlainTextEdit(), "stage_reason", _("Reason"))
        self._problem = label("", "error", "stage_problem")
        self.change = button(_("Change the stage"), "change_stage", self._advance, "primary")
        self._picked = ""
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._lay_out()
        self.reload()
        self._restore_reason()
        self.target.activated.connect(self._pick)
        self.target.currentIndexChanged.connect(self._show_gates)
        self.reason.textChanged.connect(self._keeping.start)
        self._keeping.timeout.connect(self.keep_draft)

    def reload(self) -> None:
        """Show where the process stands; the reason being typed stays."""
        with self._workspace.work(STORE) as work:
            process = records.get(work, Process, self._process)
            standing = service.standing(work, process)
            passed = {one.stage: one for one in service.passed(work, process)}
            following = service.next_stage(work, process)
            may_change = work.could("amend")
        self.path.show_path(standing, passed)
        since = process.stage_since or clock.today()
        days = clock.days_between(since, clock.today())
        words = ngettext("{stage}, for {n} day", "{stage}, for {n} days", days)
        name = codes.label("dialogue_stage", process.stage)
        self._now.setText(words.format(stage=name, n=days))
        self._why.setText(self._story(process, standing))
        self._why.setVisible(bool(self._why.text()))
        self._offer(process.stage, following)
        self.change.setEnabled(may_change)
        self._show_gates()

    def keep_draft(self) -> None:
        """Keep the reason being typed."""
        self._keeping.stop()
        words, drafts = self.reason.toPlainText().strip(), self._workspace.drafts(STORE)
        if words:
            drafts.keep(self._key, {"stage_reason": words})
        else:
            drafts.drop(self._key)

    def close_down(self) -> None:
        """Keep the reason before the tab goes."""
        if self._keeping.isActive():
            self.keep_draft()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < look.width(_NARROW)
        way = QBoxLayout.Direction
        self._row.setDirection(way.BottomToTop if narrow else way.LeftToRight)

    @property
    def _key(self) -> str:
        return f"stage/{self._process}"

    def _restore_reason(self) -> None:
        if kept := self._workspace.drafts(STORE).find(self._key):
            self.reason.setPlainText(str(kept.values.get("stage_reason") or ""))

    def _story(self, process: Process, standing: str) -> str:
        parts = []
        if process.stage not in PATH:
            on_path = codes.label("dialogue_stage", standing)
            parts.append(_("It had come to: {stage}").format(stage=on_path))
        if process.stage_reason:
            parts.append(process.stage_reason)
        return "\n".join(parts)

    def _offer(self, here: str, following: str | None) -> None:
        """Offer every other stage, the next one chosen; a choice made by hand stays."""
        self.target.blockSignals(True)
        self.target.clear()
        for code, words in codes.choices("dialogue_stage"):
            if code != here:
                self.target.addItem(words, code)
        wanted = self.target.findData(self._picked) if self._picked else -1
        if wanted < 0:
            wanted = self.target.findData(following or "closed")
        self.target.setCurrentIndex(max(wanted, 0))
        self.target.blockSignals(False)

    def _pick(self, _number: int) -> None:
        self._picked = str(self.target.currentData())

    def _show_gates(self) -> None:
        with self._workspace.work(STORE) as work:
            process = records.get(work, Process, self._process)
            gates = service.gates(work, process, str(self.target.currentData()))
        empty(self._gates)
        self._problem.hide()
        barred = any(not gate.met for gate in gates)
        if gates:
            heading = _("What still bars this stage") if barred else _("Nothing bars this stage")
            self._gates.addWidget(label(heading, "field", "gates_title"))
        for gate in gates:
            self._gates.addWidget(_gate(gate))
        if barred:
            soft = label(_("This does not stop the work. Say why it goes on all the same."), "soft")
            soft.setWordWrap(True)
            self._gates.addWidget(soft)
        self._ask.setText(_("Why it goes on all the same") if barred else _("Why, if you wish"))

    def _advance(self) -> None:
        stage, reason = str(self.target.currentData()), self.reason.toPlainText()
        try:
            with self._workspace.work(STORE, write=True) as work:
                service.advance(work, self._process, stage, reason)
        except InvalidRecord as error:
            self._problem.setText(" ".join(map(str, error.problems.values())))
            self._problem.show()
            self.reason.setFocus()
            return
        self.reason.clear()
        self.keep_draft()
        name = codes.label("dialogue_stage", stage)
        self._toasts.show(_("The stage is now: {stage}").format(stage=name), self._undo)
        self._picked = ""
        self.reload()
        self.target.setFocus()

    def _undo(self) -> None:
        with self._workspace.work(STORE, write=True) as work:
            records.undo(work, records.get(work, Process, self._process))
        self._picked = ""
        self.reload()

    def _lay_out(self) -> None:
        whole = scrolled(self, "stages")
        for words in (self._now, self._why, self._problem):
            words.setWordWrap(True)
        self._problem.hide()
        self.setFocusProxy(self.target)
        self.target.setMaximumWidth(look.width(36))
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(look.height("row") * 2)
        self._row.setSpacing(look.space(6))
        self._row.addWidget(self.path, 2, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._card(), 3, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(self._row)
        whole.addStretch(1)

    def _card(self) -> QFrame:
        card = named(QFrame(), "stage_card")
        look.mark(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        title = label(_("Stage to go to"), "field")
        title.setBuddy(self.target)
        self._ask.setBuddy(self.reason)
        self._gates.setSpacing(look.space(1))
        for part in (self._now, self._why, title, self.target):
            column.addWidget(part)
        column.addLayout(self._gates)
        column.addWidget(self._ask)
        column.addWidget(self.reason)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        row.addWidget(self.change)
        row.addStretch(1)
        column.addLayout(row)
        return card


def _gate(gate: service.Gate) -> QWidget:
    whole = named(QWidget(), f"gate_{gate.name}")
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.space(2))
    picture, colour = ("check", "good") if gate.met else ("lock", "warning")
    words = label(_(gate.words), "", "gate_words")
    words.setWordWrap(True)
    state = _("met") if gate.met else _("still missing")
    words.setAccessibleName(f"{_(gate.words)}, {state}")
    row.addWidget(icons.label(picture, colour), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return whole
