# SPDX-License-Identifier: GPL-3.0-or-later
"""A report for one grant: whom and what it pays, and the money of its lines."""

from collections.abc import Sequence
from datetime import date

from desktop import slices
from desktop.core import i18n
from desktop.core.document import Table
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.enrolments import inside_service as enrolments
from desktop.organisation import grant_service
from desktop.organisation.grant_service import Covered
from desktop.participants import report as participants
from desktop.placements import report as placements
from desktop.placements import service as placement_service


class NoSuchGrant(UserError):
    """A report was asked for a grant that is not written down."""

    def __init__(self) -> None:
        super().__init__(
            N_("This workspace has no grant of that name. Leave --grant out to print everything.")
        )


def find(work: Work, code: str) -> Covered:
    """Return the grant a report is asked for; NoSuchGrant where there is none."""
    work.may("report")
    found = grant_service.covered(work, code)
    if found is None:
        raise NoSuchGrant
    return found


def narrowed(
    work: Work,
    grant: Covered,
    people: Sequence[participants.Person],
    held: Sequence[placements.Placed],
) -> tuple[list[participants.Person], list[placements.Placed]]:
    """Return the people and placements a grant pays: by its programmes, or by its own name."""
    work.may("report")
    inside = enrolments.of_programmes(work, grant.programmes)
    paid = placement_service.paid_by(work, grant.id, inside)
    placed = [one for one in held if one.id in paid]
    counted = inside | {one.participant for one in placed}
    return [person for person in people if person.id in counted], placed


def enrolled(
    work: Work, people: Sequence[participants.Person], lines: frozenset[str]
) -> list[participants.Person]:
    """Return those of some people who are or were in some programmes."""
    work.may("report")
    inside = enrolments.of_programmes(work, lines)
    return [person for person in people if person.id in inside]


def money(work: Work, grant: Covered, until: date) -> Table:
    """Return the lines of a grant with what was paid by a day and what is left."""
    work.may("report")
    lines = slices.money_of(work, grant.id, until)
    rows = [
        [
            f"{line.number} {line.title}".strip(),
            *(i18n.format_number(n) for n in (line.amount, line.paid, line.left)),
        ]
        for line in lines
    ]
    sums = [
        sum(line.amount for line in lines),
        sum(line.paid for line in lines),
        sum(line.left for line in lines),
    ]
    rows.append([_("Total"), *(i18n.format_number(n) for n in sums)])
    title = _("Lines of the grant, in {currency}").format(currency=grant.currency)
    header = [_("Line of the grant"), _("Budget"), _("Paid"), _("Left")]
    note = _("Paid up to {day}.").format(day=i18n.format_day(until))
    return Table(title, header, rows, (False, True, True, True), total=True, note=note)
