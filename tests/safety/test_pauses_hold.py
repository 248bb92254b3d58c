# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is done in whichever order: paused is who has an alert or a loss nobody has lifted."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import slices
from desktop.core import clock
from desktop.core.errors import UserError
from desktop.households import service as households
from desktop.participants import pause_service
from desktop.participants import service as participants
from desktop.safety import loss_service, service
from tests.rooms import complete

ACTS = st.lists(
    st.tuples(
        st.sampled_from(("alert", "lift", "safe", "detained", "killed", "free", "mistake", "home")),
        st.integers(0, 1),
    ),
    max_size=9,
)


def carry_out(work, act, person, other):
    if act == "alert":
        service.raise_for(work, person, {})
    elif act in ("lift", "safe"):
        for one in [one for one in service.of_person(work, person) if one.ended_at is None]:
            if act == "lift":
                service.lift(work, one.id)
            else:
                service.check(work, one.id, "safe")
    elif act in ("detained", "killed"):
        day = clock.today().isoformat()
        loss_service.take(work, person, {"kind": act, "happened_on": day})
    elif act == "home":
        households.add(work, person, {"relation": "sibling", "person": other})
    elif (loss := loss_service.of_person(work, person)) is not None:
        how = "mistake" if act == "mistake" else "released"
        loss_service.end(work, loss.id, how)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ACTS)
def test_a_pause_stands_exactly_while_something_holds_it(work, acts):
    people = [complete(work).id for _n in range(2)]
    for act, which in acts:
        with suppress(UserError):
            carry_out(work, act, people[which], people[1 - which])
        for person in people:
            alerts = [one for one in service.of_person(work, person) if one.lifted_at is None]
            standing = [one for one in alerts if one.ended_at is None]
            assert len(standing) <= 1
            found = pause_service.since(work, person)
            own = found is not None and found[1]
            assert own == bool(standing or loss_service.of_person(work, person))
            if own:
                assert slices.due(work, clock.today(), [person]) == []
                together = households.together(work, person)
                assert pause_service.paused(work, together) == together
            if loss_service.of_person(work, person) is None:
                continue
            held = participants.get(work, person)
            assert held.closure_reason in ("detained", "killed")
