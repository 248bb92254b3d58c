# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of participants marks who waits, and finds them, by the rule of My day."""

from desktop import slices
from desktop.consents import service as consents
from desktop.core import clock
from desktop.core.tasks import is_overdue
from desktop.desks.person.people_due import DUE, RENEW
from desktop.widgets.source import tone_and_word


def _late(program):
    with program.workspace.work() as work:
        found = slices.due(work, clock.today(), most=None)
    return {task.person for task in found if task.person and is_overdue(task.on, clock.today())}


def test_the_list_finds_exactly_who_is_late(program):
    page = program.go("participants")
    source, late = page._source, _late(program)
    assert late
    page.list.filters.choose({DUE: "overdue"})
    program.settle()
    keys = list(page.list.table.keys_model.keys)
    assert {source.load(key).id for key in keys} == late
    at = [column.name for column in source.columns].index(DUE)
    tones = {tone_and_word(row[at])[0] for row in source.rows(keys)}
    assert tones == {"danger"}


def test_the_head_of_a_file_says_what_comes_next(program):
    page = program.go("participants", sorted(_late(program))[0])
    shown = page._source.load(page.record.id)
    assert dict(shown.facts)["Próximo paso"].endswith("de atraso")


def test_every_renewal_is_in_one_list(program):
    page = program.go("participants")
    with program.workspace.work() as work:
        due = {person for person, _purpose, _day in consents.due(work, clock.today())}
    assert due
    page.list.filters.choose({DUE: RENEW})
    program.settle()
    found = {page._source.load(key).id for key in page.list.table.keys_model.keys}
    assert due <= found
    assert len(due) == 200 or found == due
