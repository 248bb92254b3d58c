# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot wait stands first on My day, and each line leads to where it is mended."""

from dataclasses import replace
from datetime import timedelta

from desktop.core import clock, store
from desktop.core.team import members, rotation
from desktop.desks.team import members_alerts


def test_one_who_alone_can_let_others_in_is_told_until_there_is_a_second(workspace):
    told = members_alerts.ask(workspace)
    assert [(line.place, line.record, line.late) for line in told] == [
        ("protection", "people", False)
    ]
    members.admit(workspace, "beto", "coordinator", language="es")
    (lately,) = members_alerts.ask(workspace)
    assert "beto" in lately.words
    with clock.at(clock.now() + timedelta(days=8)):
        assert members_alerts.ask(workspace) == []


def test_a_caseworker_is_not_told_what_a_caseworker_cannot_mend(workspace):
    workspace.user = replace(workspace.user, role="caseworker")
    assert members_alerts.ask(workspace) == []


def test_a_list_of_people_that_is_not_genuine_is_a_danger(workspace):
    members.admit(workspace, "beto", "coordinator", language="es")
    found = store.load_header(workspace.folder)
    assert found.directory is not None
    entries = tuple(replace(one, role="coordinator") for one in found.directory.entries)
    forged = replace(found, directory=replace(found.directory, entries=entries, serial=99))
    store.save_header(workspace.folder, forged)
    assert [line.late for line in members_alerts.ask(workspace)] == [True]


def test_the_demonstration_is_left_alone(demo):
    assert members_alerts.ask(demo) == []


def test_a_part_somebody_who_left_still_knows_is_told_to_its_members(workspace):
    assert members_alerts.ask(workspace)[0].late is False
    workspace.change_header(
        lambda header: replace(header, more={**header.more, rotation.STALE: ["protected"]})
    )
    line = members_alerts.ask(workspace)[0]
    assert (line.late, line.record) == (True, "people")
    rotation.rotate_store(workspace, "protected")
    assert not any(line.late for line in members_alerts.ask(workspace))
