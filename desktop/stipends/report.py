# SPDX-License-Identifier: GPL-3.0-or-later
"""Stipends on paper: slips, the control sheet, and what the report says of a period.

A slip has code, month and amount; the control sheet has codes and numbers. No paper joins a name
and an amount, and none says on which day or where the money is handed over.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from desktop.core import disclosure, i18n, money
from desktop.core.document import Document, Section, Table, Text
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.participants import service as participants
from desktop.stipends import line_service, rule_service
from desktop.stipends import service as months
from desktop.stipends.model import StipendLine, StipendMonth

_C = table_of(StipendLine).c
_M = table_of(StipendMonth).c
WHOLE = rule_service.WHOLE


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on one slip."""

    number: int
    code: str
    amount: int


def slips_of(work: Work, month: str) -> list[Slip]:
    """Return the slips of a month in the order of their numbers; nobody gets an empty one."""
    work.may("stipends")
    lines = [line for line in line_service.of(work, month) if line.amount]
    codes = participants.codes_of(work, [line.participant for line in lines])
    return [Slip(one.number, codes.get(one.participant, ""), one.amount) for one in lines]


def slips(work: Work, identity: str) -> Document:
    """Return a page to cut apart: one slip a person, to be marked by its owner."""
    work.may("stipends")
    month = months.get(work, identity)
    currency = rule_service.read(month.terms).currency
    period = i18n.format_month(month.month)
    header = [_("Number"), _("Code"), _("Month"), _("Amount"), _("Mark")]
    tables = [
        Table(
            "",
            header,
            [[str(one.number), one.code, period, money.show(one.amount, currency), ""]],
            (True, False, False, True, False),
            widths=(1, 2, 3, 3, 4),
            by_hand=True,
        )
        for one in slips_of(work, identity)
    ]
    return _paper(_("Slips"), period, tables, _("Cut apart. Each slip is its owner's to mark."))


def control_sheet(work: Work, identity: str) -> Document:
    """Return the list to tick off on the day: numbers and codes, no amount and no sum."""
    work.may("stipends")
    month = months.get(work, identity)
    rows = [[str(one.number), one.code, "", ""] for one in slips_of(work, identity)]
    header = [_("Number"), _("Code"), _("Slip marked"), _("Witness by code")]
    table = Table("", header, rows, (True, False, False, False), widths=(1, 2, 3, 3), by_hand=True)
    words = _("{n} slips").format(n=i18n.format_number(len(rows)))
    return _paper(_("Control sheet"), i18n.format_month(month.month), [table], words)


def _paper(title: str, period: str, tables: Sequence[Table], words: str) -> Document:
    return Document(
        title=title,
        subtitle=period,
        language=i18n.language(),
        sections=[Section("", [Text(words, "note"), *tables])],
        foot=_("without names"),
        cover=False,
    )


def _percent(hundredths: int) -> str:
    return i18n.format_percent(hundredths / 100)


def explained(month: StipendMonth, line: StipendLine) -> list[list[str]]:
    """Return what follows for one person line by line, as it is read out: what, how much."""
    terms = rule_service.read(month.terms)
    found = line_service.outcome_of(month, line)
    rows = [
        [
            disclosure.labels("stipend_part")[one.part],
            _("{n} of {all}").format(n=one.met, all=one.due),
            _("counts {n}").format(n=one.weight),
        ]
        for one in found.parts
    ]
    if found.why == "excused":
        reason = disclosure.labels("excuse").get(line.excuse or "", "")
        rows.append([_("Excused"), reason, _("nothing is lost")])
    elif found.why == "nothing_asked":
        rows.append([_("Nothing was asked this month"), "", _("the whole is paid")])
    rows.append([_("Met in all"), _percent(found.share), ""])
    if found.pays:
        step = _("from {share} on").format(share=_percent(found.least)) if found.least else ""
        rows.append([_("Is paid"), _percent(found.pays), step])
    else:
        least = terms.steps[-1][0] if terms.steps else 0
        below = _("less than {share}").format(share=_percent(least))
        rows.append([_("Is paid"), _percent(0), below])
    whole = money.show(terms.amount, terms.currency)
    rows.append(
        [
            _("Amount of the month"),
            money.show(found.amount, terms.currency),
            _("of {all}").format(all=whole),
        ]
    )
    if line.carried:
        rows.append([_("From an earlier month"), money.show(line.carried, terms.currency), ""])
    rows.append([_("On the slip"), money.show(line.amount, terms.currency), ""])
    return rows


def shares(
    work: Work,
    first: date,
    last: date,
    people: set[str],
    pays: Callable[[str | None, str], bool] | None = None,
) -> list[tuple[str, int]]:
    """Return (participant, percent paid) of every month of stipend due in a period (I21).

    ``pays`` tells by line of a grant and person which months count.
    """
    work.may("report")
    query = (
        sa.select(_C.participant, _C.pays, _M.grant_line)
        .join(table_of(StipendMonth), _M.id == _C.month)
        .where(_C.deleted_at.is_(None), _M.deleted_at.is_(None), _M.state != "draft")
        .where(_M.month >= first.replace(day=1), _M.month <= last)
    )
    return [
        (person, paid or 0)
        for person, paid, line in work.session.execute(query)
        if person in people and (pays is None or pays(line, person))
    ]


def counted(due: Sequence[tuple[str, int]]) -> tuple[int, int, int]:
    """Return (paid in full, paid in part, all) of some months of stipend."""
    full = sum(paid == WHOLE for _person, paid in due)
    return full, sum(0 < paid < WHOLE for _person, paid in due), len(due)


def compliance_table(title: str, figures: tuple[int, int, int]) -> Table | None:
    """Return the periods by what was paid; None where no stipend was due."""
    full, part, due = figures
    if not due:
        return None
    rows = [
        [name, i18n.format_number(n), disclosure.percent(n, due)]
        for name, n in (
            (_("Paid in full"), full),
            (_("Paid in part"), part),
            (_("Nothing paid"), due - full - part),
            (_("Total"), due),
        )
    ]
    header = [_("Months of stipend"), _("People"), _("Share")]
    return Table(title, header, rows, (False, True, True), total=True)
