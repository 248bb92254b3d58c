# SPDX-License-Identifier: GPL-3.0-or-later
"""What the month says of school, homes and waiting lists, and what it says when nobody has any."""

from desktop.core.document import Table, Text
from desktop.participants import service as participants
from desktop.reports import monthly
from desktop.reports.period import parse


def told(workspace, period="2026-10"):
    with workspace.work() as work:
        made = monthly.build(work, parse(period), edition="donor", language="es", is_demo=True)
        codes = set(participants.codes_of(work).values())
    return {section.title: section.blocks for section in made.sections}, codes


def test_the_month_of_the_demonstration_speaks_of_school_homes_and_waiting_lists(demo):
    sections, codes = told(demo)
    words = [one.body for one in sections["Escuela y hogar"] if isinstance(one, Text)]
    tables = [one for blocks in sections.values() for one in blocks if isinstance(one, Table)]
    back = next(one for one in tables if one.title == "Regreso a la escuela y días perdidos")
    lines = [row[0] for row in back.rows]
    assert any(line.startswith("Niñas, niños y adolescentes de vuelta") for line in lines)
    waiting = next(one for one in tables if one.title == "Listas de espera")
    assert int(waiting.rows[-1][1]) >= 1
    everything = " ".join(words) + str(tables)
    assert not any(code in everything for code in codes)


def test_a_month_in_which_nobody_goes_to_school_has_no_such_section(workspace):
    sections, _codes = told(workspace)
    assert "Escuela y hogar" not in sections
