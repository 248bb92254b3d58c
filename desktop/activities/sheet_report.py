# SPDX-License-Identifier: GPL-3.0-or-later
"""The blank sheet that goes to a session: codes and boxes, no name, no word of the programme."""

from desktop.activities import series_service
from desktop.activities.model import Activity
from desktop.core import codes, i18n, records
from desktop.core.document import Document, Section, Table, Text
from desktop.core.i18n import _
from desktop.core.work import Work

SPARE_LINES, FULL = 8, 18
"""Empty lines for who comes without being on the list, and lines that fill a page."""


def blank_sheet(work: Work, activity: str, *, is_demo: bool) -> Document:
    """Return the sheet of a session: who is on its list, by code, and a box for each mark."""
    held = records.get(work, Activity, activity)
    marks = [words for _code, words in codes.choices("attendance_mark")]
    lines = [line.code for line in series_service.lines(work, activity)]
    spare = max(SPARE_LINES, FULL - len(lines))
    rows = [[code, *("" for _mark in marks)] for code in (*lines, *("",) * spare)]
    table = Table(
        "",
        [_("Code"), *marks],
        rows,
        widths=(2, *(1 for _mark in marks)),
        full=True,
        by_hand=True,
    )
    note = Text(_("Write codes only, no names. Destroy this sheet once it is typed in."), "note")
    return Document(
        title=_("Sheet {code}").format(code=held.code),
        subtitle=i18n.format_long_day(held.held_on),
        language=i18n.language(),
        sections=[Section("", [table, note])],
        foot=_("contains no names"),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
    )
