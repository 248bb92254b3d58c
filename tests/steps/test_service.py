# SPDX-License-Identifier: GPL-3.0-or-later
"""A timeline gives dated steps, once; what waits is a task, and ends with the file."""

from datetime import timedelta

import pytest

from desktop import slices
from desktop.core import clock, i18n, records
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked, is_overdue
from desktop.participants import service as participants
from desktop.steps import service
from desktop.steps import timeline_service as timelines
from desktop.steps.model import Step
from tests.rooms import complete


def waiting(work, person):
    """Return the steps that wait for somebody, among what other rooms say."""
    own = {task.words for task in service.tasks(work, Asked(clock.today()))} or {""}
    return [task for task in slices.due(work, clock.today(), [person.id]) if task.words in own]


@pytest.mark.parametrize("name", timelines.names())
def test_every_timeline_is_whole_in_three_languages(name):
    found = timelines.read(name)
    assert [one.days for one in found.steps] == sorted(one.days for one in found.steps)
    assert len({one.key for one in found.steps}) == len(found.steps)
    for language in ("en", "es", "pt_BR"):
        with i18n.speaking(language):
            assert found.title
            assert all(one.text for one in found.steps)


def test_a_timeline_counts_from_its_anchor_and_is_laid_once(work):
    day = clock.today()
    person = complete(work, registered_on=day - timedelta(20))
    made = service.lay(work, person.id, "arrival")
    begun = day - timedelta(20)
    days = [one.days for one in timelines.read("arrival").steps]
    assert [one.due_on for one in made] == [begun + timedelta(n) for n in days]
    assert service.lay(work, person.id, "arrival") == []
    today = service.lay(work, person.id, "return_home")
    assert today[0].due_on == day + timedelta(1)


def test_a_step_waits_until_it_is_done(work):
    day = clock.today()
    person = complete(work, registered_on=day - timedelta(20))
    first, second, *_later = service.lay(work, person.id, "arrival")
    with i18n.speaking("es"):
        found = [task for task in waiting(work, person) if task.on < day]
        assert [task.on for task in found] == [first.due_on, second.due_on]
        assert all(is_overdue(task.on, day) and person.code in task.said() for task in found)
        assert "Primera conversación" in found[0].said()
    service.done(work, first.id)
    assert [task.on for task in waiting(work, person)] == [second.due_on]
    events = {kind: facts for _day, kind, facts in slices.timeline(work, person.id)}
    assert "step" in events
    participants.close(work, person.id, "moved")
    assert waiting(work, person) == []


def test_a_step_in_braces_is_said_as_it_was_typed(work):
    person = complete(work)
    values = {"participant": person.id, "words": "Llevar {code} {x} %s", "due_on": clock.today()}
    records.create(work, Step, values)
    [task] = waiting(work, person)
    assert task.said() == f"{person.code}: Llevar {{code}} {{x}} %s"


def test_a_step_says_what_it_is(work):
    person = complete(work)
    with pytest.raises(InvalidRecord) as refused:
        records.create(work, Step, {"participant": person.id, "due_on": clock.today()})
    assert list(refused.value.problems) == ["words"]
