# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says of reviews and of what colleagues wrote: codes only."""

from datetime import timedelta

from desktop.core import clock, codes, i18n
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.desks.frame.day_line import Line
from desktop.rights import words as registers
from desktop.supervision import changed_service
from desktop.supervision import service as supervision

MOST = 4
"""So many are told on My day; the rest wait on the page of the queue."""
LOOK_BACK_DAYS = 7


def to_review(work: Work) -> list[Line]:
    """Return what waits for who may review, with how long it has waited."""
    if not work.could("review"):
        return []
    day = clock.today()
    words = _("To review: {what} of {code}")
    waiting = supervision.waiting(work)
    lines = [
        Line(
            words.format(what=codes.label("review_about", one.about), code=one.code),
            _waited(clock.days_between(one.since, day)),
            "participants",
            one.participant + supervision.TABS.get(one.about, ""),
        )
        for one in waiting[:MOST]
    ]
    if len(waiting) > MOST:
        more = ngettext(
            "{n} thing waits for review", "{n} things wait for review", len(waiting)
        ).format(n=i18n.format_number(len(waiting)))
        lines.insert(0, Line(more, _("the oldest first"), "reviews", ""))
    return lines


def changed_by_others(work: Work) -> list[Line]:
    """Return whose files of one's own a colleague wrote in during the last days, and where."""
    since = clock.now() - timedelta(days=LOOK_BACK_DAYS)
    found = changed_service.by_others(work, since)
    words = _("{who} wrote in {code}")
    return [
        Line(
            words.format(who=one.who, code=one.code),
            " · ".join(registers.register(name) for name in one.registers[:2]),
            "participants",
            one.person,
        )
        for one in found[:MOST]
    ]


def _waited(days: int) -> str:
    if days <= 0:
        return _("since today")
    return ngettext("waits for {n} day", "waits for {n} days", days).format(n=days)
