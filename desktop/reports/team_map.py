# SPDX-License-Identifier: GPL-3.0-or-later
"""The map on paper: for the team only, with a reason and a day to destroy it by.

What is printed is what stood on the screen: borders only where they were shown. It never carries
the picture under the map, which would tell more than the sectors do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import files, i18n, journal, records
from desktop.core.document import Block, Document, Section, Text
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.incidents import service as incidents
from desktop.organisation import service as organisation
from desktop.places import report as territory
from desktop.releases.model import Release
from desktop.reports import monthly

if TYPE_CHECKING:
    from desktop.core.store import Workspace

KIND = "map"


class ReasonMissing(UserError):
    """A map with borders leaves the program only for a reason that can be read later."""

    def __init__(self) -> None:
        super().__init__(N_("Say why this map is printed. Nothing was printed yet."))


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the map goes to paper: the day, since when incidents are counted, which layers."""

    on: date
    since: date
    borders: bool = True
    patterns: bool = True


def build(work: Work, asked: Asked, *, language: str, is_demo: bool) -> Document:
    """Return the map of a day as plain data, in a language of its own."""
    work.may("report")
    with i18n.speaking(language):
        about = organisation.about(work)
        day = i18n.format_long_day(asked.on)
        _seq, tag = journal.head(work)
        return Document(
            title=_("Map of the team"),
            subtitle=_("As it was on {day}").format(day=day),
            language=language,
            sections=[Section("", list(_blocks(work, asked)))],
            organisation=about.title,
            header=" · ".join(part for part in (about.title, day) if part),
            foot=_("contains no names · journal {head}").format(head=tag[:12]),
            marks=monthly.marks("team", is_demo=is_demo),
            cover=False,
            paper=about.paper,
        )


def preview(workspace: "Workspace", asked: Asked, *, language: str = "es") -> bytes:
    """Draw the map in memory; nothing leaves, nothing is noted."""
    from desktop.reports import pdf  # ReportLab, on first use only

    with workspace.work() as work:
        document = build(work, asked, language=language, is_demo=workspace.is_demo)
    drawn = BytesIO()
    pdf.draw(document, drawn)
    return drawn.getvalue()


def save(
    workspace: "Workspace", asked: Asked, target: Path, *, reason: str, language: str = "es"
) -> None:
    """Draw the map into a file; no file without its reason in the ledger."""
    if not reason.strip():
        raise ReasonMissing
    content = preview(workspace, asked, language=language)
    with workspace.work(write=True) as work:
        told = {
            "kind": KIND,
            "recipient": "team",
            "period": asked.on.isoformat(),
            "sha256": sha256(content).hexdigest(),
            "reason": reason.strip(),
        }
        records.create(work, Release, told)
        journal.write(work, "print_map", asked.on.isoformat())
        files.replace(target, content)


def _blocks(work: Work, asked: Asked) -> Iterator[Block]:
    counts = incidents.by_sector(work, asked.since, asked.on)
    facts = territory.territory(work, asked.on, counts)
    known = [border for border in facts.borders if border.status]
    facts = replace(facts, borders=known)  # which sectors only touch would fill the paper
    yield Text(_("For the team only. Do not leave this page where others can read it."), "warning")
    words = _("Incidents counted from {first} to {last}.")
    yield Text(
        words.format(first=i18n.format_day(asked.since), last=i18n.format_day(asked.on)), "note"
    )
    yield territory.make_map(
        facts, territory.drawn(work), borders=asked.borders, patterns=asked.patterns
    )
    yield from territory.tables_of(facts, borders=asked.borders)
