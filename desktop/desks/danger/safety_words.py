# SPDX-License-Identifier: GPL-3.0-or-later
"""What the timeline says of danger: that there was an alert, never what was threatened."""

from collections.abc import Mapping
from typing import Any

from desktop.core import codes
from desktop.core.i18n import _


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Return one event in words; empty for what is not ours to say."""
    if kind == "alert":
        return _("Alert")
    if kind == "loss":
        return codes.label("loss_kind", facts["kind"])
    if kind == "loss_end":
        what = codes.label("loss_kind", facts["kind"])
        return f"{what}: {codes.label('loss_end', facts['end'])}"
    return ""
