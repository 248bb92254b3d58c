# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom to call: the help lines of the country, and the organisation's own numbers."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from desktop.core import i18n, journal, packs, settings, values
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.work import Work
from desktop.organisation import service as organisation

_OWN = "on_call_numbers"
MOST = 20
LONGEST = 80


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A line of the country pack, with the day somebody last looked whether it is right."""

    number: str
    name: str
    kind: str
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class OnCall:
    """A number of the organisation: a role and a number, at which hours."""

    role: str
    number: str
    hours: str = ""


class NumberMissing(UserError):
    """A line without a number helps nobody."""

    def __init__(self) -> None:
        super().__init__(
            N_("Each line needs a role and a number. Nothing was saved; complete or empty it.")
        )


class TooManyNumbers(UserError):
    """In danger nobody reads a long list."""

    def __init__(self) -> None:
        super().__init__(
            N_("At most {n} numbers fit. Nothing was saved; empty those nobody calls."), n=MOST
        )


def help_lines(work: Work) -> list[HelpLine]:
    """Return the help lines of the organisation's country; none where no country was chosen."""
    work.may("read")
    country = organisation.about(work).country
    if country not in packs.countries():
        return []
    return [
        HelpLine(
            one["number"],
            one["name"].get(i18n.language(), one["name"].get("en", "")),
            one.get("kind", ""),
            one.get("checked_on"),
        )
        for one in packs.read(country).facts.get("help_lines", ())
    ]


def on_call(work: Work) -> list[OnCall]:
    """Return the organisation's own numbers in the order of calling."""
    work.may("read")
    found: list[dict[str, Any]] = settings.read(work, _OWN, [])
    return [OnCall(one["role"], one["number"], one.get("hours", "")) for one in found]


def keep(work: Work, numbers: Sequence[OnCall]) -> None:
    """Keep the organisation's own numbers; a line without any word is left out."""
    work.may("settings")
    typed = [
        OnCall(*(values.line(part, LONGEST) for part in (one.role, one.number, one.hours)))
        for one in numbers
    ]
    kept = [one for one in typed if one.role or one.number or one.hours]
    if any(not (one.role and one.number) for one in kept):
        raise NumberMissing
    if len(kept) > MOST:
        raise TooManyNumbers
    settings.write(work, _OWN, [asdict(one) for one in kept])
    journal.write(work, "settings", _OWN)
