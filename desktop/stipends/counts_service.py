# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program already knows of a person's month, so that nobody counts it twice.

It is put into a new line and may be corrected there; where nothing is known the field stays empty.
"""

from datetime import date

from desktop.activities import share_service
from desktop.contacts import service as contacts
from desktop.core.work import Work
from desktop.participants import pause_service
from desktop.plans import done_service

DANGER = "danger"
Counts = dict[str, tuple[int, int]]


def counts(work: Work, person: str, first: date, last: date) -> Counts:
    """Return (asked, done) of every part the program knows about."""
    work.may("read")
    agreed, kept = contacts.agreed_between(work, person, first, last)
    found: Counts = {}
    if agreed:
        found["meetings"] = (agreed, kept)
    for part, course in (("sessions", False), ("course", True)):
        share = share_service.share_between(work, person, first, last, course=course)
        if share is not None and share.held:
            found[part] = (share.held, share.came)
    steps = done_service.own_steps(work, person, first, last)
    if steps[0]:
        found["actions"] = steps
    return found


def excuse(work: Work, person: str, first: date, last: date) -> str | None:
    """Return why somebody could not come: who was paused for danger loses nothing of that month."""
    work.may("read")
    return DANGER if pause_service.was_paused(work, person, first, last) else None
