# SPDX-License-Identifier: GPL-3.0-or-later
"""One clause in full: its words, and every check and breach in the order of time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QWidget

from desktop.core import codes, i18n
from desktop.core.i18n import N_, _
from desktop.dialogues.card_page import TONES, shape
from desktop.dialogues.overview_page import scrolled
from desktop.dialogues.service import ClauseNow, Happening
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, empty, label, named
from desktop.widgets.source import Tone

_BREACH_TONES: Mapping[str, Tone] = {"confirmed": "danger", "in_check": "warning"}


_STEPS = {
    "told": N_("told on {day}"),
    "verified": N_("verified on {day}"),
    "looked_into": N_("looked into on {day}"),
    "answered": N_("answered on {day}"),
}


@dataclass(frozen=True, slots=True)
class ClauseVerbs:
    """What the buttons of the page do."""

    check: Callable[[str], None]
    breach: Callable[[str], None]
    change: Callable[[str], None]
    change_check: Callable[[str, str], None]
    change_breach: Callable[[str, str], None]


class ClauseLog(QScrollArea):
    """Shows one clause at a time."""

    def __init__(self, verbs: ClauseVerbs) -> None:
        super().__init__()
        self._verbs = verbs
        self._column = scrolled(self, "clause_log")
        self._read: object = None

    def show_clause(
        self, clause: ClauseNow, happened: Sequence[Happening], incidents: Mapping[str, str]
    ) -> None:
        """Show a clause with everything that happened to it; ``incidents`` are codes by id."""
        read = (clause, happened, incidents)
        if read == self._read:
            return
        self._read = read
        empty(self._column)
        if clause.wording:
            words = label(clause.wording)
            words.setWordWrap(True)
            self._column.addWidget(words)
        verbs = FlowLayout(gap=2)
        for name, said, run in (
            ("log_check", _("Record a check"), self._verbs.check),
            ("log_breach", _("Record a breach"), self._verbs.breach),
            ("log_change", _("Change the clause"), self._verbs.change),
        ):
            verbs.addWidget(button(said, name, partial(run, clause.id)))
        self._column.addLayout(verbs)
        self._column.addWidget(label(_("Checks and breaches"), "section"))
        if not happened:
            self._column.addWidget(label(_("Nothing here yet."), "soft"))
        for one in happened:
            self._column.addWidget(self._line(clause.id, one, incidents))
        self._column.addStretch(1)

    def start(self) -> None:
        """Put the keyboard on the first button."""
        if first := self.findChild(QPushButton, "log_check"):
            first.setFocus()

    def _line(self, clause: str, one: Happening, incidents: Mapping[str, str]) -> QWidget:
        whole = named(QFrame(), "happening")
        look.mark(whole, "card")
        row = QHBoxLayout(whole)
        row.setContentsMargins(look.space(3), look.space(1), look.space(1), look.space(1))
        row.setSpacing(look.space(3))
        tone, said = _breach(one, incidents) if one.is_breach else _check(one)
        words = label(said, "", "happening_words")
        words.setWordWrap(True)
        row.addWidget(label(i18n.format_day(one.day), "meta"))
        row.addWidget(shape(tone))
        row.addWidget(words, 1)
        change = self._verbs.change_breach if one.is_breach else self._verbs.change_check
        open_ = button(_("Open"), "open_happening", lambda: change(clause, one.id), "quiet")
        open_.setAccessibleName(f"{_('Open')}, {i18n.format_day(one.day)}, {said}")
        row.addWidget(open_)
        return whole


def _check(one: Happening) -> tuple[Tone, str]:
    result = codes.label("monitoring_result", one.word)
    return TONES.get(one.word, "off"), _("Check: {result}").format(result=result)


def _breach(one: Happening, incidents: Mapping[str, str]) -> tuple[Tone, str]:
    severity = codes.label("breach_severity", one.word)
    parts = [
        _("Breach: {severity}").format(severity=severity),
        codes.label("verification", one.verification),
        codes.label("breach_response", one.response),
        incidents.get(one.incident or "", ""),
    ]
    parts += [_(_STEPS[step]).format(day=i18n.format_day(day)) for step, day in one.steps]
    tone = _BREACH_TONES.get(one.verification or "", "off")
    return tone, " · ".join(part for part in parts if part)
