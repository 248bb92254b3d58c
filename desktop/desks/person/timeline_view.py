# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that happened around one participant, in time order, on one tab."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import slices
from desktop.core import codes, i18n
from desktop.core.i18n import N_, _
from desktop.desks.danger import safety_words
from desktop.desks.frame import group_words
from desktop.desks.livelihood import livelihood_words
from desktop.desks.person import case_words, living_words, timeline_paper
from desktop.desks.team import leaving_words
from desktop.widgets import icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, label, named

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.desks.frame.desk import Desk

_ICONS = {
    "consent": "check",
    "contact": "people",
    "need": "list",
    "need_met": "check",
    "placement": "briefcase",
    "placement_end": "briefcase",
    "checkpoint": "clipboard-check",
    "referral": "paper",
    "service": "check",
    "closed": "lock",
    "reopened": "unlock",
    "after_care": "people",
    "school": "calendar",
    "school_return": "check",
    "entered": "list",
    "asked_to_enter": "list",
    "left_programme": "list",
    "assessment": "list",
    "plan": "check",
    "goal": "check",
    "review": "eye",
    "alert": "alert",
    "loss": "alert",
    "loss_end": "check",
    "activity": "calendar",
    "step": "check",
}
_SPEAKERS = (
    living_words.sentence,
    case_words.sentence,
    safety_words.sentence,
    group_words.sentence,
    livelihood_words.sentence,
    leaving_words.sentence,
)
"""Each says the events of its rooms, and nothing for those of others."""

TITLES = {
    "contacts": N_("Contacts"),
    "plan": N_("Needs and plan"),
    "work": N_("Work and study"),
    "services": N_("Services"),
    "consents": N_("Consent"),
}
KINDS = {
    "contacts": frozenset({"contact", "activity", "after_care"}),
    "plan": frozenset(
        {"need", "need_met", "assessment", "plan", "goal", "review", "step", "conference"}
    ),
    "work": frozenset(
        {
            *("placement", "placement_end", "checkpoint", "school", "school_return", "stipend"),
            *("seed_approved", "seed_opened", "seed_closed", "certificate"),
        }
    ),
    "services": frozenset(
        {
            *("referral", "service", "after_care", "closed", "reopened"),
            *("entered", "asked_to_enter", "left_programme"),
        }
    ),
    "consents": frozenset({"consent"}),
}
"""What may be shown by itself, by the kinds of events."""


class Timeline(QScrollArea):
    """One line an event: day, icon, what happened."""

    def __init__(self, workspace: "Workspace", person: str, desk: "Desk | None" = None) -> None:
        super().__init__()
        self._desk = desk
        self._chosen = ""
        named(self, "timeline", _("Timeline"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._workspace, self._person = workspace, person
        self.reload()

    def reload(self) -> None:
        """Read the events again."""
        with self._workspace.work() as work:
            events = slices.timeline(work, self._person)
        inner = QWidget()
        look.mark(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.addLayout(self._above())
        kinds = KINDS.get(self._chosen)
        events = [event for event in events if kinds is None or event[1] in kinds]
        if not events:
            column.addWidget(label(_("Nothing has happened yet. Note the first contact."), "soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space(3))
        grid.setVerticalSpacing(look.space(3))
        grid.setColumnStretch(2, 1)
        for at, (day, kind, facts) in enumerate(events):
            grid.addWidget(label(i18n.format_day(day), "soft"), at, 0)
            grid.addWidget(icons.label(_ICONS.get(kind, "dot"), "accent"), at, 1)
            words = label(sentence(kind, facts))
            words.setWordWrap(True)
            grid.addWidget(words, at, 2)
        column.addLayout(grid)
        column.addStretch()
        self.setWidget(inner)

    def _above(self) -> FlowLayout:
        """Return the line with the question what to show, and the print of it."""
        line = FlowLayout(gap=2)
        box = named(QComboBox(), "timeline_kinds", _("What to show"))
        box.addItem(_("Everything"), "")
        for name, title in TITLES.items():
            box.addItem(_(title), name)
        box.setCurrentIndex(max(0, box.findData(self._chosen)))
        box.activated.connect(lambda at: self._choose(str(box.itemData(at))))
        line.addWidget(box)
        if self._desk is not None:
            line.addWidget(button(_("Print the timeline …"), "print_timeline", self._print))
        return line

    def _choose(self, name: str) -> None:
        self._chosen = name
        self.reload()
        if box := self.findChild(QComboBox, "timeline_kinds"):
            box.setFocus()

    def _print(self) -> None:
        assert self._desk is not None  # noqa: S101 - without a desk there is no button
        kinds = KINDS.get(self._chosen)
        timeline_paper.print_timeline(self._desk, self._person, kinds, sentence)


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Return one event in words."""
    if kind == "contact":
        words = codes.label("contact_kind", facts["kind"])
        return f"{words}. {facts['note']}" if facts.get("note") else words
    if kind == "consent":
        purpose = codes.label("consent_purpose", facts["purpose"])
        answer = codes.label("consent_status", facts["state"])
        return _("Consent: {purpose}, {answer}").format(purpose=purpose, answer=answer)
    if kind in ("need", "need_met"):
        need = codes.label("need", facts["need"])
        pattern = _("Need noted: {need}") if kind == "need" else _("Need met: {need}")
        return pattern.format(need=need)
    if kind == "checkpoint":
        point = codes.label("retention_checkpoint", facts["point"])
        result = codes.label("retention_result", facts["result"])
        return _("Checkpoint {point}: {result}").format(point=point, result=result)
    for speak in _SPEAKERS:
        if words := speak(kind, facts):
            return words
    return _placement(kind, facts)


def _placement(kind: str, facts: Mapping[str, Any]) -> str:
    words = codes.label("placement_type", facts["type"])
    if kind == "placement":
        return _("Placement began: {type}").format(type=words)
    reason = codes.label("placement_exit_reason", facts.get("reason"))
    ended = _("Placement ended: {type}").format(type=words)
    return f"{ended}. {reason}" if reason else ended
