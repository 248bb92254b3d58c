# SPDX-License-Identifier: GPL-3.0-or-later
"""Timelines of one's own: a line a step, "14 Visit at home", for one programme or for all."""

import re
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record

LATEST = 1_825
"""Five years: what lies further off is nobody's step any more."""
LONGEST = 120
_LINE = re.compile(r"\s*(\d{1,4})\s*[:.;,)\-–]?\s+(\S.*)")


class OddLine(UserError):
    """A line that is no step."""

    def __init__(self, line: int) -> None:
        super().__init__(
            N_(
                "Line {line} cannot be read. Begin each line with the number of days, then write "
                "what is to be done: 14 Visit at home."
            ),
            line=line,
        )


class TimelineDraft(Draft):
    """Steps with day offsets, as somebody types them."""

    title: Annotated[str, About(searchable=False)] = Field(
        title=N_("Name of the timeline"), max_length=80
    )
    programme: Annotated[
        str | None,
        About(
            link="programme",
            help=N_("Empty: offered on every file."),
            privacy=Privacy.INSENSITIVE,
        ),
    ] = Field(default=None, title=N_("Programme line"), max_length=36)
    anchor: Annotated[str, About(codes="timeline_anchor", privacy=Privacy.INSENSITIVE)] = Field(
        default="today", title=N_("The days count from")
    )
    steps: Annotated[
        str,
        About(
            help=N_(
                "A line for each step: the number of days, then what is to be done. "
                "14 Visit at home. It stands on My day: no names."
            ),
            note=True,
        ),
    ] = Field(title=N_("Steps"), max_length=4_000)

    def problems(self) -> dict[str, UserError]:
        """Every line is a step."""
        try:
            found = read_steps(self.steps)
        except OddLine as error:
            return {"steps": error}
        return {} if found else {"steps": UserError(N_("Write at least one step."))}


class OwnTimeline(TimelineDraft, Record, table=True):
    """One timeline the organisation made."""

    __tablename__ = "timeline"
    letter: ClassVar[str] = "TL"
    draft: ClassVar[type[Draft]] = TimelineDraft
    kept_by: ClassVar[str] = "settings"


def read_steps(text: str) -> list[tuple[int, str]]:
    """Return (days, words) of each line; OddLine where one cannot be read."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        read = _LINE.fullmatch(line)
        if read is None or int(read[1]) > LATEST or len(read[2].strip()) > LONGEST:
            raise OddLine(number)
        found.append((int(read[1]), read[2].strip()))
    return found
