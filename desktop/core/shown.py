# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn stored values into words, by their FieldSpec: one way for lists, history and paper."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from desktop.core import codes, dates, i18n, money
from desktop.core.fields import FieldSpec, Kind
from desktop.core.i18n import _

Links = Mapping[str, Callable[[str], str]]
"""For each kind of link, a function from an id to the words people know the record by."""


def value(spec: FieldSpec, stored: object, links: Links | None = None) -> str:
    """Return a stored value in the language in force; an empty one is an empty string."""
    if stored is None or stored in ("", []):
        return ""
    if spec.kind is Kind.CODE:
        return codes.label(spec.about.codes, str(stored))
    if isinstance(stored, list):
        return _several(spec, [str(item) for item in stored], links or {})
    if spec.kind is Kind.LINK:
        return _linked(spec, str(stored), links or {})
    if spec.kind is Kind.PARTIAL_DATE:
        return dates.show(str(stored))
    return _simple(spec.kind, stored)


def yes_no(answer: object) -> str:
    """Return yes or no."""
    return _("Yes") if answer else _("No")


def _simple(kind: Kind, stored: object) -> str:
    if kind is Kind.YES_NO:
        return yes_no(stored)
    if kind is Kind.DATE:
        day = stored if isinstance(stored, date) else date.fromisoformat(str(stored))
        return i18n.format_day(day)
    if kind is Kind.MOMENT:
        moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))
        return i18n.format_moment(moment)
    if kind is Kind.MONEY and isinstance(stored, int):
        return money.show(stored)
    if kind in (Kind.NUMBER, Kind.DECIMAL) and isinstance(stored, int | float):
        return i18n.format_number(stored, 0 if kind is Kind.NUMBER else 1)
    return str(stored)


def _several(spec: FieldSpec, stored: list[str], links: Links) -> str:
    if spec.kind is Kind.LINKS:
        return ", ".join(_linked(spec, item, links) for item in stored)
    return codes.labels(spec.about.codes, stored)


def _linked(spec: FieldSpec, identity: str, links: Links) -> str:
    name = links.get(spec.about.link)
    return name(identity) if name else ""
