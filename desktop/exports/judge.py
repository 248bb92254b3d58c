# SPDX-License-Identifier: GPL-3.0-or-later
"""Put a dataset into words and figures: why it may leave, what was lost, for the statistician."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from desktop.anonymity import risk
from desktop.anonymity.table import encode
from desktop.core import i18n
from desktop.core.i18n import _, ngettext
from desktop.core.team import approvals
from desktop.exports import package, words
from desktop.exports.dataset import Dataset
from desktop.exports.ledger import Close
from desktop.exports.people import Loss
from desktop.exports.roles import ANSWER
from desktop.exports.sheets import Sheet
from desktop.exports.verdict import Mark, Verdict, in_words


def verdict(made: Dataset) -> Verdict:
    """Return the verdict in the language in force."""
    measured = {sheet.name: measure(sheet) for sheet in made.rows}
    return Verdict(
        mark=made.mark,
        sentence=in_words(made.mark, inside=made.recipient.whole),
        recipient=made.recipient.name,
        why=tuple(_why(made)),
        lost=tuple(_lost(made)),
        details=tuple(_details(made, measured)),
        files=tuple(package.path(sheet) for sheet in made.sheets),
        people=len(made.source.participants),
        released=len(made.people.plain) if made.people else 0,
        tables_only=not made.rows,
        tables_offered=made.tables_offered,
        figures=figures(made, measured),
    )


def measure(sheet: Sheet) -> risk.Risk:
    """Measure a table of rows as it leaves, over its quasi-identifiers, in people."""
    columns = [encode(name, sheet.column(name)) for name in sheet.of_role("quasi")]
    return risk.measure(columns, encode("person", sheet.persons))


def figures(made: Dataset, measured: dict[str, risk.Risk]) -> dict[str, Any]:
    """Return the figures of risk.json; nothing in it tells of the data before."""
    recipient = made.recipient
    found: dict[str, Any] = {
        "recipient": recipient.name,
        "day": made.source.day.isoformat(),
        "smallest_cell" if not made.rows else "k": recipient.k,
        "tables": {},
    }
    if made.approved:
        found["approved"] = approvals.words(made.approved)
    if made.rows:
        found |= {"l": recipient.l, "t": recipient.t, "suppression_limit": recipient.suppression}
    for name, one in measured.items():
        lost = made.losses.get(name, Loss())
        found["tables"][name] = {
            "people": one.records,
            "classes": one.classes,
            "smallest_class": round(1 / one.prosecutor) if one.prosecutor else 0,
            "highest_risk": round(one.prosecutor, 4),
            "average_risk": round(one.average, 4),
            "average_risk_under_3_percent": one.under_global_line,
            "rows_left_out": lost.rows,
        }
    return found


def _why(made: Dataset) -> Iterator[str]:
    n, total = len(made.source.participants), made.source.registered
    yield ngettext(
        "{n} person of {total} agreed to be counted in anonymous figures.",
        "{n} people of {total} agreed to be counted in anonymous figures.",
        n,
    ).format(n=i18n.format_number(n), total=i18n.format_number(total))
    if made.too_few:
        yield _(
            "Rows about so few people would be easy to recognise: {least} are needed for this."
        ).format(least=i18n.format_number(made.recipient.least))
    elif made.too_coarse:
        yield _(
            "To hide every person the rows would have to become so coarse that they say little."
        )
    elif made.people is not None:
        yield from _before_and_after(made)
    elif made.sheets:
        yield _("Only counts leave; none stands for fewer than {k}.").format(k=made.recipient.k)
    if made.close is not None and made.sheets:
        yield from _too_close(made.close, made.recipient.k, held=made.mark is Mark.STOP)
    if made.tables_offered:
        yield _("Tables of counts may leave instead. Choose a donor to see them.")
    elif not made.sheets:
        yield _("There are too few even for tables of counts.")


def _too_close(close: Close, k: int, *, held: bool) -> Iterator[str]:
    yield ngettext(
        "Since the dataset of {day} {n} person came or went: both together tell about that person.",
        "Since the dataset of {day} {n} people came or went: both together tell about them.",
        close.changed,
    ).format(day=i18n.format_day(close.day), n=i18n.format_number(close.changed))
    if held:
        yield _(
            "Wait until {k} people or more have come or gone, for instance for a quarter."
        ).format(k=i18n.format_number(k))


def _before_and_after(made: Dataset) -> Iterator[str]:
    assert made.people is not None  # noqa: S101 - asked before
    chosen = made.people.chosen
    plain = made.source.participants
    quasi = [encode(one.name, one.values) for one in plain.traits if one.quasi]
    alone = round(risk.measure(quasi).uniques * len(plain))
    yield ngettext(
        "Before: {n} person could be told from all others by these answers.",
        "Before: {n} people could each be told from all others by these answers.",
        alone,
    ).format(n=i18n.format_number(alone))
    yield _after(made)
    if made.recipient.whole:
        yield ngettext(
            "{n} person has a history of placements nobody else has: keep this inside.",
            "{n} people have a history of placements nobody else has: keep this inside.",
            made.singled_out,
        ).format(n=i18n.format_number(made.singled_out))
    if not chosen.result:
        yield _("The rows say the same about everybody.")


def _after(made: Dataset) -> str:
    assert made.people is not None  # noqa: S101 - asked before
    smallest = min(Counter(made.people.classes.values()).values())
    return _("Everybody looks like at least {n} others in the table of people.").format(
        n=i18n.format_number(smallest - 1)
    )


def promise(made: Dataset) -> list[str]:
    """Return what the folder says of itself; nothing in it tells of the data before."""
    approved = [approvals.words(made.approved)] if made.approved else []
    if made.people is None:
        counts = _("Only counts leave; none stands for fewer than {k}.")
        return [counts.format(k=made.recipient.k), *approved]
    return [
        _after(made),
        _("Who did not agree to be counted in anonymous figures is not in it."),
        *approved,
    ]


def _lost(made: Dataset) -> Iterator[str]:
    for sheet in made.rows:
        if sheet.name not in made.losses:
            continue
        levels = [
            f"{words.heading_title(one)} ({words.level(one)})"
            for one in sheet.headings
            if one.role == "quasi" and one.level not in ("", ANSWER)
        ]
        title = words.sheet_title(sheet)
        if levels:
            yield f"{title}: {', '.join(levels)}"
        yield from _gone(title, made.losses[sheet.name])


def _gone(title: str, loss: Loss) -> Iterator[str]:
    if loss.left_out:
        columns = ", ".join(_(one) for one in loss.left_out)
        yield f"{title}: " + _("left out {columns}").format(columns=columns)
    if loss.rows:
        text = ngettext("{n} row left out", "{n} rows left out", loss.rows)
        yield f"{title}: " + text.format(n=i18n.format_number(loss.rows))
    for column, n in loss.hidden.items():
        text = ngettext("{n} answer hidden in {column}", "{n} answers hidden in {column}", n)
        yield f"{title}: " + text.format(n=i18n.format_number(n), column=_(column))


def _details(made: Dataset, measured: dict[str, risk.Risk]) -> Iterator[tuple[str, str]]:
    recipient = made.recipient
    if not made.rows:
        yield _("Smallest number shown"), i18n.format_number(recipient.k)
        return
    yield "k", i18n.format_number(recipient.k)
    yield "l", i18n.format_number(recipient.l)
    yield "t", i18n.format_number(recipient.t, 1)
    if made.people is not None:
        yield _("Mean loss (GCP)"), i18n.format_number(made.people.chosen.lost, 3)
    for sheet in made.rows:
        one, title = measured[sheet.name], words.sheet_title(sheet)
        yield f"{title}: {_('groups of people who look alike')}", i18n.format_number(one.classes)
        yield f"{title}: {_('highest risk')}", i18n.format_number(one.prosecutor, 3)
        yield f"{title}: {_('average risk')}", i18n.format_number(one.average, 4)
        yield (
            f"{title}: {_('average risk under 3 % (humanitarian data exchange)')}",
            _("yes") if one.under_global_line else _("no"),
        )
