# SPDX-License-Identifier: GPL-3.0-or-later
"""The agreements of a process as sections, their clauses as cards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core import clock, i18n
from desktop.core.i18n import _
from desktop.dialogues.agreement_model import Agreement
from desktop.dialogues.card_page import WIDE, ClauseCard, Verbs
from desktop.dialogues.service import ClauseNow
from desktop.widgets import icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named, tint

Names = Mapping[str, Callable[[str], str]]
Found = Sequence[tuple[Agreement, Sequence[ClauseNow]]]


@dataclass(frozen=True, slots=True)
class AgreementVerbs:
    """What the buttons beside the cards do."""

    new: Callable[[], None]
    change: Callable[[str], None]
    new_clause: Callable[[str], None]
    of_clause: Verbs


class Overview(QScrollArea):
    """Everything agreed in one process."""

    def __init__(self, verbs: AgreementVerbs) -> None:
        super().__init__()
        self._verbs = verbs
        self._cards: list[ClauseCard] = []
        self._read: object = None
        self._column = scrolled(self, "agreements_overview")
        self._column.setSpacing(look.space(3))

    def show_agreements(self, found: Found, name: Names) -> None:
        """Show the agreements; where nothing changed, nothing on the screen moves."""
        read = [(agreement.id, agreement.rev, clauses) for agreement, clauses in found]
        if read == self._read:
            return
        self._read = read
        empty(self._column)
        self._cards = []
        if not found:
            soft = label(_("No agreement has been written yet."), "soft", "no_agreements")
            self._column.addWidget(soft)
        for agreement, clauses in found:
            self._add_agreement(agreement, clauses, name)
        new = button(_("New agreement"), "new_agreement", self._verbs.new)
        icons.dress(new, "plus")
        row = QHBoxLayout()
        row.addWidget(new)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(1)
        self._fit_cards()

    def whose_turn(self) -> tuple[str, str]:
        """Return the part and the button that have the keyboard, to be given it back later."""
        held = self.focusWidget()
        if not isinstance(held, QPushButton) or not self.isAncestorOf(held):
            return "", ""
        part = held.parentWidget()
        return (part.objectName() if part else ""), held.objectName()

    def give_turn(self, part: str, name: str) -> None:
        """Put the keyboard on a button, on the first one where that one is gone."""
        holder = self.findChild(QWidget, part) if part else None
        found = (holder or self).findChild(QPushButton, name or "new_agreement")
        found = found or self.findChild(QPushButton, "new_agreement")
        if found:
            found.setFocus()
            self.ensureWidgetVisible(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_cards()

    def _add_agreement(
        self, agreement: Agreement, clauses: Sequence[ClauseNow], name: Names
    ) -> None:
        self._column.addWidget(self._head(agreement))
        for words in _worries(agreement):
            self._column.addWidget(tint("warning", words))
        if not clauses:
            self._column.addWidget(label(_("No clause has been written yet."), "soft"))
            return
        cards = QWidget()
        flow = FlowLayout(cards, gap=3)
        for clause in clauses:
            parts = [name["sector"](one) for one in clause.sectors]
            parts += [name["border"](one) for one in clause.borders]
            where = " · ".join(part for part in parts if part)
            self._cards.append(ClauseCard(clause, where, self._verbs.of_clause))
            flow.addWidget(self._cards[-1])
        self._column.addWidget(cards)

    def _head(self, agreement: Agreement) -> QWidget:
        whole = named(QWidget(), f"agreement_{agreement.code}")
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(2))
        words = QVBoxLayout()
        words.setSpacing(0)
        title = label(agreement.title, "section", "agreement_title")
        title.setWordWrap(True)
        words.addWidget(title)
        words.addWidget(label(_in_force(agreement), "meta"))
        row.addLayout(words, 1)
        new = button(_("New clause"), "new_clause", lambda: self._verbs.new_clause(agreement.id))
        icons.dress(new, "plus")
        change = button(_("Change"), "change_agreement", lambda: self._verbs.change(agreement.id))
        for part in (new, change):
            part.setAccessibleName(f"{part.text()}, {agreement.title}")
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def _fit_cards(self) -> None:
        """Let two cards stand side by side where there is room, one as wide as there is else."""
        margins = self._column.contentsMargins()
        edge = margins.left() + margins.right() + self.verticalScrollBar().sizeHint().width()
        room = max(self.width() - edge, look.width(20))
        gap = look.space(3)
        beside = max((room + gap) // (look.width(WIDE) + gap), 1)
        for card in self._cards:
            card.setFixedWidth((room - gap * (beside - 1)) // beside)


def scrolled(area: QScrollArea, name: str) -> QVBoxLayout:
    """Make an area a page that scrolls up and down, and return its column."""
    named(look.mark(area, "page"), name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = look.mark(QWidget(), "page")
    column = QVBoxLayout(inside)
    edge = look.space(3)
    column.setContentsMargins(edge * 2, edge, edge * 2, edge)
    column.setSpacing(look.space(2))
    area.setWidget(inside)
    return column


def _in_force(agreement: Agreement) -> str:
    if agreement.until:
        first, last = i18n.format_day(agreement.since), i18n.format_day(agreement.until)
        return _("In force from {first} to {last}").format(first=first or "?", last=last)
    if agreement.since:
        return _("In force since {day}").format(day=i18n.format_day(agreement.since))
    return ""


def _worries(agreement: Agreement) -> list[str]:
    found = []
    if agreement.assurance == "none":
        found.append(_("No authority has given a legal assurance for this dialogue."))
    if agreement.review_on and agreement.review_on < clock.today() and not agreement.until:
        words = _("This agreement was to be reviewed on {day}.")
        found.append(words.format(day=i18n.format_day(agreement.review_on)))
    return found
