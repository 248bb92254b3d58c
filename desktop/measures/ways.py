# SPDX-License-Identifier: GPL-3.0-or-later
"""The ways figures are split: sex, age, programme, place, daily activities (domain.md section 4).

The programme line stands for what brought somebody here: why somebody came, legal status and
danger are restricted, and nothing is split by them. Ethnic belonging is told once a year.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.assessments import report as assessments
from desktop.core import codes, disclosure
from desktop.core.i18n import N_, _
from desktop.measures.asked import Asked
from desktop.organisation import service as organisation
from desktop.participants.report import band_of
from desktop.places import service as places

MOST = 6
"""More groups than these stand in no column of a page; the smallest share one."""
ALL = 20
OTHERS = "others"
NOT_KNOWN = ""
_YEAR = 364


@dataclass(frozen=True, slots=True)
class Way:
    """One way to split: the group of each person by id, and the groups in their order.

    ``exact`` says that outputs may be printed as they are; a place or a difficulty never is.
    """

    name: str
    title: str
    group: Callable[[str], str]
    names: Mapping[str, str]
    exact: bool = False
    most: int = MOST


def ways(asked: Asked) -> list[Way]:
    """Return every way to split what is counted of some people, in the language in force."""
    return [*_of_any_period(asked), *_of_a_year(asked)]


def _of_any_period(asked: Asked) -> list[Way]:
    people = {one.id: one for one in asked.people}
    area = places.municipality_of(asked.work)
    towns = {spot.id: spot.label for spot in places.places(asked.work, "municipality")}
    hard = assessments.difficulties(asked.work, asked.on)
    lines = organisation.titles(asked.work)
    ages = {one.id: band_of(one, asked.on) for one in asked.people}
    return [
        Way(
            "sex",
            N_("Sex"),
            lambda who: people[who].sex,
            disclosure.labels("sex_registered"),
            exact=True,
            most=ALL,
        ),
        Way(
            "age",
            N_("Age"),
            lambda who: ages[who],
            disclosure.labels("age_band"),
            exact=True,
            most=ALL,
        ),
        Way(
            "programme",
            N_("Programme line"),
            lambda who: people[who].programme or NOT_KNOWN,
            {**_in_order(lines), NOT_KNOWN: _("Without a programme")},
            exact=True,
        ),
        Way(
            "area",
            N_("Municipality"),
            lambda who: area.get(people[who].sector or "", NOT_KNOWN),
            {**_in_order(towns), NOT_KNOWN: _("Place not known")},
        ),
        Way(
            "difficulty",
            N_("Daily activities (WG-SS)"),
            lambda who: {True: "yes", False: "no", None: NOT_KNOWN}[hard.get(who)],
            {
                "yes": _("With much difficulty"),
                "no": _("Without much difficulty"),
                NOT_KNOWN: _("Not asked"),
            },
        ),
    ]


def _of_a_year(asked: Asked) -> list[Way]:
    """Return ethnic belonging where a year or more is told: month by month it would tell who."""
    first, last = asked.before
    if (last - first).days < _YEAR:
        return []
    said = {one.id: one.ethnicity for one in asked.people}
    names = disclosure.labels("ethnicity")
    known = {code: words for code, words in names.items() if code not in codes.NO_ANSWER}

    def group(who: str) -> str:
        return said[who] if said[who] and said[who] not in codes.NO_ANSWER else NOT_KNOWN

    return [Way("ethnicity", N_("Ethnic belonging"), group, {**known, NOT_KNOWN: _("Not said")})]


def _in_order(names: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(names.items(), key=lambda pair: pair[1]))
