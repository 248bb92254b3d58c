# SPDX-License-Identifier: GPL-3.0-or-later
"""A clause as a card: the days without a breach, the last look at it, and what to do next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core import clock, codes, i18n
from desktop.core.i18n import _, ngettext
from desktop.dialogues.service import ClauseNow
from desktop.widgets import look, shapes
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, label, named, wrapped
from desktop.widgets.source import Tone

TONES: Mapping[str, Tone] = {
    "kept": "good",
    "partly": "warning",
    "broken": "danger",
    "disputed": "warning",
}
WIDE = 42
"""Characters a card is wide."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """What the buttons of a card do with its clause."""

    check: Callable[[str], None]
    breach: Callable[[str], None]
    open: Callable[[str], None]


class ClauseCard(QFrame):
    """One clause; its breach is entered from here."""

    def __init__(self, clause: ClauseNow, where: str, verbs: Verbs) -> None:
        super().__init__()
        name = codes.label("commitment_type", clause.commitment)
        named(self, f"clause_{clause.code}", name)
        look.mark(self, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(1))
        head = QHBoxLayout()
        head.addWidget(wrapped(name, "strong"), 1)
        head.addWidget(label(clause.code, "meta"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if said := _promise(clause, where):
            column.addWidget(wrapped(said, "soft"))
        column.addLayout(_counter(clause))
        for tone, words in _lines(clause):
            column.addWidget(_line(tone, words))
        column.addStretch(1)
        column.addSpacing(look.space(1))
        buttons = FlowLayout(gap=2)
        buttons.addWidget(_verb(_("Record a check"), "check", name, verbs.check, clause.id))
        buttons.addWidget(_verb(_("Record a breach"), "breach", name, verbs.breach, clause.id))
        buttons.addWidget(_verb(_("Open"), "open", name, verbs.open, clause.id))
        column.addLayout(buttons)


def _promise(clause: ClauseNow, where: str) -> str:
    party = codes.label("party_type", clause.party) if clause.party else ""
    return " · ".join(part for part in (party, where) if part)


def _counter(clause: ClauseNow) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.space(2))
    number = label(i18n.format_number(clause.days), "title", "days")
    if clause.broken:
        words = ngettext(
            "day since the last confirmed breach",
            "days since the last confirmed breach",
            clause.days,
        )
    else:
        words = ngettext(
            "day without a confirmed breach", "days without a confirmed breach", clause.days
        )
    row.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addWidget(wrapped(words, "", "days_words"), 1)
    number.setAccessibleName(f"{number.text()} {words}")
    return row


def _lines(clause: ClauseNow) -> list[tuple[Tone, str]]:
    """Return what else there is to say, each with its tone."""
    found: list[tuple[Tone, str]] = []
    if clause.answers:
        words = ngettext(
            "In return for {n} clause", "In return for {n} clauses", len(clause.answers)
        )
        found.append(("note", words.format(n=len(clause.answers))))
    if clause.last_check and clause.last_result:
        result = codes.label("monitoring_result", clause.last_result)
        words = _("Last check {day}: {result}")
        tone = TONES.get(clause.last_result, "off")
        found.append((tone, words.format(day=i18n.format_day(clause.last_check), result=result)))
    if clause.over:
        found.append(("off", _("No longer in force")))
    elif clause.next_check:
        found.append(_next_check(clause.next_check))
    found += _counted(clause)
    if clause.touches and not clause.over:
        found.append(("danger", _("It touches a red line.")))
    elif not clause.red_line_on and not clause.over:
        found.append(("warning", _("Not checked against the red lines yet.")))
    if clause.untold:
        found.append(("warning", _("The last check found it broken, but no breach is recorded.")))
    return found


def _next_check(due: date) -> tuple[Tone, str]:
    late = clock.days_between(due, clock.today())
    if late <= 0:
        return "note", _("Next check {day}").format(day=i18n.format_day(due))
    words = ngettext("The check is {n} day late", "The check is {n} days late", late)
    return "warning", words.format(n=late)


def _counted(clause: ClauseNow) -> list[tuple[Tone, str]]:
    found: list[tuple[Tone, str]] = []
    if clause.confirmed:
        words = ngettext("{n} confirmed breach", "{n} confirmed breaches", clause.confirmed)
        found.append(("danger", words.format(n=clause.confirmed)))
    if clause.alleged:
        words = ngettext(
            "{n} breach not verified yet", "{n} breaches not verified yet", clause.alleged
        )
        found.append(("off", words.format(n=clause.alleged)))
    if clause.unanswered:
        words = ngettext(
            "{n} breach without an answer", "{n} breaches without an answer", clause.unanswered
        )
        found.append(("warning", words.format(n=clause.unanswered)))
    return found


def _line(tone: Tone, words: str) -> QWidget:
    whole = named(QWidget(), "clause_line", words)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.space(2))
    row.addWidget(shape(tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(wrapped(words, "", "clause_words"), 1)
    return whole


def shape(tone: Tone) -> QLabel:
    """Return the shape of a tone, in the middle of a line of words."""
    made = QLabel()
    side = look.height("small_icon")
    made.setPixmap(shapes.icon(tone).pixmap(side, side))
    made.setFixedSize(side, look.height("icon"))
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _verb(words: str, name: str, clause: str, run: Callable[[str], None], id: str) -> QWidget:
    made = button(words, name, lambda: run(id))
    made.setAccessibleName(f"{words}, {clause}")
    return made
