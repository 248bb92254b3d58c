# SPDX-License-Identifier: GPL-3.0-or-later
"""What prints of a quarter's figures (I29-I35 of domain.md), from its signed file only."""

from collections.abc import Iterator, Sequence
from datetime import date

from desktop.core import codes, disclosure, i18n
from desktop.core.crypto.header import Header
from desktop.core.document import Block, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work
from desktop.quarters import file_service, service
from desktop.quarters.file_service import (
    ANSWER,
    BREACHES,
    CALM,
    DURABLE,
    KEPT,
    LEAST,
    OTHERS,
    POSTS,
    STAGES,
    WATCHED,
    Cell,
    Figures,
)

_NUMBERS = (False, True, True, True)
_NONE = (disclosure.HIDDEN, disclosure.HIDDEN)


def blocks(work: Work, header: Header, first: date, last: date) -> Iterator[Block]:
    """Yield the quarters that end in a period, the earliest first."""
    for one in service.between(work, header, first, last):
        if one.figures is None:
            words = _("The figures of {quarter} no longer carry their signature and do not print.")
            yield Text(words.format(quarter=one.quarter), "warning")
        else:
            yield from of_quarter(one.figures)


def of_quarter(figures: Figures) -> Iterator[Block]:
    """Yield the tables of one quarter; what fewer processes stand behind is not in its file."""
    first, last = figures.days
    said = _("{first} to {last}, made on {day}.")
    days = (i18n.format_day(day) for day in (first, last, figures.made))
    yield Text(said.format(**dict(zip(("first", "last", "day"), days, strict=True))), "strong")
    tables = [one for one in _tables(figures) if one]
    yield from tables
    if not tables:
        yield Text(_("Too few processes stand behind any figure of this quarter."))
    words = _("A figure prints only where at least {n} processes stand behind it.")
    yield Text(words.format(n=i18n.format_number(LEAST)), "note")


def title() -> str:
    """Return what the section is called."""
    return _("Community dialogue")


def quarter_words(quarter: str) -> str:
    """Return a quarter in words, such as July to September 2026."""
    first, last = file_service.span(quarter)
    words = _("{first} to {last}")
    return words.format(first=i18n.format_month(first), last=i18n.format_month(last))


def _tables(figures: Figures) -> Iterator[Table | None]:
    yield _counts(
        _("Processes by stage, on the last day"),
        _("Stage"),
        "dialogue_stage",
        figures.split(STAGES),
        figures.cell(STAGES),
    )
    yield _results(figures)
    yield _shares(
        _("Commitments kept, by kind"),
        "commitment_type",
        figures.split(KEPT),
        figures.cell(KEPT),
    )
    yield _counts(
        _("Confirmed breaches, by severity"),
        _("Severity"),
        "breach_severity",
        figures.split(BREACHES),
        figures.cell(BREACHES),
    )
    yield _shares(
        _("Hours staffed at checkpoints, by who staffs them"),
        "party_type",
        figures.split(POSTS),
        figures.cell(POSTS),
    )


def _results(figures: Figures) -> Table | None:
    rows = [
        _of(words, cell)
        for words, cell in (
            (_("Commitments kept, of those due and observable"), figures.cell(KEPT)),
            (_("Checks by an independent monitor"), figures.cell(WATCHED)),
            (_("Agreements in force after 90 days"), figures.cell(DURABLE, "d90")),
            (_("Agreements in force after 180 days"), figures.cell(DURABLE, "d180")),
            (_("Agreements in force after 365 days"), figures.cell(DURABLE, "d365")),
            (_("Hours staffed at checkpoints, of those agreed"), figures.cell(POSTS)),
        )
        if cell
    ]
    rows += [
        [words, i18n.format_number(cell.of), i18n.format_number(cell.whole), disclosure.HIDDEN]
        for words, cell in (
            (_("Median hours to the first answer, of breaches answered"), figures.cell(ANSWER)),
            (_("Median longest run of days without a homicide, of areas"), figures.cell(CALM)),
        )
        if cell
    ]
    if (broken := figures.cell(BREACHES)) and not figures.split(BREACHES):
        rows.append([_("Confirmed breaches"), i18n.format_number(broken.of), *_NONE])
    if (every := figures.cell(STAGES)) and not figures.split(STAGES):
        rows.insert(0, [_("Dialogue processes"), i18n.format_number(every.of), *_NONE])
    if not rows:
        return None
    header = [_("Indicator"), _("Count"), _("Of"), _("Share")]
    return Table(_("What agreements give"), header, rows, _NUMBERS, widths=(5, 1, 1, 1))


def _of(words: str, cell: Cell) -> list[str]:
    numbers = i18n.format_number(cell.of), i18n.format_number(cell.whole)
    return [words, *numbers, disclosure.percent(cell.of, cell.whole)]


def _shares(title: str, codes_of: str, lines: Sequence[Cell], whole: Cell | None) -> Table | None:
    if len(lines) < 2 or whole is None:
        return None
    rows = [_of(_named(codes_of, one.line), one) for one in lines]
    rows.append(_of(_("Total"), whole))
    header = [_("Kind"), _("Count"), _("Of"), _("Share")]
    return Table(title, header, rows, _NUMBERS, total=True)


def _counts(
    title: str, heading: str, codes_of: str, lines: Sequence[Cell], whole: Cell | None
) -> Table | None:
    if whole is None or not lines:
        return None
    rows = [[_named(codes_of, one.line), i18n.format_number(one.of)] for one in lines]
    rows.append([_("Total"), i18n.format_number(whole.of)])
    return Table(title, [heading, _("Count")], rows, (False, True), total=True)


def _named(codes_of: str, line: str) -> str:
    """Return what a line is called; a party is always an armed actor on paper (domain.md V28)."""
    if line == OTHERS:
        return _("Others together")
    if codes_of == "party_type" and line in ARMED:
        return _("Armed actor")
    return codes.label(codes_of, line)


ARMED = frozenset({"street_gang", "prison_group", "drug_network", "armed_group", "militia"})


def summary(figures: Figures) -> str:
    """Return in one sentence how much a file says."""
    n = len(figures.cells)
    return ngettext("{n} figure", "{n} figures", n).format(n=i18n.format_number(n))
