# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page of a report: the figures a donor reads first, and the targets beside them."""

from collections.abc import Iterator

from desktop.activities import service as activity_service
from desktop.core import disclosure, i18n
from desktop.core.document import Block, KeyFigure, KeyFigures
from desktop.core.i18n import _
from desktop.incidents import report as incidents
from desktop.participants import report as participants
from desktop.placements import report as placements
from desktop.reports import targets
from desktop.reports.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Return the key figures, and the targets where there are some."""
    yield _key_figures(facts)
    table = targets.table(
        facts.work, facts.period.first, facts.on, facts.people, facts.placements, facts.grant
    )
    if table:
        yield table


def _key_figures(facts: Facts) -> KeyFigures:
    first, last = facts.period.first, facts.period.last
    earlier = facts.period.before()
    active, was_active = facts.active_on(facts.on), facts.active_on(earlier.last)
    women = sum(person.sex == "female" for person in active)
    held = activity_service.between(facts.work, first, last, facts.grant)
    before = activity_service.between(facts.work, earlier.first, earlier.last, facts.grant)
    pairs = [
        (
            _("New participants"),
            len(participants.new_between(facts.people, first, last)),
            len(participants.new_between(facts.people, earlier.first, earlier.last)),
        ),
        (_("Active participants"), len(active), len(was_active)),
        (
            _("Placements started"),
            len(placements.started_between(facts.placements, first, last)),
            len(placements.started_between(facts.placements, earlier.first, earlier.last)),
        ),
        (
            _("Activities"),
            sum(n for _k, n, _p in held),
            sum(n for _k, n, _p in before),
        ),
    ]
    figures = [
        KeyFigure(title, i18n.format_number(now), _before(then)) for title, now, then in pairs
    ]
    figures.insert(2, KeyFigure(_("Women among active"), disclosure.percent(women, len(active))))
    figures += [
        KeyFigure(_("Attendances"), i18n.format_number(sum(people for _k, _n, people in held))),
        KeyFigure(_("Still in work or study at 90 days"), _at_90(facts)),
    ]
    if not facts.grant:
        figures.append(KeyFigure(_("Incidents recorded"), _all_incidents(facts)))
    return KeyFigures(figures)


def _before(then: int) -> str:
    return _("before: {n}").format(n=i18n.format_number(then))


def _at_90(facts: Facts) -> str:
    figures = {one.point: one for one in facts.permanence}
    return disclosure.percent(figures["d90"].retained, figures["d90"].due)


def _all_incidents(facts: Facts) -> str:
    n, _sure = incidents.unconfirmed(facts.work, facts.period.first, facts.period.last)
    return disclosure.written(None if 0 < n < facts.threshold else n)
