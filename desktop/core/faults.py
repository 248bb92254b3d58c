# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of a fault nobody foresaw: where it was, never a word of what was in it."""

import traceback
from pathlib import Path
from types import TracebackType

from desktop.core.errors import UserError
from desktop.core.i18n import N_


class Unforeseen(UserError):
    """A fault of the program itself."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Something went wrong inside the program. What was saved is safe, and drafts were "
                "kept. You can go on working; if it happens again, close and open the program."
            )
        )


def redacted(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where it happened, without a word of what was in it."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([kind.__name__, *places])
