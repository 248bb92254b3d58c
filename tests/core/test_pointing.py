# SPDX-License-Identifier: GPL-3.0-or-later
"""What others name is not pulled away from under them."""

import pytest

from desktop.core import pointing, records
from desktop.core.fields import specs
from desktop.core.tables import models_of
from desktop.organisation.grant_model import Grant, GrantLine, GrantPayment
from desktop.organisation.model import Programme
from tests.rooms import register


def a_grant(work):
    days = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    return records.create(
        work, Grant, {"reference": "KF-24", "donor": "Fondo", "currency": "USD", **days}
    )


def test_a_programme_with_participants_stays_until_it_has_none(work):
    line = records.create(work, Programme, {"sign": "A", "title": "Uno"})
    register(work, programme=line.id)
    with pytest.raises(pointing.StillNamed):
        records.remove(work, line)
    assert line.deleted_at is None
    assert records.amend(work, line, {"ended": True}).ended
    unused = records.create(work, Programme, {"sign": "B", "title": "Dos"})
    records.remove(work, unused)
    assert unused.deleted_at is not None


def test_what_was_paid_never_loses_its_line_nor_a_line_its_grant(work):
    grant = a_grant(work)
    line = records.create(work, GrantLine, {"grant": grant.id, "title": "Bolsas", "amount": 1_000})
    paid = records.create(
        work,
        GrantPayment,
        {"line": line.id, "paid_for": "stipend", "amount": 3, "paid_on": "2026-10-05"},
    )
    for one in (grant, line):
        with pytest.raises(pointing.StillNamed):
            records.remove(work, one)
    for one in (paid, line, grant):
        records.remove(work, one)
    assert grant.deleted_at is not None


def test_one_grant_among_several_of_a_programme_counts_too(work):
    first, second = a_grant(work), a_grant(work)
    records.create(work, Programme, {"sign": "A", "title": "Uno", "grants": [first.id, second.id]})
    assert [pointing.named_by(work, one) for one in (first, second)] == [1, 1]
    assert pointing.named_by(work, a_grant(work)) == 0


def test_every_register_that_stays_is_named_by_some_field():
    named = {spec.about.link for one in models_of("cases") for spec in specs(one.draft)}
    stay = {str(one.__tablename__) for one in models_of("cases") if one.pointed_to}
    assert stay <= named
    assert {"programme", "grant", "grant_line", "employer", "provider", "office"} <= stay
