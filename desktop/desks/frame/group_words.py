# SPDX-License-Identifier: GPL-3.0-or-later
"""Sessions and steps on the timeline of a person, in words."""

from collections.abc import Mapping
from typing import Any

from desktop.core import codes
from desktop.core.i18n import _


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Return one event in words; empty for what another room tells."""
    if kind == "step":
        return str(facts["words"])
    if kind == "activity":
        words = codes.label("activity_type", facts["type"])
        mark = codes.label("attendance_mark", facts["mark"])
        return _("{activity}: {mark}").format(activity=words, mark=mark)
    return ""
