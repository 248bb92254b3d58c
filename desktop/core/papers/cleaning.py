# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files may come in as papers, told from their bytes and never from their name."""

import struct
from collections.abc import Callable, Mapping

from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.papers import cleaning_picture, cleaning_sound

__all__ = ["PaperUnsafe", "clean"]

MOST_BYTES = 20 * 1024 * 1024
PaperUnsafe = cleaning_picture.PaperUnsafe
VOICE: str = N_("Voice note")
SOUNDS = frozenset({"mp3", "m4a", "ogg", "amr", "wav"})
KINDS: dict[str, str] = {
    "jpeg": N_("Photograph"),
    "png": N_("Picture"),
    "pdf": N_("PDF"),
    "text": N_("Text"),
} | dict.fromkeys(sorted(SOUNDS), VOICE)
"""What the kinds are called on screen and on paper."""


class PaperTooLarge(UserError):
    """The file is larger than a paper may be."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file is larger than {most} MB, so it was not added. Scan it again in black "
                "and white or at 150 dots per inch, or add its pages one by one."
            ),
            most=MOST_BYTES // 1024 // 1024,
        )


class KindRefused(UserError):
    """The content is of no kind that is accepted."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Only photographs (JPEG, PNG), voice notes (MP3, M4A, OGG, AMR, WAV), PDF files "
                "and plain text can be added. This file was not added. Save it as one of these "
                "first."
            )
        )


def clean(content: bytes) -> tuple[str, bytes]:
    """Return kind and cleaned content; KindRefused, PaperTooLarge or PaperUnsafe otherwise."""
    if len(content) > MOST_BYTES:
        raise PaperTooLarge
    kind = kind_of(content)
    try:
        made = _WAYS[kind](content)
    except (IndexError, struct.error):
        raise PaperUnsafe from None
    if len(made) > MOST_BYTES:
        raise PaperTooLarge
    return kind, made


def text(content: bytes) -> bytes:
    """Return plain text in UTF-8 with plain line ends; KindRefused for anything else."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise KindRefused from None
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if not words.strip() or any(ord(sign) < 32 and sign not in "\n\t" for sign in words):
        raise KindRefused
    return words.encode()


def kind_of(content: bytes) -> str:
    """Return the kind, as the first bytes say; whether the file is whole is not asked."""
    if content.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if content.startswith(cleaning_picture.PNG):
        return "png"
    if content.startswith(b"%PDF-"):
        return "pdf"
    return cleaning_sound.kind_of(content) or "text"


def _pdf(content: bytes) -> bytes:
    from desktop.core.papers import cleaning_pdf  # pikepdf, only when a PDF comes in

    return cleaning_pdf.clean(content)


_WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "jpeg": cleaning_picture.jpeg,
    "png": cleaning_picture.png,
    "pdf": _pdf,
    "text": text,
    "mp3": cleaning_sound.mp3,
    "m4a": cleaning_sound.m4a,
    "ogg": cleaning_sound.ogg,
    "amr": cleaning_sound.amr,
    "wav": cleaning_sound.wav,
}
