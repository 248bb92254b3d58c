# SPDX-License-Identifier: GPL-3.0-or-later
"""What the timeline says of stipends, courses and seed capital."""

from collections.abc import Mapping
from typing import Any

from desktop.core import codes, i18n
from desktop.core.i18n import _


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Return one event in words, nothing for what is told elsewhere; never an amount."""
    if kind == "stipend":
        words = _("Stipend of {month}: {share} met")
        share = i18n.format_percent(facts["share"] / 100)
        return words.format(month=i18n.format_month(facts["month"]), share=share)
    if kind == "certificate":
        return _("Certificate: {kind}").format(kind=codes.label("certificate_kind", facts["kind"]))
    return {
        "seed_approved": _("Plan for seed capital approved"),
        "seed_opened": _("Own business opened"),
        "seed_closed": _("Own business closed"),
    }.get(kind, "")
