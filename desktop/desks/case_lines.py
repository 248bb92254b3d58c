# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says of reviews, to who may decide: codes only, the oldest first."""

from desktop.core import clock, codes
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.desks.day_line import Line
from desktop.supervision import service as supervision
from desktop.supervision.model import ASSESSMENT, PLAN

_TABS = {PLAN: "/plan", ASSESSMENT: "/assessments"}


def to_review(work: Work) -> list[Line]:
    """Return what waits for who may review, with how long it has waited."""
    if not work.could("review"):
        return []
    day = clock.today()
    words = _("To review: {what} of {code}")
    return [
        Line(
            words.format(what=codes.label("review_about", one.about), code=one.code),
            _waited(clock.days_between(one.since, day)),
            "participants",
            one.participant + _TABS.get(one.about, ""),
        )
        for one in supervision.waiting(work)
    ]


def _waited(days: int) -> str:
    if days <= 0:
        return _("since today")
    return ngettext("waits for {n} day", "waits for {n} days", days).format(n=days)
