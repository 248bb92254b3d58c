# SPDX-License-Identifier: GPL-3.0-or-later
"""Decide what of the registers a recipient may have, make it, and say why and what was lost."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from desktop.exports import counts, events, people
from desktop.exports.linking import singled_out
from desktop.exports.people import Loss, People
from desktop.exports.recipients import Recipient
from desktop.exports.sheets import Sheet
from desktop.exports.tables import Source
from desktop.exports.verdict import Mark

NAMES = ("all", "participants", "placements", "incidents")


@dataclass(slots=True)
class Dataset:
    """Sheets ready to be written, and everything the verdict is made of."""

    recipient: Recipient
    source: Source
    mark: Mark = Mark.STOP
    sheets: list[Sheet] = field(default_factory=list)
    losses: dict[str, Loss] = field(default_factory=dict)
    people: People | None = None
    singled_out: int = 0
    tables_offered: bool = False
    too_few: bool = False
    too_coarse: bool = False

    @property
    def rows(self) -> list[Sheet]:
        """The tables with a row for each record."""
        return [sheet for sheet in self.sheets if not sheet.counts]


def make(source: Source, recipient: Recipient, name: str, secret: bytes) -> Dataset:
    """Return the dataset, empty and marked "must not leave" where rows would tell too much."""
    made = Dataset(recipient, source)
    wanted = NAMES[1:] if name == "all" else (name,)
    threshold = recipient.k
    if recipient.rows and wanted != ("incidents",):
        _rows(made, wanted, secret)
        if not made.rows:
            made.tables_offered = bool(_tables(source, wanted, threshold))
            return made
    elif not recipient.rows:
        made.sheets += _tables(source, wanted, threshold)
    if "incidents" in wanted and recipient.rows:
        if not recipient.whole:
            made.sheets += counts.incidents(source.incidents, threshold)
        elif len(source.incidents):
            made.sheets.append(events.incidents(source.incidents, secret))
    if made.sheets:
        linked = recipient.linked
        made.mark = Mark.ONLY if linked else Mark.PUBLISH
    return made


def _rows(made: Dataset, wanted: tuple[str, ...], secret: bytes) -> None:
    source, recipient = made.source, made.recipient
    if len(source.participants) < recipient.least:
        made.too_few = True
        return
    found = people.recode(source.participants, recipient)
    if found is None:
        made.too_coarse = True
        return
    made.people = found
    together = recipient.linked and {"participants", "placements"} <= set(wanted)
    groups: list[Hashable] = [found.classes[person] for person in found.plain.persons]
    placed: tuple[Sheet, Loss] | None = None
    if together:
        held = events.histories(source.placements, found, recipient)
        made.singled_out = singled_out(found.classes, held.of)
        groups = [(found.classes[one], held.of[one]) for one in found.plain.persons]
        placed = events.linked(held, found, recipient, secret)
    elif "placements" in wanted:
        placed = events.unlinked(source.placements, found, recipient, secret)
    if "participants" in wanted:
        sheet, loss = people.sheet(found, recipient, groups, secret)
        loss.rows = len(source.participants) - len(found.plain)
        _add(made, sheet, loss)
    if placed is not None:
        _add(made, *placed)


def _add(made: Dataset, sheet: Sheet, loss: Loss) -> None:
    made.sheets.append(sheet)
    made.losses[sheet.name] = loss


def _tables(source: Source, wanted: tuple[str, ...], threshold: int) -> list[Sheet]:
    found: list[Sheet] = []
    if "participants" in wanted:
        found += counts.splits(source.participants, threshold)
    if "placements" in wanted:
        found += counts.splits(source.placements, threshold)
    if "incidents" in wanted:
        found += counts.incidents(source.incidents, threshold)
    return found
