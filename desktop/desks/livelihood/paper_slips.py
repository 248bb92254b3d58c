# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms to write a key or a passphrase on by hand.

A key is never printed: it would lie in a file, in the queue of the printer and in its memory. The
form is printed empty, so that handwriting can be read years later. It names no organisation and no
program: who finds one must not learn what it opens.
"""

from collections.abc import Sequence

from desktop.core.crypto import paper
from desktop.core.document import Block, Boxes, Document, Section, Signature, Text
from desktop.core.i18n import N_, _, speaking

SLIPS = {
    "key": N_("Recovery key"),
    "part": N_("Part of the recovery key"),
    "words": N_("Passphrase"),
}
_LINES, _GROUPS, _LETTERS = 4, (5, 5, 5), 4


def document(kind: str, *, language: str) -> Document:
    """Return an empty form in one of the three languages."""
    with speaking(language):
        lines = {"key": _key, "part": _part, "words": _words}[kind]()
        return Document(
            title=_(SLIPS[kind]),
            subtitle=_("Empty form, to be written on by hand"),
            language=language,
            sections=[Section("", lines)],
            foot=_("Write by hand. Never photograph it, never type it anywhere else."),
            cover=False,
        )


def _key() -> list[Block]:
    return [
        *_steps(
            _("Write each line in its squares and read it back aloud, sign by sign."),
            _alphabet(),
            _("Type it back from this paper before you put it away."),
            _("Keep it in another house than the computer, where nobody looks for papers."),
        ),
        Boxes(_LINES, _GROUPS),
        Signature([_("Written and typed back on (date)"), _("Tried again on (date)")]),
    ]


def _part() -> list[Block]:
    return [
        *_steps(
            _("Only the keeper of this part writes on it and looks at the screen."),
            _alphabet(),
            _("One part alone opens nothing. Never keep two of them in the same place."),
        ),
        Text(_("Part number: ____ of 3"), "strong"),
        Boxes(_LINES, _GROUPS),
        Signature([_("Written and typed back on (date)"), _("Tried again on (date)")]),
    ]


def _words() -> list[Block]:
    return [
        *_steps(
            _("A word on each line. The first four letters tell it from every other word."),
            _("Carry it apart from the computer, and say the words to yourself twice a day."),
            _("Once you know them by heart, tear it up and burn it. A week is enough."),
        ),
        Boxes(paper.WORDS, (_LETTERS,), line=True),
        Signature([_("To be destroyed by (date)")]),
    ]


def _alphabet() -> str:
    return _("Digits and capital letters only. There is no I, L, O or U: write 1 and 0.")


def _steps(*lines: str) -> Sequence[Text]:
    return [Text(line, "item", f"{n}.") for n, line in enumerate(lines, start=1)]
