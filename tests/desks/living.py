# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to the tabs of home, school, programmes and release, as a person takes them."""

from desktop.desks.person.living_pages import Home
from desktop.widgets.register import RegisterPage
from tests.desks.people import page_of, tab


def part(program, person, name):
    """Open a person's page on a tab, and return what the tab is made of."""
    page = page_of(program)
    page.open(person)
    inside = tab(program, page, name)
    return inside.findChild(RegisterPage) or inside.findChild(Home)


def answer(program, register, answers):
    """Fill the form of a new record of a part and finish it with Ctrl+Enter."""
    assert isinstance(register, RegisterPage)
    register.open_new()
    program.settle()
    form = register.record.forms[0].form
    for field, value in answers.items():
        form.editor(field).set_value(value)
        form.editor(field).changed.emit()
    form.editor(next(iter(answers))).controls()[0].setFocus()
    program.finish()
