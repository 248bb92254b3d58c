# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages of a PDF as pictures, for the preview in the window and for printing. Knows no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``rgb`` has three bytes a pixel, rows of ``stride`` bytes from the top."""

    width: int
    height: int
    stride: int
    rgb: bytes


def images(pdf: bytes | Path, dpi: int = 110) -> Iterator[Page]:
    """Yield the pages one after the other, so that the first can be shown at once."""
    document = pdfium.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
            pixels = bytes(bitmap.buffer)
            yield Page(bitmap.width, bitmap.height, bitmap.stride, pixels)
            bitmap.close()
            page.close()
    finally:
        document.close()


def image(pdf: bytes, number: int, longest: int) -> Page | None:
    """Return one page, its longer side at most so many pixels; None for one that cannot be drawn.

    The size is chosen here and not by the file: a page may claim to be as large as a house.
    """
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        return None
    try:
        page = document[number]
        scale = longest / max(*page.get_size(), 1)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        return Page(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    except pdfium.PdfiumError:
        return None
    finally:
        document.close()


def count(pdf: bytes | Path) -> int:
    """Return how many pages a PDF has; none where it cannot be opened."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()
