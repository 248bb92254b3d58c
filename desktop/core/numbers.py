# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a telephone or a document number looks right in the country in force.

The forms stand in the country packs, the check digits in ``python-stdnum``, the numbering plans in
``phonenumbers``. What looks wrong is said and never keeps anybody from saving: papers are torn,
people have numbers of other countries, and a library may be older than a new range.
"""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from desktop.core import i18n, names, packs
from desktop.core.i18n import _
from desktop.core.packs import Pack

_NO_ANSWER = frozenset({"", "unknown", "declined", "not_asked", "none", "other"})


def telephone(number: object) -> str:
    """Return what looks wrong about a telephone number, in words; nothing where it looks right."""
    written, pack = str(number or "").strip(), _country()
    if not written or pack is None:
        return ""
    if _possible(written, pack):
        return ""
    return _("This does not look like a telephone number of {country}. Check it.").format(
        country=pack.name
    )


def document(kind: object, number: object) -> str:
    """Return what looks wrong about a document number of a kind of paper; nothing where right."""
    written, pack = str(number or "").strip().upper(), _country()
    if not written or pack is None or str(kind or "") in _NO_ANSWER:
        return ""
    papers = [one for one in pack.facts.get("documents", ()) if one.get("type") == kind]
    fitting = [one for one in papers if _fits(one, written)]
    if any(not _checked(one, written) for one in fitting):
        return _("The check digit of this number does not fit. Compare it with the paper.")
    if papers and not fitting:
        return _("This is not the usual form of: {papers}. Check it.").format(
            papers=", ".join(_name(one) for one in papers)
        )
    return ""


def _country() -> Pack | None:
    """Return the pack in force; None where no country was chosen."""
    code = packs.in_use()
    return packs.read(code) if code else None


def _fits(paper: Mapping[str, Any], written: str) -> bool:
    return any(re.fullmatch(paper["pattern"], form) for form in (written, names.figures(written)))


def _checked(paper: Mapping[str, Any], written: str) -> bool:
    """Ask the library of a paper that has a check digit; a paper without one is always right."""
    check = str(paper.get("check", ""))
    judge = _library(f"stdnum.{check}") if check else None
    return judge is None or bool(judge.is_valid(names.figures(written)))


def _possible(written: str, pack: Pack) -> bool:
    """Compare with the country's own forms first, and ask the library about everything else."""
    told, facts = names.figures(written), pack.facts.get("phone", {})
    local = told.removeprefix(names.figures(facts.get("prefix")))
    if any(re.fullmatch(facts[kind], local) for kind in ("mobile", "fixed") if facts.get(kind)):
        return True
    phonenumbers = _library("phonenumbers")
    if phonenumbers is None:
        return False
    try:
        parsed = phonenumbers.parse(written, pack.code)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_number(parsed))


def _library(name: str) -> Any:
    """Return a library, loaded when first asked; None where an older installation lacks it.

    A number must not keep anybody from working: the country's own forms are then asked alone.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError:
        return None


def _name(paper: Mapping[str, Any]) -> str:
    return str(paper["name"].get(i18n.language()) or paper["name"]["en"])
