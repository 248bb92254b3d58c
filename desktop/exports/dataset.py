# SPDX-License-Identifier: GPL-3.0-or-later
"""Decide what of the registers a recipient may have, make it, and say why and what was lost."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

from desktop.core.team.approvals import Approval
from desktop.exports import counts, events, indicators, people
from desktop.exports.ledger import Close
from desktop.exports.linking import singled_out
from desktop.exports.people import Loss, People
from desktop.exports.recipients import Recipient
from desktop.exports.sheets import Sheet
from desktop.exports.tables import Source
from desktop.exports.verdict import Mark

NAMES = ("all", "participants", "placements", "incidents", "casework")


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
    close: Close | None = None
    too_few: bool = False
    too_coarse: bool = False
    approved: Approval | None = None
    """How smaller groups than usual were approved."""

    @property
    def rows(self) -> list[Sheet]:
        """The tables with a row for each record."""
        return [sheet for sheet in self.sheets if not sheet.counts]

    @property
    def about_people(self) -> bool:
        """Whether anything in it is about participants, in rows or in counts."""
        return any(sheet.title != "incidents" for sheet in self.sheets)

    def compare(self, close: Close | None) -> None:
        """Hold rows back where an earlier dataset of almost the same people is out there."""
        self.close = close
        if close is not None and self.rows and self.people is not None:
            self.mark = Mark.STOP


def make(source: Source, recipient: Recipient, name: str, secret: bytes) -> Dataset:
    """Return the dataset, empty and marked "must not leave" where rows would tell too much."""
    made = Dataset(recipient, source)
    wanted = NAMES[1:] if name == "all" else (name,)
    threshold = recipient.k
    if recipient.rows and {"participants", "placements"} & set(wanted):
        _rows(made, wanted, secret)
        if not made.rows:
            made.tables_offered = bool(_tables(source, wanted, threshold))
            return made
    elif not recipient.rows:
        made.sheets += _tables(source, wanted, threshold)
    if recipient.rows:
        _beside_rows(made, wanted, secret)
    if made.sheets:
        linked = recipient.linked
        made.mark = Mark.ONLY if linked else Mark.PUBLISH
    return made


def _beside_rows(made: Dataset, wanted: tuple[str, ...], secret: bytes) -> None:
    """Add what never leaves as rows about people: incidents, and counts of the casework."""
    source, recipient = made.source, made.recipient
    if "incidents" in wanted:
        if not recipient.whole:
            made.sheets += counts.incidents(source.incidents, recipient.k)
        elif len(source.incidents):
            made.sheets.append(events.incidents(source.incidents, secret))
    if "casework" in wanted:
        made.sheets += _casework(source, recipient.k)


def _rows(made: Dataset, wanted: tuple[str, ...], secret: bytes) -> None:
    source, recipient = made.source, made.recipient
    if len(source.participants) < recipient.least:
        made.too_few = True
        return
    if recipient.linked and {"participants", "placements"} <= set(wanted):
        _linked(made, secret)
    else:
        _alone(made, wanted, secret)
    made.too_coarse = made.people is None


def _linked(made: Dataset, secret: bytes) -> None:
    source, recipient = made.source, made.recipient
    found = events.together(source.participants, source.placements, recipient)
    if found is None:
        return
    made.people, held = found
    classes = made.people.classes
    made.singled_out = singled_out(classes, held.of)
    alike: list[Hashable] = [(classes[one], held.of[one]) for one in made.people.plain.persons]
    _add_people(made, alike, secret)
    _add(made, events.linked(held, made.people, recipient, secret))


def _alone(made: Dataset, wanted: tuple[str, ...], secret: bytes) -> None:
    source, recipient = made.source, made.recipient
    made.people = people.recode(source.participants, recipient)
    if made.people is None:
        return
    if "participants" in wanted:
        classes = made.people.classes
        _add_people(made, [classes[one] for one in made.people.plain.persons], secret)
    if "placements" in wanted:
        _add(made, events.unlinked(source.placements, made.people, recipient, secret))


def _add_people(made: Dataset, alike: Sequence[Hashable], secret: bytes) -> None:
    assert made.people is not None  # noqa: S101 - just made
    sheet, loss = people.sheet(made.people, made.recipient, alike, secret)
    loss.rows = len(made.source.participants) - len(made.people.plain)
    _add(made, (sheet, loss))


def _add(made: Dataset, found: tuple[Sheet, Loss] | None) -> None:
    if found is not None:
        sheet, loss = found
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
    if "casework" in wanted:
        found += _casework(source, threshold)
    return found


def _casework(source: Source, threshold: int) -> list[Sheet]:
    """Return counts and indicators of the work: of everybody who agreed, beside rows or without.

    They are the same for all recipients of one threshold, so that two of them tell no more.
    """
    found = [sheet for plain in source.casework for sheet in counts.splits(plain, threshold)]
    return [*found, *indicators.sheets(source.counted, threshold)]
