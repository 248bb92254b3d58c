# SPDX-License-Identifier: GPL-3.0-or-later
"""One thing of the day, as every part of My day tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Words, when, and where its button leads; ``verb`` is what an alert's button says."""

    words: str
    when: str
    place: str
    record: str
    late: bool = False
    verb: str = ""
