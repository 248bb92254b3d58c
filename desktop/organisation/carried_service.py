# SPDX-License-Identifier: GPL-3.0-or-later
"""Which settings go along with a configuration: what is used, official words, own weights.

Never the local list of words, the help lines of a place nor anything about money: the file may be
carried openly. What comes in is looked at for its shape; what does not fit is left out.
"""

from collections.abc import Callable, Mapping
from typing import Any

from desktop.core import settings
from desktop.core.work import Work

LONGEST, MOST = 600, 200
HEAVIEST = 10
"""As heavy an answer of an own instrument may be (`assessments/instrument_service.py`)."""


def written(work: Work) -> dict[str, Any]:
    """Return the settings that are carried, those never written left out."""
    work.may("settings")
    found = {name: settings.read(work, name) for name in CARRIED}
    return {name: value for name, value in found.items() if value is not None}


def taken(work: Work, given: Mapping[str, Any]) -> int:
    """Keep the settings of a file that fit; returns how many are not what they were."""
    work.may("settings")
    changed = 0
    for name, fit in CARRIED.items():
        held = settings.read(work, name)
        if name in given and (wanted := fit(held, given[name])) is not None and wanted != held:
            settings.write(work, name, wanted)
            changed += 1
    return changed


def _names(_held: Any, given: Any) -> list[str] | None:
    if not isinstance(given, list) or len(given) > MOST:
        return None
    return sorted({one for one in given if isinstance(one, str) and 0 < len(one) <= 40})


def _words(held: Any, given: Any) -> dict[str, dict[str, dict[str, str]]] | None:
    """Official words by instrument and language: those of the file go over those held."""
    if not isinstance(given, dict):
        return None
    found = {code: dict(spoken) for code, spoken in (held or {}).items()}
    for code, spoken in given.items():
        for language, told in (spoken if isinstance(spoken, dict) else {}).items():
            if isinstance(told, dict) and all(isinstance(one, str) for one in told.values()):
                kept = {str(key)[:80]: one[:LONGEST] for key, one in list(told.items())[:MOST]}
                found.setdefault(str(code)[:40], {})[str(language)[:8]] = kept
    return found


def _weights(held: Any, given: Any) -> dict[str, Any] | None:
    """Weights by instrument; other ones are a new version, so that no score is counted anew."""
    if not isinstance(given, dict):
        return None
    found = dict(held or {})
    for code, weighed in given.items():
        points = weighed.get("points") if isinstance(weighed, dict) else None
        if not isinstance(points, dict) or not all(_is_weight(one) for one in points.values()):
            continue
        known = found.get(code, {})
        if known.get("points") != points:
            found[str(code)[:40]] = {"n": int(known.get("n", 0)) + 1, "points": points}
    return found


def _is_weight(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 <= float(str(value)) <= HEAVIEST


CARRIED: Mapping[str, Callable[[Any, Any], Any]] = {
    "uses": _names,
    "uses_off": _names,
    "instruments_on": _names,
    "instrument_words": _words,
    "instrument_weights": _weights,
}
"""Each setting with what makes of the one held and the one in the file what is kept."""
