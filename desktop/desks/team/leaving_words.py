# SPDX-License-Identifier: GPL-3.0-or-later
"""What the timeline says of referrals, services given, closings and the contacts after them."""

from collections.abc import Mapping
from typing import Any

from desktop.core import codes, i18n
from desktop.core.i18n import _


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Return one event in words; empty for an event of another room."""
    return _SAID[kind](facts) if kind in _SAID else ""


def _referral(facts: Mapping[str, Any]) -> str:
    service = codes.label("service", facts["service"])
    state = codes.label("referral_status", facts["status"])
    return _("Referral: {service}, {state}").format(service=service, state=state)


def _service(facts: Mapping[str, Any]) -> str:
    words = _("Service given: {service}").format(service=codes.label("service", facts["service"]))
    n = int(facts.get("quantity") or 1)
    return f"{words} × {i18n.format_number(n)}" if n > 1 else words


def _closed(facts: Mapping[str, Any]) -> str:
    reason = codes.label("case_closure_reason", facts["reason"])
    return _("The file was closed: {reason}").format(reason=reason)


def _reopened(_facts: Mapping[str, Any]) -> str:
    return _("The file was opened again")


def _after_care(facts: Mapping[str, Any]) -> str:
    point = codes.label("after_care_point", facts["point"])
    result = codes.label("after_care_result", facts["result"])
    return _("After-care {point}: {result}").format(point=point, result=result)


_SAID = {
    "referral": _referral,
    "service": _service,
    "closed": _closed,
    "reopened": _reopened,
    "after_care": _after_care,
}
