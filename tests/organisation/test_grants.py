# SPDX-License-Identifier: GPL-3.0-or-later
"""Grants: lines and money paid, whom they cover, and the report of one alone."""

from datetime import date, timedelta

import pytest

from desktop import slices
from desktop.activities.model import Activity
from desktop.core import clock, codes, records
from desktop.core.errors import InvalidRecord
from desktop.enrolments import inside_service
from desktop.enrolments.model import Enrolment
from desktop.organisation import grant_service, office_service
from desktop.organisation.grant_model import Grant, GrantLine, GrantPayment, Target
from desktop.organisation.model import Programme
from desktop.organisation.office_model import Office, Staff
from desktop.placements.model import Placement
from desktop.referrals.model import ServiceGiven
from desktop.reports import grants, monthly, period
from desktop.stipends.model import StipendLine, StipendMonth
from desktop.stipends.rule_model import StipendRule
from tests.rooms import register

TODAY = date(2026, 11, 21)


def made(work, **more):
    values = {"reference": "KF-24", "donor": "Fondo", "currency": "USD"}
    dates = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    return records.create(work, Grant, {**values, **dates, **more})


def paid_work(work):
    """A grant that pays one programme with a person, a placement and an activity."""
    grant = made(work)
    programme = records.create(work, Programme, {"sign": "A", "title": "Uno", "grants": [grant.id]})
    inside, outside = register(work, programme=programme.id), register(work)
    job = {"type": "formal_job", "starts_on": "2026-11-02"}
    records.create(work, Placement, {**job, "participant": inside.id})
    records.create(work, Placement, {**job, "participant": outside.id})
    held = {"type": "community", "held_on": "2026-11-03", "title": "x", "women_29": 4}
    held["type"] = next(iter(codes.read("activity_type")))
    records.create(work, Activity, {**held, "programme": programme.id})
    records.create(work, Activity, held)
    line = records.create(
        work, GrantLine, {"grant": grant.id, "number": "1", "title": "Bolsas", "amount": 1_000}
    )
    return grant, line, inside, outside


@pytest.mark.parametrize(
    ("name", "value"),
    [("ends_on", "2025-12-31"), ("currency", "usd"), ("currency", "DOL1"), ("reference", "x" * 31)],
)
def test_a_grant_that_cannot_be_is_refused(work, name, value):
    with pytest.raises(InvalidRecord) as raised:
        made(work, **{name: value})
    assert list(raised.value.problems) == [name]


def test_money_is_counted_by_line_and_day(work):
    grant, line, *_people = paid_work(work)
    pay = {"line": line.id, "paid_for": "stipend"}
    records.create(work, GrantPayment, {**pay, "amount": 700, "paid_on": "2026-10-05"})
    records.create(work, GrantPayment, {**pay, "amount": 500, "paid_on": "2026-11-05"})
    records.create(work, GrantPayment, {**pay, "amount": -100, "paid_on": "2026-11-06"})
    [spent] = grant_service.money(work, grant.id)
    assert (spent.amount, spent.paid, spent.left) == (1_000, 1_100, -100)
    [earlier] = grant_service.money(work, grant.id, date(2026, 10, 31))
    assert (earlier.paid, earlier.left) == (700, 300)
    for wrong in ({"amount": 0}, {"amount": 1, "paid_on": "2027-01-01"}, {"amount": 10**13}):
        with pytest.raises(InvalidRecord):
            records.create(work, GrantPayment, {**pay, **wrong})


def test_stipends_paid_from_a_line_count_in_the_same_currency(work):
    grant, line, *_people = paid_work(work)
    rule = {"title": "Bolsa", "amount": 5_000, "sessions": 1, "from_1": 80, "pays_1": 100}
    for currency in ("USD", "COP"):
        made_rule = records.create(
            work, StipendRule, {**rule, "currency": currency, "starts_on": "2026-01-01"}
        )
        month = {"rule": made_rule.id, "month": "2026-10-01", "terms": "", "grant_line": line.id}
        cash = {"paid_on": "2026-11-05", "cash_taken": 45_000, "cash_returned": 5_050}
        records.create(work, StipendMonth, {**month, **cash})
        [held] = slices.money_of(work, grant.id)
        assert held.paid == 400, "399.50, as a budget in whole dollars says it"
    [before] = slices.money_of(work, grant.id, date(2026, 10, 31))
    assert before.paid == 0


def test_an_end_says_whom_it_touches(work):
    grant, *_rest = paid_work(work)
    found = grant_service.covered(work, "kf-24")
    assert found is not None
    assert [n for _words, n in slices.affected(work, found)] == [1, 1, 1, 0, 0]
    assert [one.id for one in grant_service.ending(work, TODAY)] == [grant.id]
    assert grant_service.ending(work, TODAY - timedelta(days=100)) == []
    assert grant_service.covered(work, "otro") is None


def test_what_names_another_grant_is_not_paid_by_the_programmes(work):
    _grant, _line, inside, outside = paid_work(work)
    other = made(work, reference="UE-9")
    job = {"type": "formal_job", "starts_on": "2026-11-02", "grant": other.id}
    records.create(work, Placement, {**job, "participant": inside.id})
    records.create(work, Placement, {**job, "participant": outside.id})
    found = grant_service.covered(work, other.code)
    assert found is not None
    assert [n for _words, n in slices.affected(work, found)] == [0, 2, 0, 0, 0]
    first = grant_service.covered(work, "KF-24")
    assert first is not None
    assert slices.affected(work, first)[1][1] == 1


def test_an_end_touches_those_with_a_service_or_a_stipend_of_the_grant(work):
    grant, line, inside, outside = paid_work(work)
    other = made(work, reference="UE-9")
    given = {"service": "mentoring", "given_on": "2026-11-02"}
    records.create(work, ServiceGiven, {**given, "participant": outside.id, "grant": grant.id})
    records.create(work, ServiceGiven, {**given, "participant": inside.id})
    records.create(work, ServiceGiven, {**given, "participant": inside.id, "grant": other.id})
    rule = {"title": "Bolsa", "amount": 5_000, "sessions": 1, "from_1": 80, "pays_1": 100}
    terms = records.create(work, StipendRule, {**rule, "starts_on": "2026-01-01"})
    month = {"rule": terms.id, "month": "2026-10-01", "terms": "", "grant_line": line.id}
    held = records.create(work, StipendMonth, month)
    paid = {"month": held.id, "participant": outside.id, "amount": 5_000}
    records.create(work, StipendLine, paid)
    found = grant_service.covered(work, grant.id)
    assert found is not None
    assert [n for _words, n in slices.affected(work, found)][-2:] == [2, 1]


def test_somebody_in_several_programmes_stands_in_the_report_of_each_grant(work):
    _grant, _line, _inside, outside = paid_work(work)
    programme = records.create(work, Programme, {"sign": "C", "title": "Tres"})
    other = made(work, reference="UE-9")
    records.amend(work, programme, {"grants": [other.id]})
    entered = {"participant": outside.id, "line": programme.id, "entered_on": "2026-11-02"}
    records.create(work, Enrolment, {**entered, "asked_on": "2026-11-02"})
    found = grant_service.covered(work, "UE-9")
    assert found is not None
    assert slices.affected(work, found)[0][1] == 1
    assert inside_service.of_programmes(work, found.programmes) == {outside.id}


def test_the_report_of_one_grant_holds_its_people_and_its_money(work):
    paid_work(work)
    november = period.parse("2026-11")
    whole = monthly.build(work, november, edition="donor", language="en", is_demo=False)
    alone = monthly.build(
        work, november, edition="donor", language="en", is_demo=False, grant="kf-24"
    )
    titles = [section.title for section in alone.sections]
    assert "Money of the grant" in titles
    assert "Incidents" not in titles
    figures = [
        {one.title: one.value for one in document.sections[0].blocks[0].figures}
        for document in (whole, alone)
    ]
    names = ("New participants", "Placements started", "Activities")
    assert [[one[name] for name in names] for one in figures] == [["2", "2", "2"], ["1", "1", "1"]]
    assert ("Grant", "KF-24 · Fondo") in alone.facts
    with pytest.raises(grants.NoSuchGrant):
        monthly.build(work, november, edition="donor", language="en", is_demo=False, grant="nada")


def test_offices_staff_and_targets(work):
    office = records.create(work, Office, {"title": "Sede norte", "kind": "office"})
    closed = records.create(work, Office, {"title": "Antigua", "closed_on": "2026-01-01"})
    assert office_service.offered(work) == [(office.id, "Sede norte")]
    assert closed.id in office_service.names(work)
    post = {"word": "sol", "post": "caseworker", "office": office.id, "share": 50}
    records.create(work, Staff, post)
    with pytest.raises(InvalidRecord):
        records.create(work, Staff, {**post, "began_on": "2026-02-01", "left_on": "2026-01-01"})
    with pytest.raises(InvalidRecord):
        records.create(work, Staff, {**post, "share": 101})
    target = {"indicator": "new_participants", "target": 40, "baseline": 12}
    records.create(work, Target, {**target, "starts_on": "2026-01-01", "ends_on": "2026-12-31"})
    with pytest.raises(InvalidRecord):
        records.create(work, Target, {**target, "starts_on": "2026-12-31", "ends_on": "2026-01-01"})
    assert len(grant_service.target_rows(work, grant_service.target_keys(work))) == 1
    assert clock.today() == TODAY
