# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of the demonstration, as data and as a PDF read back."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.core import journal, listing, records
from desktop.core.document import Chart, Document, Table
from desktop.core.store import Workspace
from desktop.incidents.context_model import ContextIncident
from desktop.participants.model import Participant
from desktop.releases.model import Release
from desktop.reports import monthly, period, service

OCTOBER = period.parse("2026-10")


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def tables(document: Document) -> dict[str, Table]:
    return {
        block.title: block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
    }


def built(demo: Workspace, edition: monthly.Edition = "donor") -> Document:
    with demo.work() as work:
        return monthly.build(work, OCTOBER, edition=edition, language="en", is_demo=True)


def test_splits_add_up_to_the_same_people(demo: Workspace) -> None:
    found = tables(built(demo))
    totals = [
        tuple(found[name].rows[-1][1:])
        for name in ("Participants by sex", "Participants by age", "Participants by programme")
    ]
    assert totals[0] == totals[1] == totals[2]
    for name in ("Participants by sex", "Participants by age"):
        body = found[name].rows[:-1]
        for column in (1, 2, 3):
            summed = sum(int(row[column].replace(",", "")) for row in body)
            assert str(summed) == found[name].rows[-1][column].replace(",", "")


def test_the_donor_edition_names_nothing_below_the_municipality(
    demo: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "donor.pdf"
    service.make(demo, OCTOBER, path, edition="donor", language="es")
    words = text_of(path)
    with demo.work() as work:
        from desktop.places import service as places

        below = [spot.label for spot in places.sectors(work)]
    assert "Puerto Lisandra" in words
    assert [name for name in below if name in words] == []


def test_no_participant_code_or_name_is_ever_printed(demo: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "team.pdf"
    service.make(demo, OCTOBER, path, edition="team", language="es", reason="planning")
    words = text_of(path)
    with demo.work() as work:
        from sqlmodel import select

        people = work.session.exec(select(Participant)).all()
    assert people
    assert not [one.code for one in people if one.code in words]
    assert not [one for one in people if f"{one.given_names} {one.family_names}" in words]


def test_the_team_edition_is_marked_on_every_page(demo: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "team.pdf"
    service.make(demo, OCTOBER, path, edition="team", language="en", reason="planning")
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(pages) > 3
    assert all("Team only. Destroy by" in page for page in pages)
    assert all("Demonstration data" in page for page in pages)
    assert "El Mirador" in "".join(pages)


def test_two_printings_give_the_same_bytes(demo: Workspace) -> None:
    first = service.preview(demo, OCTOBER, language="pt_BR")
    assert service.preview(demo, OCTOBER, language="pt_BR") == first


def test_what_was_printed_stands_in_the_ledger_and_the_journal(
    demo: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    service.make(demo, OCTOBER, path)
    with demo.work() as work:
        assert listing.count(work, Release) == 1
        assert journal.entries(work)[0].action == "print_report"


@pytest.mark.parametrize("text", ["2019-03", "2026-11", "2026", "2026-11-01..2026-11-01"])
def test_an_empty_a_running_and_a_long_period_are_drawn(demo: Workspace, text: str) -> None:
    assert service.preview(demo, period.parse(text), language="es").startswith(b"%PDF")


def test_small_numbers_of_violence_are_not_printed(demo: Workspace) -> None:
    found = tables(built(demo))
    names = ("Confirmed incidents by type", "All incidents by municipality")
    shown = [found[name] for name in names if name in found]
    assert shown
    for table in shown:
        numbers = [int(row[1]) for row in table.rows if row[1].isdigit()]
        assert numbers
        assert all(number == 0 or number >= 5 for number in numbers)


def test_an_official_series_stands_apart_and_is_not_counted(demo: Workspace) -> None:
    own = list(tables(built(demo))["All incidents by municipality"].rows)
    with demo.work(write=True) as work:
        records.create(
            work,
            ContextIncident,
            {
                "type": "extortion",
                "occurred_on": "2026-10",
                "count": 321,
                "source": "Invented office",
                "as_of": date(2026, 11, 1),
            },
        )
    document = built(demo)
    assert list(tables(document)["All incidents by municipality"].rows) == own
    charts = [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Chart) and block.series[0].context
    ]
    assert [chart.series[0].values[-1] for chart in charts] == [321]
    assert "Invented office, as of 01/11/2026" in charts[0].source
