# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of a way, in words: which border, by which way, since when and how surely."""

from collections.abc import Mapping

from desktop.core import codes, dates, i18n
from desktop.core.i18n import N_, _, ngettext
from desktop.core.work import Work
from desktop.crossings.service import Answer, Basis, Verdict
from desktop.places import border_service, confirm_service
from desktop.places import service as places
from desktop.places.border_service import BorderNow

_BY = {
    Basis.OWN_WAY: N_("By the way the person told on {day}."),
    Basis.SAFE_ROUTE: N_("By a safe way told on {day}: {who}."),
    Basis.LINE: N_("By the straight line."),
    Basis.NEIGHBOURS: N_("By the shortest way from sector to sector."),
    Basis.NOTHING: N_("No outline, way or border tells more."),
}


def verdict(answer: Answer) -> str:
    """Return in a few words what is known of a way; none of them says that it is safe."""
    words = {
        Verdict.HOME: _("In the same sector"),
        Verdict.BARRED: _("Across an active border"),
        Verdict.NONE_KNOWN: _("No active border known"),
        Verdict.UNKNOWN: _("The way is not known"),
    }
    return words[answer.verdict]


def told(answer: Answer, names: Mapping[str, str]) -> list[str]:
    """Return everything that is known of a way, a sentence each, the gravest first."""
    found = [_border(one, names) for one in answer.barring]
    if answer.verdict is Verdict.NONE_KNOWN:
        found.append(
            _("No active border is known on the way, as of {day}.").format(
                day=i18n.format_day(answer.on)
            )
        )
    if answer.verdict is Verdict.UNKNOWN:
        found.append(_("Nobody can say whether the way crosses a border. Ask before you send."))
    found += [_border(one, names) for one in answer.watched]
    if answer.verdict is not Verdict.HOME:
        found.append(by(answer))
        found += _age(answer)
    return found


def by(answer: Answer) -> str:
    """Return by which way it was said."""
    words: str = _(_BY[answer.basis])
    return words.format(
        day=i18n.format_day(answer.drawn_on), who=codes.label("route_use", answer.who_may)
    )


def warnings(work: Work, answer: Answer) -> list[str]:
    """Return what must be read before somebody is sent: active borders, or that nothing is known.

    A way without an active border says nothing: silence is no promise. Where no border is active
    anywhere, an office that draws no map is not asked about it.
    """
    work.may("read")
    if answer.verdict not in (Verdict.BARRED, Verdict.UNKNOWN):
        return []
    if not answer.is_barred and not border_service.any_active(work, answer.on):
        return []
    return [" ".join(told(answer, places.names(work)))]


def _border(one: BorderNow, names: Mapping[str, str]) -> str:
    return _("Border {sides}: {status} since {day}.").format(
        sides=confirm_service.sides(one, names),
        status=confirm_service.status_label(one).lower(),
        day=dates.show(one.since),
    )


def _age(answer: Answer) -> list[str]:
    """Say how old the knowledge is."""
    if answer.age is None:
        return []
    if answer.age == 0:
        return [_("Confirmed today.")]
    return [_unconfirmed(answer.age)]


def _unconfirmed(days: int) -> str:
    """Say for how long nobody has confirmed something."""
    return ngettext("Not confirmed for {n} day.", "Not confirmed for {n} days.", days).format(
        n=i18n.format_number(days)
    )
