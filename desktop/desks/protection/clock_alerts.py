# SPDX-License-Identifier: GPL-3.0-or-later
"""The clocks of what is kept apart: told to who opened that part, by code and by nobody's name."""

from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.core import clock, codes, i18n
from desktop.core.i18n import _, ngettext
from desktop.desks.frame.day_line import Line
from desktop.incidents import protection_service

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_MOST = 5
_HOUR = timedelta(hours=1)


def alerts(workspace: "Workspace") -> list[Line]:
    """Return the steps that have not begun; nothing at all while that part is closed."""
    if protection_service.STORE not in workspace.open_stores:
        return []
    with workspace.work(protection_service.STORE) as work:
        running = protection_service.running(work) if work.could("read") else []
    lines = [_line(one) for one in running[:_MOST]]
    if (more := len(running) - _MOST) > 0:
        words = ngettext("and {n} more", "and {n} more", more)
        lines.append(Line(words.format(n=i18n.format_number(more)), "", "protected", ""))
    return lines


def _line(one: protection_service.Clock) -> Line:
    left = one.due - clock.now()
    late = left < timedelta()
    n = max(1, round(abs(left) / _HOUR))
    if late:
        when = ngettext("{n} hour late", "{n} hours late", n)
    else:
        when = ngettext("{n} hour left", "{n} hours left", n)
    act = codes.label("protection_act", one.act)
    words = _("Protection for {code}: {act}").format(code=one.code, act=act)
    if one.staff:
        words = f"{words} · {one.staff}"
    told = when.format(n=i18n.format_number(n))
    return Line(words, told, "protected", f"{one.incident}/protection", late=late)
