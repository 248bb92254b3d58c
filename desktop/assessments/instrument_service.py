# SPDX-License-Identifier: GPL-3.0-or-later
"""Which instruments an office uses, in whose words, and what the answers of its own tally weigh."""

from collections.abc import Mapping
from typing import Any

from desktop.core import clock, i18n, instruments, journal, settings
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.instruments import Instrument
from desktop.core.work import Work
from desktop.participants import age_service

_ON, _WORDS, _WEIGHTS = "instruments_on", "instrument_words", "instrument_weights"
OWN = frozenset({"tally"})
"""Instruments of the programme's own, whose weights may be changed."""
HEAVIEST = 10


class NoWording(UserError):
    """The official wording of an instrument is not there in the language of the screen."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The official wording in this language is not here yet. A coordinator can write "
                "it down in the settings, from the official paper."
            )
        )


class TooYoung(UserError):
    """An instrument is not made for somebody so young."""

    def __init__(self, years: int) -> None:
        super().__init__(
            N_("It is asked from {n} years of age on. Nothing was begun."),
            n=i18n.format_number(years),
        )


def every(work: Work) -> list[Instrument]:
    """Return all instruments as this office words and weighs them."""
    work.may("read")
    words: Mapping[str, Any] = settings.read(work, _WORDS, {})
    weights: Mapping[str, Any] = settings.read(work, _WEIGHTS, {})
    found = []
    for one in instruments.shipped():
        made = one
        for language, told in words.get(one.code, {}).items():
            made = instruments.reworded(made, language, told)
        if one.code in weights:
            own = weights[one.code]
            made = instruments.weighted(made, own["points"], f"{one.version}.{own['n']}")
        instruments.lend(made)
        found.append(made)
    return found


def used(work: Work) -> list[Instrument]:
    """Return the instruments that are turned on."""
    chosen = on(work)
    return [one for one in every(work) if one.code in chosen]


def one(work: Work, code: str) -> Instrument:
    """Return one instrument as this office words and weighs it; KeyError for an unknown one."""
    return {made.code: made for made in every(work)}[code]


def askable(made: Instrument) -> bool:
    """Tell whether an instrument can be asked in the language of the screen."""
    return made.spoken(i18n.language())


def fits(work: Work, made: Instrument, person: str) -> bool:
    """Tell whether somebody is old enough for an instrument; where no age is known, yes."""
    old = age_service.years(work, person, clock.today())
    return old is None or old >= made.from_age


def on(work: Work) -> frozenset[str]:
    """Return the codes of what is turned on."""
    work.may("read")
    default = [one.code for one in instruments.shipped() if one.on]
    return frozenset(settings.read(work, _ON, default))


def turn(work: Work, code: str, *, on_: bool) -> None:
    """Turn an instrument on or off; what was asked with it stays."""
    work.may("settings")
    now = set(on(work)) | {code} if on_ else set(on(work)) - {code}
    settings.write(work, _ON, sorted(now))
    journal.write(work, "settings", _ON)


def word(work: Work, code: str, language: str, words: Mapping[str, str]) -> None:
    """Keep the official wording in one language, as the organisation copied it."""
    work.may("settings")
    held: dict[str, Any] = settings.read(work, _WORDS, {})
    kept = {key: text.strip()[:600] for key, text in words.items() if text.strip()}
    held.setdefault(code, {})[language] = kept
    settings.write(work, _WORDS, held)
    journal.write(work, "settings", _WORDS)


def wording(work: Work, code: str, language: str) -> dict[str, str]:
    """Return what the organisation wrote down so far."""
    work.may("read")
    held: dict[str, Any] = settings.read(work, _WORDS, {})
    return dict(held.get(code, {}).get(language, {}))


def weigh(work: Work, code: str, points: Mapping[str, float]) -> None:
    """Change what the answers of an own instrument weigh: from now on, never for what was done."""
    work.may("settings")
    if code not in OWN or any(not 0 <= value <= HEAVIEST for value in points.values()):
        raise UserError(N_("A weight lies between 0 and {n}."), n=HEAVIEST)
    held: dict[str, Any] = settings.read(work, _WEIGHTS, {})
    number = int(held.get(code, {}).get("n", 0)) + 1
    held[code] = {"n": number, "points": dict(points)}
    settings.write(work, _WEIGHTS, held)
    journal.write(work, "settings", _WEIGHTS)
