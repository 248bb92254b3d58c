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


def count(pdf: bytes | Path) -> int:
    """Return how many pages a PDF has."""
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
