# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of plans and needs: agreed in time, met in the period."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from desktop.core import codes, disclosure, i18n
from desktop.core.document import Block, Section, Table, Text
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.plans import case_service, service
from desktop.plans.case_model import CasePlan

_C = table_of(CasePlan).c


def agreed(work: Work) -> dict[str, list[date]]:
    """Return the days on which each person agreed to a version, the earliest first."""
    work.may("report")
    query = (
        sa.select(_C.participant, _C.agreed_on)
        .where(_C.deleted_at.is_(None), _C.agreed_on.is_not(None))
        .order_by(_C.agreed_on)
    )
    found: dict[str, list[date]] = {}
    for person, on in work.session.execute(query):
        found.setdefault(person, []).append(on)
    return found


def sections(work: Work, participant: str) -> list[Section]:
    """Return the plan in force for the printed file, without notes."""
    work.may("read")
    held = case_service.current(work, participant)
    if held is None:
        return []
    blocks: list[Block] = []
    header = [_("What is done"), _("Who does it"), _("By when"), _("State")]
    for step in case_service.steps(work, held.id):
        rows = [
            [
                one.what,
                codes.label("action_by", one.by),
                i18n.format_day(one.due_on),
                codes.label("action_state", one.state),
            ]
            for one in step.actions
        ]
        state = codes.label("goal_state", step.goal.state)
        title = f"{step.goal.statement} ({state})"
        blocks.append(Table(title, header, rows, widths=(3, 2, 1, 1)) if rows else Text(title))
    return [Section(f"{_('Plan')} · {_('Version {n}').format(n=held.version)}", blocks)]


def needs(
    work: Work, first: date, last: date, people: Collection[str], threshold: int
) -> Table | None:
    """Return needs met out of those open in the period, by need (I11); None where none was open.

    ``people`` are those who stand in the denominators of success.
    """
    held = service.met_between(work, first, last, people)
    order = [one for one in codes.read("need") if held.get(one, (0, 0))[1]]
    if not order:
        return None
    shown = disclosure.protect([held[one][0] for one in order], threshold)
    opened = disclosure.protect([held[one][1] for one in order], threshold)
    rows = []
    for one, met, of in zip(order, shown.cells, opened.cells, strict=True):
        if of is None:  # a need of few people tells who they are
            continue
        share = disclosure.HIDDEN if met is None else disclosure.percent(met, of)
        rows.append(
            [codes.label("need", one), disclosure.written(met), disclosure.written(of), share]
        )
    rows.append([_("Total"), disclosure.written(shown.total), disclosure.written(opened.total), ""])
    header = [_("Need"), _("Met"), _("Open in the period"), _("Share")]
    return Table(
        _("Needs met"),
        header,
        rows,
        (False, True, True, True),
        total=True,
        note=_("Needs of too few people stand in the total only.")
        if len(rows) <= len(order)
        else "",
    )
