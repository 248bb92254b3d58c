# SPDX-License-Identifier: GPL-3.0-or-later
"""After a rescue that could not read whom the team had erased: the question, and its answer."""

from datetime import date

from desktop.core import journal, settings
from desktop.core.backups.rescue import DOUBT
from desktop.core.work import Work


def since(work: Work) -> date | None:
    """Return the day of a rescue that may have brought erased people back; None: no such doubt."""
    work.may("rights")
    day = settings.read(work, DOUBT)
    return date.fromisoformat(day) if day else None


def confirm(work: Work) -> None:
    """Note that the certificates were compared and nobody erased is here; a coordinator says so."""
    work.may("settings")
    settings.write(work, DOUBT, None)
    journal.write(work, "rescue_compared")
