# SPDX-License-Identifier: GPL-3.0-or-later
"""Working lists, and a worker who leaves, in the window."""

from collections import Counter

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from desktop.core import i18n, records
from desktop.core.team import members
from desktop.desks.team import leaving_dialog
from desktop.participants import handover_service as handovers
from desktop.participants.model import Participant


def test_a_filter_is_kept_as_a_list_and_chosen_again(program):
    page = program.go("participants")
    filters = page.list.filters
    filters.choose({"status": "open", "sex": "female"})
    program.settle()
    sentence = filters.sentence
    assert "Mujer" in sentence
    assert "Registros abiertos" in sentence
    program.press("begin_list")
    program.press("keep_list")
    filters.choose({})
    program.settle()
    everybody = len(page.list.table.keys_model.keys)
    box = program.part(QComboBox, "working_lists")
    at = box.findText(sentence)
    assert at > 0
    box.setCurrentIndex(at)
    box.activated.emit(at)
    program.settle()
    assert filters.chosen == {"status": "open", "sex": "female"}
    assert len(page.list.table.keys_model.keys) < everybody
    program.press("forget_list")
    assert box.findText(sentence) < 0


def test_all_files_of_who_leaves_are_dealt_out(program):
    for user in ("bea", "sol"):
        members.admit(program.workspace, user, "caseworker")
    with program.workspace.work() as work:
        before = handovers.workers(work)
        leaver = max(before, key=lambda one: before[one])
        files = handovers.files_of(work, leaver)
    program.go("participants")

    def leave(dialog):
        box = dialog.findChild(QComboBox, "leaver")
        box.setCurrentIndex(box.findData(leaver))
        dialog.findChild(QPushButton, "leaving_go").click()
        assert dialog.problem.isVisible()  # a reason is needed
        dialog.findChild(QLineEdit, "leaving_reason").setText("Termina su contrato")
        dialog.findChild(QPushButton, "leaving_go").click()

    program.during(leave)
    program.press("worker_leaves")
    with program.workspace.work() as work:
        now = Counter(records.get(work, Participant, one).worker for one in files)
        assert leaver not in handovers.workers(work)
    assert leaver not in now
    assert max(now.values()) - min(now.values()) <= 1


def test_the_page_has_codes_and_no_name(program):
    with program.workspace.work() as work:
        worker, *_others = handovers.workers(work)
        files = handovers.files_of(work, worker)
        with i18n.speaking("es"):
            text = str(leaving_dialog.page_of(work, files, is_demo=True))
        people = [records.get(work, Participant, one) for one in files]
    assert [one.code for one in people if one.status != "closed" and one.code not in text] == []
    assert not any(one.family_names and one.family_names in text for one in people)
