# SPDX-License-Identifier: GPL-3.0-or-later
"""What home, school, programmes and release say elsewhere: warnings and the timeline."""

from collections.abc import Mapping
from typing import Any

from desktop import slices
from desktop.core import codes, i18n
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.enrolments import service as enrolments
from desktop.households import apart_service
from desktop.organisation import service as organisation


def apart(work: Work, person: str) -> list[str]:
    """Return the neutral line of who must be planned apart, and of where two meet all the same."""
    codes_apart = [other.code for other in apart_service.others(work, person)]
    if not codes_apart:
        return []
    places = {
        "workplace": _("Now at the same workplace: {codes}"),
        "school": _("Now at the same school: {codes}"),
        "activity": _("On the same list of an activity: {codes}"),
    }
    words = [_("Plan apart from {codes}").format(codes=", ".join(codes_apart))]
    met = slices.meetings(work, person)
    for place, pattern in places.items():
        there = [code for code, where in met if where == place]
        if there:
            words.append(pattern.format(codes=", ".join(there)))
    return [". ".join(words)]


def waits(work: Work, person: str) -> list[tuple[str, str]]:
    """Return, for the head of the page, the lists on which somebody waits and the number there."""
    held = enrolments.waits(work, person)
    if not held:
        return []
    signs = organisation.signs(work)
    words = _("{line}, number {n}")
    told = [words.format(line=signs.get(line, ""), n=i18n.format_number(n)) for line, n in held]
    return [(_("Waiting list"), ", ".join(told))]


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Return an event of the timeline in words; nothing for an event of another room."""
    if kind == "school":
        mode = codes.label("school_attendance", facts["mode"])
        return _("School: {mode}").format(mode=mode)
    if kind == "school_return":
        return _("Back at school")
    patterns = {
        "entered": _("Entered programme {line}"),
        "asked_to_enter": _("On the waiting list of programme {line}"),
        "left_programme": _("Left programme {line}"),
    }
    return patterns[kind].format(line=facts["line"]) if kind in patterns else ""
