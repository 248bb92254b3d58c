# SPDX-License-Identifier: GPL-3.0-or-later
"""What My day says first: who is in danger, who is late from the field, what waits for a signature.

Codes and login words only: what threatens whom stands on the tab that is noted when opened.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from desktop.core import clock, i18n
from desktop.core.i18n import _
from desktop.core.tasks import is_overdue, when
from desktop.core.work import Work
from desktop.desks.danger.board_view import late_words
from desktop.desks.frame.day_line import Line
from desktop.safety import outing_service, relief_service, service
from desktop.safety.outing_service import Out
from desktop.safety.service import Standing

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_FEW = 5


def ask(workspace: "Workspace") -> list[Line]:
    """Return alerts that go on, people late from the field, and what a coordinator signs."""
    with workspace.work() as work:
        if not work.could("read"):
            return []
        lines = [_alert(one, work.user.name) for one in service.standing(work)]
        lines += _field(work)
        return lines + _to_sign(work) if work.could("members") else lines


def pressing(workspace: "Workspace") -> dict[str, str]:
    """Return, by id, what cannot wait for somebody to turn to My day: told on whatever is shown."""
    with workspace.work() as work:
        if not work.could("read"):
            return {}
        late = {one.id: _late_words(one) for one in outing_service.board(work) if one.late}
        asked = [one for one in service.standing(work) if one.due_at <= clock.now()]
        words = _("Alert: {code}.")
        again = {one.id: f"{words.format(code=one.who)} {_('Ask again now.')}" for one in asked}
        return late | again


def _late_words(one: Out) -> str:
    late = _("{user} is not back from the field ({sector}).")
    return late.format(user=one.staff, sector=one.sector or _("no sector"))


def _alert(one: Standing, user: str) -> Line:
    if one.person:
        words = _("Alert: {code}. Nobody calls or visits.") if one.paused else _("Alert: {code}.")
    elif one.who == user and one.paused:
        words = _("Alert about you, {code}. Do not go out until somebody lifts it.")
    else:
        words = _("Alert: {code}, of the team. Nobody sends them out.")
    said = words.format(code=one.who)
    return Line(said, _asked(one.due_at), *_leads(one.person), late=True, verb=_("Open"))


def _asked(due: datetime) -> str:
    words = _("ask again now") if due <= clock.now() else _("ask again by {moment}")
    return words.format(moment=i18n.format_moment(due))


def _leads(person: str) -> tuple[str, str]:
    return ("participants", f"{person}/safety") if person else ("safety", "alerts")


def _field(work: Work) -> list[Line]:
    """Tell everybody who should be back by now, and who is out that it can be said in one key."""
    out = outing_service.board(work)
    lines = [
        Line(
            _late_words(one),
            late_words(one.back_by),
            "safety",
            "board",
            late=True,
            verb=_("See the board"),
        )
        for one in out
        if one.late
    ]
    mine = next((one for one in out if one.staff == work.user.name and not one.late), None)
    if mine is not None:
        words = _("You are out, back by {moment}.").format(moment=i18n.format_moment(mine.back_by))
        lines.append(Line(words, "", "safety", "board", verb=_("I am back")))
    return lines


def _to_sign(work: Work) -> list[Line]:
    """Tell a coordinator what waits for a signature, and since when it is late."""
    day = clock.today()
    signed = _("What was agreed by telephone about {who} waits to be countersigned.")
    lines = [
        Line(
            signed.format(who=one.who),
            when(by, day),
            *_leads(one.person),
            late=is_overdue(by, day),
            verb=_("Open"),
        )
        for one in service.unsigned(work)
        if (by := one.sign_by) is not None
    ]
    given = _("Help given in the alert about {code} waits for approval.")
    waiting = {one.who: one.person for one in relief_service.waiting(work)}
    lines += [
        Line(given.format(code=who), "", *_leads(person), verb=_("Open"))
        for who, person in waiting.items()
    ]
    return lines[:_FEW]
