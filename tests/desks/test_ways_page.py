# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages about ways in the whole program: who cannot get there, borders, a person's ways."""

from PySide6.QtWidgets import QPushButton

from desktop.access import service as access
from desktop.core import clock
from desktop.core.tasks import Asked
from desktop.crossings import answer_service, report
from desktop.desks.person.ways_tab import WhereTo
from desktop.desks.territory.cut_off_page import CutOffPage
from desktop.desks.territory.ways_page import WaysPage
from desktop.places import border_service, confirm_service
from desktop.widgets.register import RegisterPage


def barred(program):
    with program.workspace.work() as work:
        return access.barred(work, clock.today())


def test_a_way_is_decided_from_the_list_and_a_border_is_confirmed_from_its_own(program):
    page = program.go("ways")
    assert isinstance(page, WaysPage)
    listed = page.page("cut_off")
    assert isinstance(listed, CutOffPage)
    waiting = [one for one in barred(program) if one.undecided]
    listed.open_only.setChecked(True)
    assert len(listed.table.keys_model.keys) == len(waiting) > 0
    listed.table.go_to(0)
    first = waiting[0]
    assert first.code in " ".join(listed.table.keys_model.cells(0))

    def decide(asked):
        asked.form.set_values({"answer": "goes_anyway"})
        asked.go.click()
        assert asked.isVisible()  # the reason is missing
        asked.form.set_values({"reason": "Va con la vecina."})
        asked.go.click()

    program.during(decide)
    listed.findChild(QPushButton, "cut_off_decide").click()
    with program.workspace.work() as work:
        held = answer_service.latest(work)[first.person, first.kind, first.there]
    assert (held.answer, held.reason) == ("goes_anyway", "Va con la vecina.")
    assert len(listed.table.keys_model.keys) == len(waiting) - 1
    listed.open_only.setChecked(False)
    listed.view.setCurrentIndex(1)
    listed.view.activated.emit(1)
    assert not listed.decide.isVisibleTo(listed)
    _a_border(program, page)


def _a_border(program, page):
    with program.workspace.work() as work:
        old = confirm_service.to_confirm(work, clock.today())
        tasks = [one.record for one in confirm_service.tasks(work, Asked(clock.today()))]
    assert f"borders/{old[0][1].id}" in tasks
    program.go("ways", f"borders/{old[0][1].id}")
    borders = page.page("borders")
    assert isinstance(borders, RegisterPage)
    program.press("action_confirm", borders)
    with program.workspace.work() as work:
        now = border_service.now(work, old[0][1].id, clock.today())
    assert now is not None
    assert confirm_service.age(now, clock.today()) == 0


def test_a_persons_page_tells_the_ways_and_what_was_decided(program):
    line = next(one for one in barred(program) if one.decided)
    page = program.go("participants", line.person)
    page.record.go_to("where_to")
    program.settle()
    told = program.texts(page.record.tabs.currentWidget().findChild(WhereTo))
    assert report.verdict(line.found) in told
    assert line.title in told
