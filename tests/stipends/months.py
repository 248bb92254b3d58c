# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules, people in the stipend and months, for the tests of stipends."""

from datetime import date

from desktop.core.work import User
from desktop.placements import service as placements
from desktop.stipends import line_service, rule_service, service
from tests.rooms import register

OCTOBER = date(2026, 10, 1)
ANA, BEA, SOL = (User(name, "coordinator") for name in ("ana", "bea", "sol"))


def a_rule(work, **more):
    values = {"title": "Regla", "starts_on": "2026-01-01", "amount": 10_000, "sessions": 100}
    values |= {"from_1": 90, "pays_1": 100, "from_2": 70, "pays_2": 70}
    return rule_service.create(work, {**values, **more})


def in_stipend(work, n=2):
    people = [register(work) for _n in range(n)]
    for person in people:
        placements.place(
            work,
            {"participant": person.id, "type": "stipend_program", "starts_on": "2026-02-01"},
        )
    return people


def begin(work, held=None, month=OCTOBER):
    return service.begin(work, {"rule": (held or a_rule(work)).id, "month": month})


def count(work, month, **values):
    for line in line_service.of(work, month.id):
        line_service.amend(work, line, values)
    return line_service.of(work, month.id)
