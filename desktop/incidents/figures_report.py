# SPDX-License-Identifier: GPL-3.0-or-later
"""The indicators of incidents on paper (I37 to I39, I41, I42); all of them are sensitive.

A number below the threshold is hidden, and with it what would give it away; a border or a place
below the municipality stands in none of them.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from desktop.core import chance, codes, disclosure, i18n, indicators
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _
from desktop.core.indicators import Part
from desktop.core.work import Work
from desktop.incidents import figures_service as figures
from desktop.incidents import service
from desktop.incidents.figures_service import Apart, Told

LEAST_PEOPLE = 1_000
"""No rate where fewer people live."""
_PER = 100_000
_DAYS = 365


def shares(work: Work, first: date, last: date, threshold: int) -> Iterator[Block]:
    """Yield the shares of a period in one table, then what they are split by."""
    whole, at = figures.total(work, first, last), service.at_borders(work, first, last)
    told = figures.told(work, first, last)
    known = sum(n for _yes, n in told.by_type.values())
    yes = sum(n for n, _known in told.by_type.values())
    parts = [
        Part(_("Incidents at a border, of all recorded"), at, whole, sensitive=True),
        Part(
            _("Reported to an authority, of those with a known answer"),
            yes,
            known,
            told.unknown,
            sensitive=True,
        ),
    ]
    table = indicators.table(_("Borders and authorities"), parts, threshold)
    if table and whole:
        yield table
    yield from _reported(told, yes, known, threshold)
    for name, title, heading, labels in (
        ("profile", _("People hurt at borders, by profile"), _("Profile"), "victim_profile"),
        ("sex", _("People hurt at borders, by sex"), _("Sex"), "sex_registered"),
    ):
        counts = figures.border_victims(work, first, last, name)
        yield from _split(title, heading, counts, labels, threshold)


def kinds(work: Work, first: date, last: date, threshold: int) -> Iterator[Block]:
    """Yield incidents by weapon, time of day and how sure they are (I37)."""
    for name, title, heading, labels in (
        ("weapon", _("Incidents by weapon"), _("Weapon"), "weapon_class"),
        ("time_of_day", _("Incidents by time of day"), _("Time of day"), "time_of_day"),
        ("certainty", _("Incidents by certainty"), _("Confirmed"), "incident_certainty"),
    ):
        counts = figures.split(work, first, last, name)
        if set(counts) - {figures.NOT_SAID}:
            yield from _split(title, heading, counts, labels, threshold)


def homicides(
    work: Work,
    first: date,
    last: date,
    threshold: int,
    above: Mapping[str, str],
    people: Mapping[str, tuple[str, int, str]],
) -> Iterator[Block]:
    """Yield victims of homicide per 100,000 people and year, where the population is official.

    ``above`` is the municipality of each sector; ``people`` its name, population and source.
    """
    counts: dict[str, int] = {}
    for sector, n in figures.homicide_victims(work, first, last).items():
        counts[above.get(sector, "")] = counts.get(above.get(sector, ""), 0) + n
    days = (last - first).days + 1
    rows = []
    for place, (name, population, source) in sorted(people.items(), key=lambda one: one[1][0]):
        n = counts.get(place, 0)
        if population >= LEAST_PEOPLE and n >= threshold:
            rate = n * _PER * _DAYS / days / population
            rows.append(
                [name, i18n.format_number(n), i18n.format_number(population), source,
                 i18n.format_number(rate, 1)]
            )  # fmt: skip
    if rows:
        header = [
            _("Municipality"), _("Victims"), _("Population"), _("Year"),
            _("Per 100,000 a year"),
        ]  # fmt: skip
        note = _(
            "Of confirmed homicides we know of, as if the whole year went like this period; not "
            "the official rate."
        )
        numeric = (False, True, True, False, True)
        yield Table(_("Victims of homicide"), header, rows, numeric, note=note)


def displaced(work: Work, first: date, last: date, threshold: int) -> Iterator[Block]:
    """Yield who had to leave (I41)."""
    found = figures.left(work, first, last)
    if not found.incidents:
        return
    rows = [
        [words, disclosure.written(None if 0 < n < threshold else n)]
        for words, n in ((_("People"), found.people), (_("Households"), found.households))
    ]
    note = _("Incidents of displacement: {n}; of {missing} the number of people is not known.")
    numbers = [
        disclosure.written(None if 0 < n < threshold else n)
        for n in (found.incidents, found.missing)
    ]
    yield Table(
        _("Who had to leave"),
        [_("Counted"), _("Number")],
        rows,
        (False, True),
        note=note.format(n=numbers[0], missing=numbers[1]),
    )
    for title, heading, counts, labels in (
        (_("People who had to leave, by how far"), _("How far"), found.by_scale,
         "displacement_scale"),
        (_("People who had to leave, by what happened"), _("Type"), found.by_cause,
         "incident_type"),
        (_("People who had to leave, by sex"), _("Sex"), found.by_sex, "sex_registered"),
        (_("People who had to leave, by age"), _("Age"), found.by_age, "age_band"),
    ):  # fmt: skip
        yield from _split(title, heading, counts, labels, threshold)


def kept_apart(found: Apart | None, threshold: int) -> Iterator[Block]:
    """Yield totals of what is kept apart, or that it was closed when the report was made (I42)."""
    if found is None:
        yield Text(
            _(
                "Incidents kept apart to protect the people hurt stand in none of these figures; "
                "that part was closed when this was counted."
            )
        )
        return
    parts = [
        (_("Incidents kept apart to protect the people hurt"), found.incidents),
        (_("Of these, attempts to recruit somebody under 18"), found.recruitment),
        (_("People killed in the confirmed homicides among them"), found.homicide_victims),
    ]
    shown = disclosure.protect([n for _words, n in parts[1:]], threshold)
    cells = [None if 0 < found.incidents < threshold else found.incidents, *shown.cells]
    rows = [[words, disclosure.written(n)] for (words, _n), n in zip(parts, cells, strict=True)]
    note = _("They stand in no other table, by no named place, and in no dataset.")
    yield Table(_("Kept apart"), [_("Counted"), _("Number")], rows, (False, True), note=note)
    for title, heading, counts, labels in (
        (_("Attempts to recruit, by age"), _("Age"), found.by_age, "age_band"),
        (_("Attempts to recruit, by sex"), _("Sex"), found.by_sex, "sex_registered"),
        (_("Attempts to recruit, by kind of place"), _("Kind of place"), found.by_place,
         "place_type"),
    ):  # fmt: skip
        yield from _split(title, heading, counts, labels, threshold)


def _reported(told: Told, yes: int, known: int, threshold: int) -> Iterator[Block]:
    """Yield the share with its band, by type, and why the others were not reported."""
    few = any(0 < n < threshold for n in (yes, known - yes))
    if known >= disclosure.LEAST_FOR_PERCENT and not few:
        low, high = (i18n.format_percent(share) for share in chance.band(yes, known))
        words = _(
            "With so many answers the share reported lies between {low} and {high}. How many "
            "incidents there are in all nobody knows."
        )
        yield Text(words.format(low=low, high=high))
    names = {kind: codes.label("incident_type", kind) for kind in sorted(told.by_type)}
    title = _("Reported to an authority, by type")
    if table := indicators.split(title, _("Type"), told.by_type, names, threshold):
        yield table
    yield from _split(
        _("Why it was not reported"), _("Reason"), told.reasons, "non_report_reason", threshold
    )


def _split(
    title: str, heading: str, counts: Mapping[str, int], labels: str, threshold: int
) -> Iterator[Block]:
    """Yield one sensitive split, where there is anything to split."""
    names = {**disclosure.labels(labels), figures.NOT_SAID: _("Not said")}
    table = disclosure.sensitive_table(title, (heading, _("Number")), counts, names, threshold)
    if table:
        yield table
