# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case conference agreed is looked at again on its day, and never says who sat there."""

from datetime import timedelta

import pytest

from desktop import slices
from desktop.core import clock, records
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked
from desktop.supervision import conference_service as service
from desktop.supervision.conference_model import Conference
from tests.rooms import complete


def held(work, person, **more):
    values = {"participant": person, "posts": ["psychologist", "lawyer"], "agreed": "Acompañar."}
    return records.create(work, Conference, {**values, **more})


def test_what_was_agreed_waits_until_it_was_looked_at_again(work):
    day, person = clock.today(), complete(work).id
    made = held(work, person, held_on=day - timedelta(9), next_on=day)
    (task,) = service.tasks(work, Asked(day))
    assert (task.person, task.on) == (person, day)
    assert "conference" in {kind for _day, kind, _facts in slices.timeline(work, person)}
    service.seen_again(work, made.id)
    assert service.tasks(work, Asked(day)) == []


@pytest.mark.parametrize("name", ["next_on", "next_done_on"])
def test_nothing_is_looked_at_again_before_it_was_held(work, name):
    with pytest.raises(InvalidRecord) as refused:
        held(work, complete(work).id, **{name: clock.today() - timedelta(1)})
    assert list(refused.value.problems) == [name]


def test_it_goes_with_the_person(work):
    person = complete(work).id
    made = held(work, person)
    assert made.id in slices.erase(work, person)["conference"]
