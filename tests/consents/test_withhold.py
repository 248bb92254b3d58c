# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person wants kept from somebody does not reach them, whatever else was agreed to."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.consents import acts_service, withhold_service
from desktop.consents import service as consents
from desktop.consents.withhold_model import KeptFrom
from desktop.consents.withhold_service import IsKept
from desktop.core import codes, records
from desktop.core.errors import InvalidRecord
from desktop.referrals import service as referrals
from desktop.referrals.model import Provider
from tests.rooms import complete

TODAY = date(2026, 11, 21)


def keep(work, person, **more):
    values = {"participant": person.id, "whom": "service", "reason": "fear_of_harm"}
    return records.create(work, KeptFrom, {**values, **more})


@pytest.fixture
def who(work):
    person = complete(work)
    for purpose in withhold_service.WHOM:
        consents.answer(work, person.id, purpose, "given")
    return person


@pytest.fixture
def services(work):
    values = {"offers": ["mental_health"]}
    return [
        records.create(work, Provider, {**values, "title": title})
        for title in ("Casa de salud", "Puesto del centro")
    ]


def sent(work, who, provider, danger=""):
    values = {"participant": who.id, "service": "mental_health", "provider": provider.id}
    one = referrals.draft(work, values)
    return referrals.send(work, one.id, danger=danger)


def test_nothing_is_sent_to_the_one_service_it_is_kept_from(work, who, services):
    barred, other = services
    keep(work, who, provider=barred.id)
    with pytest.raises(IsKept) as told:
        sent(work, who, barred)
    assert who.code not in str(told.value)
    assert sent(work, who, other).status == "sent"
    assert sent(work, who, barred, danger="Está en peligro esta noche.").status == "sent"
    assert len(acts_service.unseen(work, who.id)) == 1


def test_kept_from_every_service_nothing_is_sent_to_any(work, who, services):
    one = keep(work, who)
    for provider in services:
        with pytest.raises(IsKept):
            sent(work, who, provider)
    records.amend(work, one, {"ended_on": TODAY})
    assert sent(work, who, services[0]).status == "sent"


@pytest.mark.parametrize("purpose", sorted(withhold_service.WHOM))
def test_no_yes_covers_what_is_kept_from_whom_it_speaks_to(work, who, purpose):
    assert consents.given(work, who.id, purpose)
    keep(work, who, whom=withhold_service.WHOM[purpose])
    assert not consents.given(work, who.id, purpose)
    others = set(withhold_service.WHOM) - {purpose}
    assert all(consents.given(work, who.id, other) for other in others)


def test_only_a_service_is_named(work, who, services):
    with pytest.raises(InvalidRecord) as told:
        keep(work, who, whom="family", provider=services[0].id)
    assert "provider" in told.value.problems


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kept=st.lists(st.sampled_from(sorted(codes.read("kept_from"))), max_size=4),
    purpose=st.sampled_from(sorted(withhold_service.WHOM)),
)
def test_a_purpose_is_barred_exactly_where_its_listener_is_named(work, who, kept, purpose):
    made = [keep(work, who, whom=whom) for whom in kept]
    barred = withhold_service.bar(work, who.id, purpose) is not None
    assert barred == (withhold_service.WHOM[purpose] in kept)
    for one in made:
        records.remove(work, one)
