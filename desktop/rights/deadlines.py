# SPDX-License-Identifier: GPL-3.0-or-later
"""Until when the law of a country wants an answer, or word of a loss; from the country packs.

A country without a law of its own gets the shortest of its neighbours': better early than late.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from desktop.core import i18n, packs, workdays
from desktop.core.i18n import _

FLOOR = "HN"
"""A pack without a general law holds the floor for every country we know nothing of."""


def answer_by(country: str, kind: str, received: date, *, extended: bool = False) -> date:
    """Return the last day to answer a request; ``extended`` adds the second term of the law."""
    rights = _rights(country)
    terms: Mapping[str, Any] = rights["answer"]
    term = terms.get(kind, terms["other"])
    days = term["days"] + (term.get("more", 0) if extended else 0)
    return _after(received, days, term["unit"], rights)


def tell_authority_by(country: str, noticed: date) -> date:
    """Return the last day to tell the authority of a loss."""
    return _breach(country, "authority", noticed)


def tell_people_by(country: str, noticed: date) -> date:
    """Return the last day to tell the people whose data were lost."""
    return _breach(country, "people", noticed)


def authority(country: str) -> str:
    """Return the name of the office to tell; '' where there is none we know of."""
    return str(_rights(country).get("authority", ""))


def law(country: str) -> str:
    """Return the name of the law; '' where there is no general one."""
    return str(_facts(country).get("privacy", {}).get("law", ""))


def source(country: str) -> str:
    """Say where these terms stand: read in a published text, or still to be confirmed."""
    facts = _facts(country)
    sure = facts.get("privacy", {}).get("confirmed") and "source" not in facts["rights"]["breach"]
    day = i18n.format_day(facts["rights"]["checked_on"])
    said = _("read in a published text, {day}") if sure else _("to be confirmed, as of {day}")
    return said.format(day=day)


def _breach(country: str, whom: str, noticed: date) -> date:
    rights = _rights(country)
    term = rights["breach"][whom]
    return _after(noticed, term["days"], term["unit"], rights)


def _after(start: date, days: int, unit: str, rights: Mapping[str, Any]) -> date:
    if unit == "working":
        return workdays.add(start, days, rights["holidays"])
    return start + timedelta(days=days)


def _rights(country: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _facts(country)["rights"]
    return found


def _facts(country: str) -> Mapping[str, Any]:
    code = country.upper()
    return packs.read(code if code in packs.countries() else FLOOR).facts
