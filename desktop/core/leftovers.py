# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of records that went for good: logs, copies of migrations, and older backups."""

from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.core import db, migrate
from desktop.core.backups import copies

if TYPE_CHECKING:
    from desktop.core.store import Workspace

KEPT_MONTHS = copies.MONTHS
"""Backups are thinned to nine monthly ones: after these months none holds what was erased."""


def sweep(workspace: "Workspace") -> bool:
    """Empty the write-ahead logs and remove the copies migrations left; False if one was busy."""
    migrate.drop_copies(workspace.folder)
    tidy = True
    for store in workspace.open_stores:
        with closing(db.connect(workspace.place(store))) as connection:
            tidy &= db.emptied(connection)
    return tidy


def copies_until(day: date) -> date:
    """Return the day from which no automatic copy holds what is erased on a day."""
    month = day.month + KEPT_MONTHS
    first = date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return first + timedelta(days=day.day - 1)
