# SPDX-License-Identifier: GPL-3.0-or-later
"""What the timeline says of assessments, plans and reviews; never what came out of them."""

from collections.abc import Mapping
from typing import Any

from desktop.core import codes, instruments
from desktop.core.i18n import _


def sentence(kind: str, facts: Mapping[str, Any]) -> str:
    """Return one event in words; empty for an event of another room."""
    return _CASE[kind](facts) if kind in _CASE else ""


def _assessment(facts: Mapping[str, Any]) -> str:
    made = instruments.shipped_one(facts["instrument"])
    return _("Assessed: {title}").format(title=made.title)


def _plan(facts: Mapping[str, Any]) -> str:
    return _("Plan agreed, version {n}").format(n=facts["version"])


def _goal(facts: Mapping[str, Any]) -> str:
    area = codes.label("goal_area", facts["area"])
    state = codes.label("goal_state", facts["state"])
    return _("Goal: {area}, {state}").format(area=area, state=state)


def _review(facts: Mapping[str, Any]) -> str:
    about = codes.label("review_about", facts["about"])
    state = codes.label("review_state", facts["state"])
    return f"{about}: {state}"


def _conference(_facts: Mapping[str, Any]) -> str:
    return _("Case conference")


_CASE = {
    "assessment": _assessment,
    "plan": _plan,
    "goal": _goal,
    "review": _review,
    "conference": _conference,
}
