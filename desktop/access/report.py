# SPDX-License-Identifier: GPL-3.0-or-later
"""How many people an active border keeps from school, work or a service; never below municipality.

Counted, small cells hidden, for the team and a donor. Who it is and which border it is stay here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from desktop.access import service
from desktop.access.service import Line
from desktop.core import disclosure, i18n
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.crossings.service import Verdict
from desktop.participants.report import Person
from desktop.places import border_service
from desktop.places import service as places

_OPEN = "undecided"


def blocks(work: Work, people: Sequence[Person], on: date, threshold: int) -> Iterator[Block]:
    """Return what there is to say of ways on a day; nothing where no border is active."""
    work.may("report")
    if not border_service.any_active(work, on):
        return
    inside = {one.id for one in people if one.open_on(on)}
    found = service.lines(work, on, inside, everybody=True)
    barred = [one for one in found if one.found.is_barred]
    tables = (
        _by_municipality(work, barred, threshold),
        disclosure.sensitive_table(
            _("Ways with an active border, by where they lead"),
            (_("Where to"), _("Participants")),
            Counter(kind for _who, kind in {(one.person, one.kind) for one in barred}),
            disclosure.labels("way_place"),
            threshold,
        ),
        _by_answer(barred, on, threshold),
    )
    yield from (table for table in tables if table)
    unknown = len({one.person for one in found if one.found.verdict is Verdict.UNKNOWN})
    if unknown >= threshold:
        words = ngettext(
            "Of {n} person a way is not known; it is counted nowhere as open.",
            "Of {n} people a way is not known; it is counted nowhere as open.",
            unknown,
        )
        yield Text(words.format(n=i18n.format_number(unknown)), "note")


def _by_municipality(work: Work, barred: Sequence[Line], threshold: int) -> Table | None:
    """Return the people by the municipality they live in, each once."""
    above = places.municipality_of(work)
    names = {spot.id: spot.label for spot in places.places(work, "municipality")}
    homes = {one.person: above.get(one.home, "") for one in barred}
    ordered = {place: names[place] for place in sorted(names, key=names.__getitem__)}
    ordered[""] = _("Place not known")
    return disclosure.sensitive_table(
        _("People with an active border on a way of theirs, by municipality"),
        (_("Municipality"), _("Participants")),
        Counter(homes.values()),
        ordered,
        threshold,
    )


def _by_answer(barred: Sequence[Line], on: date, threshold: int) -> Table | None:
    """Return the ways by what was decided by the day."""
    counts: Counter[str] = Counter()
    for one in barred:
        held = one.decision
        told = held is not None and one.decided and held.decided_on <= on
        counts[held.answer if told and held is not None else _OPEN] += 1
    names = {**disclosure.labels("crossing_answer"), _OPEN: _("Nothing decided")}
    return disclosure.sensitive_table(
        _("Ways with an active border, by what was decided"),
        (_("What was decided"), _("Ways")),
        counts,
        names,
        threshold,
    )
