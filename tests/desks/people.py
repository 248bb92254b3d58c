# SPDX-License-Identifier: GPL-3.0-or-later
"""An invented person with every secret, and what tests do on the page of participants."""

import sqlalchemy as sa

from desktop.core import records
from desktop.core.tables import journal
from desktop.participants.model import Participant
from desktop.widgets.register import RegisterPage

SIX = {
    "given_names": "Encarnación",
    "family_names": "Zurbarán",
    "known_as": "La Chispa",
    "safe_contact_number": "0998877665",
    "safe_contact_rule": "Nunca de noche",
    "document_number": "1712345678",
    "born": "1999",
    "sex": "female",
    "safe_contact": "phone",
    "note": "Busca trabajo en panadería.",
    "danger": "high",
}


def page_of(program):
    page = program.go("participants")
    assert isinstance(page, RegisterPage)
    return page


def stored(program, identity):
    with program.workspace.work() as work:
        return records.get(work, Participant, identity)


def acts(program, action, thing):
    with program.workspace.work() as work:
        query = sa.select(sa.func.count()).where(
            journal.c.action == action, journal.c.object == thing
        )
        return work.session.execute(query).scalar_one()


def fill(program, form, name, text):
    form.editor(name).controls()[0].setFocus()
    program.write(text)


def tab(program, page, name):
    """Turn to a tab of the record on show, and return what it is made of."""
    page.record.go_to(name)
    program.settle()
    return page.record.tabs.currentWidget()
