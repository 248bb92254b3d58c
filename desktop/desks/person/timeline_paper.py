# SPDX-License-Identifier: GPL-3.0-or-later
"""The timeline on paper: other people stand as numbers, always the same ones for one file."""

import hmac
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from desktop import slices
from desktop.core import clock, i18n
from desktop.core.document import Document, Section, Table, Text
from desktop.core.i18n import _
from desktop.desks.consent import consent_gate
from desktop.desks.frame import paper
from desktop.organisation import service as organisation
from desktop.participants import known_service
from desktop.participants import service as participants
from desktop.widgets.underline import Mark, Names, folded

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.core.work import Work
    from desktop.desks.consent.consent_gate import Cleared
    from desktop.desks.frame.desk import Desk
    from desktop.slices import Event

_CODE = re.compile(r"\bP-[0-9A-HJKMNP-TV-Z]{5,6}\b")
Said = Callable[[str, Mapping[str, Any]], str]
"""What says one event in words: its kind and its facts."""


_LOWEST, _MANY = 10, 990


class Numbers:
    """The number of each other person: the same on every print, whatever is written in between.

    It follows from the file's own secret id and from who the other is, not from an order: a note
    of an earlier day would shift it. Two who meet on one number part in the order of mention.
    """

    def __init__(self, names: Names, own: str, secret: str) -> None:
        self._names, self._own, self._secret = names, own, secret.encode()
        self._numbers: dict[str, int] = {}

    def said(self, line: str) -> str:
        """Return a line without names: one's own becomes the code, others their number."""
        parts, end = [], 0
        for mark in self._names.marks(line):
            parts += [self._coded(line[end : mark.start]), self._shown(line, mark)]
            end = mark.start + mark.length
        return "".join([*parts, self._coded(line[end:])])

    def _shown(self, line: str, mark: Mark) -> str:
        if self._own in mark.codes:
            return self._own
        if mark.codes[0].startswith("["):
            return mark.codes[0]  # [telephone], [plate], […]: what stood there, not which
        word = line[mark.start : mark.start + mark.length]
        return self._number(mark.codes[0] if len(mark.codes) == 1 else folded(word))

    def _coded(self, text: str) -> str:
        return _CODE.sub(lambda found: self._of_code(found.group()), text)

    def _of_code(self, code: str) -> str:
        return code if code == self._own else self._number(code)

    def _number(self, key: str) -> str:
        if key not in self._numbers:
            drawn = hmac.new(self._secret, key.encode(), sha256).digest()
            number = int.from_bytes(drawn[:8], "big") % _MANY
            while number in self._numbers.values():
                number = (number + 1) % _MANY
            self._numbers[key] = number
        return _("person {n}").format(n=self._numbers[key] + _LOWEST)


def print_timeline(desk: "Desk", person: str, kinds: frozenset[str] | None, said: Said) -> None:
    """Print the events of these kinds, all of them if none are named, once it is known for whom."""
    if (leave := consent_gate.for_whom(desk, person)) is None:
        return
    paper.ask_and_draw(desk, _("timeline"), partial(_save, desk, person, kinds, said, leave))


def document_of(
    work: "Work",
    person: str,
    kinds: frozenset[str] | None,
    said: Said,
    *,
    is_demo: bool,
) -> Document:
    """Return the timeline of one person as a document, the earliest first."""
    work.may("read")
    about, own = organisation.about(work), participants.get(work, person).code
    numbers = Numbers(Names(known_service.of_everybody(work)), own, person)
    events: Sequence[Event] = list(reversed(slices.timeline(work, person)))
    # every line is read, so that a number means the same person on every print of this file
    told = [(day, kind, numbers.said(said(kind, facts))) for day, kind, facts in events]
    rows = [[i18n.format_day(day), words] for day, kind, words in told if _in(kind, kinds)]
    note = _("Other people stand as numbers, the same on every print of this file.")
    return Document(
        title=_("Timeline {code}").format(code=own),
        subtitle=i18n.format_long_day(clock.today()),
        language=i18n.language(),
        sections=[
            Section("", [Table("", [_("Date"), _("What happened")], rows, widths=(1, 5))]),
            Section("", [Text(note, "note")]),
        ],
        organisation=about.title,
        header=own,
        foot=_("the names we know are out · read it before it leaves"),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
        paper=about.paper,
    )


def _in(kind: str, kinds: frozenset[str] | None) -> bool:
    return kinds is None or kind in kinds


def _save(
    desk: "Desk",
    person: str,
    kinds: frozenset[str] | None,
    said: Said,
    leave: "Cleared",
    target: "Path",
) -> None:
    consent_gate.note(desk, person, leave)
    with desk.workspace.work() as work:
        made = document_of(work, person, kinds, said, is_demo=desk.workspace.is_demo)
    paper.draw(desk, made, target, person)
