# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented livelihoods beside the placements: promises, talks, stipends, courses, seed capital."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from desktop.core import clock, codes, dates, packs, records
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.livelihoods import service as seed
from desktop.livelihoods.model import SeedVisit
from desktop.organisation import uses_service
from desktop.placements import checkpoint_service
from desktop.placements.employer_model import Outreach, Promise
from desktop.stipends import line_service, rule_service
from desktop.stipends import service as stipends
from desktop.stipends.model import StipendMonth

_TRADES = ("G", "I", "S", "A")
_TALKS = {"interested": 0.35, "promised": 0.25, "later": 0.25, "no_answer": 0.15}


def employers(work: Work, world: World, hosts: list[str]) -> None:
    """Write what employers promised and who spoke with them."""
    for host in hosts:
        day = world.today - timedelta(days=world.dice.randint(60, 200))
        if world.chance(0.6):
            values: dict[str, Any] = {"employer": host, "promised_on": day}
            until = {"due_on": day + timedelta(days=120), "places": world.dice.randint(1, 4)}
            records.create(work, Promise, {**values, **until})
        for _n in range(world.dice.randint(1, 3)):
            how = {"kind": world.dice.choice(("call", "visit")), "result": world.one_of(_TALKS)}
            records.create(work, Outreach, {"employer": host, "happened_on": day, **how})
            day += timedelta(days=world.dice.randint(10, 25))
    again = {"next_on": world.today, "happened_on": world.today - timedelta(days=9)}
    if hosts:
        talk = {"employer": hosts[0], "kind": "call", "result": "later"}
        records.create(work, Outreach, {**talk, **again})


def stipend(work: Work, world: World) -> None:
    """Write one rule and three months: two paid and counted, one being prepared."""
    uses_service.use(work, frozenset(uses_service.USES))
    currency = packs.read(world.story["country"]).facts["currency"][0]
    first = world.today.replace(day=1)
    months = [_earlier(first, 2), _earlier(first, 1), first]
    rule = rule_service.create(
        work,
        {
            "title": f"A · {world.today.year}",
            "currency": currency["code"],
            "starts_on": months[0] - timedelta(days=200),
            "amount": 30_000 if currency["decimals"] else 250_000,
            "sessions": 60,
            "meetings": 40,
            "from_1": 90,
            "pays_1": 100,
            "from_2": 70,
            "pays_2": 70,
        },
    )
    for month in months:
        made = stipends.begin(work, {"rule": rule.id, "month": month})
        _count(work, world, made)
        if month != first:
            _pay(work, made)


def _count(work: Work, world: World, month: StipendMonth) -> None:
    for line in line_service.of(work, month.id):
        met = world.dice.choices((4, 3, 2, 0), (55, 30, 10, 5))[0]
        values: dict[str, Any] = {"sessions_due": 4, "sessions_met": met}
        if met == 0:
            values["excuse"] = "border"
        line_service.amend(work, line, values)


def _pay(work: Work, month: StipendMonth) -> None:
    day = dates.month_end(month.month) + timedelta(days=5)
    with clock.at(datetime(day.year, day.month, day.day, 15, tzinfo=UTC)):
        stipends.prepare(work, month.id)
        stipends.approve(work, month.id)
        stipends.pay(work, month.id, stipends.cash_of(work, month).whole)
        due = [line for line in line_service.of(work, month.id) if line.amount]
        line_service.hand_over(work, [line.row or 0 for line in due[:-1]])
        stipends.count(work, month.id, stipends.cash_of(work, month).expected)


def _earlier(first: date, months: int) -> date:
    for _n in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


def seed_capital(work: Work, world: World, people: list[dict[str, Any]]) -> None:
    """Write some plans with their parts, their proofs and the visits."""
    owners = [one for one in people if not one.get("closed_on")][:6]
    for n, person in enumerate(owners):
        opened = world.today - timedelta(days=40 + 75 * n)
        started = opened - timedelta(days=30)
        plan = seed.plan(work, _plan(world, person, n))
        if n == 0:
            continue  # one is still being written
        seed.approve(work, plan.id)
        for at, share in enumerate((60, 40)):
            given = started + timedelta(days=20 * at)
            values = {"seed_plan": plan.id, "amount": plan.amount * share // 100, "due_on": given}
            proof = {"given_on": given, "proof": "receipts", "proof_on": given + timedelta(days=9)}
            seed.tranche(work, {**values, **proof} if n > 1 or at == 0 else values)
        seed.amend(work, plan, {"opened_on": opened})
        _followed(work, plan.placement or "", world.today)
        for months in range(1, (world.today - opened).days // 60 + 1):
            day = opened + timedelta(days=60 * months)
            found = world.one_of({"open": 0.75, "open_less": 0.15, "not_reached": 0.1})
            visit = {"seed_plan": plan.id, "happened_on": day, "found": found}
            records.create(work, SeedVisit, visit)


def _followed(work: Work, placement: str, today: date) -> None:
    """Answer the checkpoints of a business that are past; the latest may still be asked."""
    for check in checkpoint_service.checkpoints(work, placement):
        if check.due_on < today - timedelta(days=5):
            found = {"result": "retained_same", "evidence": "seen", "done_on": check.due_on}
            checkpoint_service.answer(work, check.id, found)


def _plan(world: World, person: dict[str, Any], n: int) -> dict[str, Any]:
    currency = packs.read(world.story["country"]).facts["currency"][0]
    trade = _TRADES[n % len(_TRADES)]
    return {
        "participant": person["id"],
        "idea": codes.read("employer_sector")[trade].labels[world.language],
        "trade": trade,
        "sector": person["sector"],
        "currency": currency["code"],
        "amount": 150_000 if currency["decimals"] else 1_200_000,
        "extortion_risk": world.one_of({"none_known": 0.5, "some": 0.5}),
    }
