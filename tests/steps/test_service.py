# SPDX-License-Identifier: GPL-3.0-or-later
"""A timeline gives dated steps, once; what waits is a task, and ends with the file."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import slices
from desktop.core import clock, i18n, records
from desktop.core.errors import InvalidRecord
from desktop.core.tasks import Asked, is_overdue
from desktop.organisation.model import Programme
from desktop.participants import service as participants
from desktop.steps import service
from desktop.steps import timeline_service as timelines
from desktop.steps.model import Step
from desktop.steps.timeline_model import OddLine, OwnTimeline, read_steps
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


def made(work, steps="7 Visita en casa\n\n30: Revisar el plan", **more):
    return records.create(work, OwnTimeline, {"title": "Casa", "steps": steps, **more})


def test_a_timeline_of_ones_own_is_offered_to_its_programme_and_laid_once(work):
    line = records.create(work, Programme, {"sign": "Q", "title": "Q"}).id
    own, person = made(work, programme=line), complete(work, programme=line)
    other = complete(work)
    assert own.id in dict(timelines.offered(work, {line}))
    assert own.id not in dict(timelines.offered(work, set()))
    assert service.lay_together(work, [person.id, other.id], own.id) == (2, 4)
    assert service.lay_together(work, [person.id, other.id], own.id) == (0, 0)
    day = clock.today()
    assert [(row[2], row[3]) for row in service.rows(work, service.keys(work, person.id))] == [
        ("Visita en casa", day + timedelta(7)),
        ("Revisar el plan", day + timedelta(30)),
    ]
    records.amend(work, own, {"steps": "1 Otra cosa"})
    assert len(service.keys(work, person.id)) == 2  # what was laid stays
    assert [task.said() for task in service.tasks(work, Asked(day + timedelta(2), (person.id,)))]


@pytest.mark.parametrize("line", ["visita", "14", "99999 visita", "-3 visita", "7 " + "x" * 121])
def test_a_line_that_is_no_step_is_said_by_its_number(work, line):
    with pytest.raises(InvalidRecord) as refused:
        made(work, f"7 Visita\n{line}")
    assert "2" in str(refused.value.problems["steps"])


@given(st.lists(st.tuples(st.integers(0, 1_825), st.text("abc ñ", min_size=1, max_size=40))))
def test_what_is_written_as_steps_is_read_as_steps(steps):
    kept = [(days, words.strip()) for days, words in steps if words.strip()]
    assert read_steps("\n".join(f"{days} {words}" for days, words in kept)) == kept


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        found = read_steps(text)
    except OddLine:
        return
    assert all(days >= 0 and words.strip() for days, words in found)
