# SPDX-License-Identifier: GPL-3.0-or-later
"""The blank sheet for many incidents: numbers and letters outside, their meaning in the office."""

from desktop.core import clock, codes, i18n
from desktop.core.document import Document, Section, Table, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.organisation import service as organisation

LINES = 18


def headings() -> list[str]:
    """Return what stands over the columns of the sheet, in the order of the grid."""
    return [_("Day"), _("Num."), _("Place"), _("How"), _("C"), _("P"), "A", "B", "D"]


def blank_sheet(work: Work, *, is_demo: bool) -> Document:
    """Return the sheet, and on a page of its own what its numbers and letters mean."""
    work.may("read")
    sheet = Table(
        "",
        headings(),
        [[""] * len(headings())] * LINES,
        widths=(2, 1, 4, 1, 1, 1, 1, 1, 1),
        full=True,
        by_hand=True,
    )
    words = _("Numbers and letters only. No names, no groups. Destroy it once it is typed in.")
    return Document(
        title=_("Sheet"),
        subtitle=i18n.format_long_day(clock.today()),
        language=i18n.language(),
        sections=[
            Section("", [sheet, Text(words, "note")]),
            Section(_("This page stays in the office"), _meaning(), new_page=True),
        ],
        foot=_("contains no names"),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
        paper=organisation.about(work).paper,
    )


def _meaning() -> list[Table | Text]:
    letters = [
        ["C", _("Confirmed")],
        ["P", _("How many victims")],
        ["A", _("Of these, under 18")],
        ["B", _("Violence for reasons of gender")],
        ["D", _("Danger from a rumour about somebody")],
    ]
    return [
        Table("", [_("Letter"), _("Meaning")], letters, widths=(1, 6)),
        _numbered(_("How"), "how_we_know"),
        _numbered("C", "incident_certainty"),
        _numbered(_("Num."), "incident_type"),
    ]


def _numbered(heading: str, name: str) -> Table:
    rows = [[str(n), one.label] for n, one in enumerate(codes.offered(name), start=1)]
    return Table("", [heading, _("Meaning")], rows, widths=(1, 6))
