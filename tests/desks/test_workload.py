# SPDX-License-Identifier: GPL-3.0-or-later
"""Workload by danger and what is filled in, counted by hand and read on the screen."""

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.core import clock, custom, filled, i18n
from desktop.core.errors import NotAllowed
from desktop.core.tables import models_of
from desktop.core.work import User
from desktop.desks.team import workload_page, workload_service
from desktop.participants import service as participants
from desktop.rights import words
from tests.rooms import NOON, register


def registered(work, worker, **more):
    """Register somebody as one of the team, whose file it then is."""
    before = work.user
    work.user = User(worker, "caseworker", "own")
    person = register(work, **more)
    work.user = before
    return person


def test_a_worker_carries_by_danger_and_not_by_number(work):
    for danger in ("immediate", "immediate", "low"):
        registered(work, "luz", danger=danger)
    for danger in ("low", "low", "low", "low"):
        registered(work, "eva", danger=danger)
    registered(work, "eva")
    closed = registered(work, "eva", danger="immediate")
    participants.close(work, closed.id, "goals_met")
    first, second = workload_service.workloads(work)
    assert (first.worker, first.files, first.weight) == ("luz", 3, 9)
    assert (second.worker, second.files, second.weight) == ("eva", 5, 6)
    assert second.levels[""] == 1
    assert (first.unseen, second.unseen) == (3, 5)


def test_who_is_late_is_counted_by_the_one_rule(work):
    person = registered(work, "luz")
    with clock.at(NOON.replace(year=2027)):
        (one,) = workload_service.workloads(work)
    assert one.worker == "luz"
    assert one.late >= 1  # the file was never completed
    participants.close(work, person.id, "goals_met")
    assert workload_service.workloads(work) == []


def test_the_paper_counts_everything_together(work):
    registered(work, "luz", danger="high")
    registered(work, "eva")
    table = workload_page.workload_table(workload_service.workloads(work))
    assert [row[0] for row in table.rows[:2]] == ["luz", "eva"]
    assert table.rows[-1][1] == "2"
    assert len({len(row) for row in (table.header, *table.rows)}) == 1
    assert i18n.format_number(1, 1) in table.note


def test_what_nobody_fills_comes_first(work):
    register(work, note="habló de su hermana", dependants=0)
    register(work, risk_factors=[])
    held = filled.fields(work, "participant")
    by_title = {one.title: one for one in held}
    assert by_title["Note"].answered == 1
    assert by_title["People who depend on this person"].answered == 1  # nought is an answer
    assert by_title["What weighs on the person"].answered == 0
    assert [one.share for one in held] == sorted(one.share for one in held)
    assert {one.records for one in held} == {2}
    assert "Found by" not in by_title


def test_own_questions_stand_among_the_fields(work):
    asked = custom.Question("x_bank", "participant", {"es": "¿Banco?"}, "yes_no", "sensitive")
    custom.lay([asked])
    try:
        register(work, x_bank=False)
        register(work)
        bank = next(one for one in filled.fields(work, "participant") if one.title == "¿Banco?")
    finally:
        custom.lay(())
    assert (bank.answered, bank.records) == (1, 2)


def test_every_register_has_a_name_on_paper():
    nameless = [
        model.__tablename__
        for model in models_of("cases")
        if model.__tablename__ not in words.REGISTERS
    ]
    assert nameless == []


def test_only_who_reviews_and_decides_sees_them(workspace):
    workspace.user = User("luz", "caseworker", "own")
    with workspace.work() as unit:
        with pytest.raises(NotAllowed):
            workload_service.workloads(unit)
        with pytest.raises(NotAllowed):
            filled.registers(unit)
        with pytest.raises(NotAllowed):
            filled.fields(unit, "participant")


def test_files_are_dealt_out_from_the_workload_in_a_low_window_too(program):
    program.window.resize(1024, 600)
    page = program.go("administration")
    page.open("workload")
    program.settle()
    asked = []

    def turn_back(dialog):
        asked.append(dialog.objectName())
        dialog.reject()

    program.during(turn_back)
    program.part(QPushButton, "workload_leaves").click()
    assert asked == ["worker_leaves"]
