# SPDX-License-Identifier: GPL-3.0-or-later
"""The stages of a process and the gates between them.

A gate never stops the work: whoever passes one that is not met says why, and the reason is kept. A
consultation without an armed party passes none but the last.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from desktop.core import clock, codes, history, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.core.i18n import N_
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.dialogues.agreement_service import clauses_of, promised
from desktop.dialogues.meeting_model import Gesture
from desktop.dialogues.model import CONSULTATION, OVER, PATH, Process

_S = table_of(Gesture).c


@dataclass(frozen=True, slots=True)
class Gate:
    """One condition of a stage; ``words`` are marked for translation."""

    name: str
    words: str
    met: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A stage the process came to: when, who wrote it, and why where a gate was not met."""

    stage: str
    since: date
    user: str
    reason: str


class ReasonNeeded(InvalidRecord):
    """A gate is not met and nobody said why the process goes on all the same."""

    def __init__(self) -> None:
        super().__init__(
            {"stage_reason": UserError(N_("Say why the process goes on although this is open."))}
        )


def advance(
    work: Work, process: str, stage: str, reason: str | None = None, on: date | None = None
) -> Process:
    """Bring a process to a stage; a gate that is not met asks for a reason, which is kept."""
    found = records.get(work, Process, process)
    if stage == found.stage:
        raise UserError(N_("The process is already at this stage. Nothing was changed."))
    words = (reason or "").strip() or None
    if words is None and any(not gate.met for gate in gates(work, found, stage)):
        raise ReasonNeeded
    day = on or clock.today()
    values: dict[str, Any] = {"stage": stage, "stage_since": day, "stage_reason": words}
    if stage in OVER:
        values["ended_on"] = found.ended_on or day
    elif found.stage in OVER:
        values["ended_on"] = None
    return records.amend(work, found, values)


def gates(work: Work, process: Process, stage: str) -> list[Gate]:
    """Return what the stages between here and the one wanted ask for, met or not."""
    work.may("read")
    asked = _ASKED_PLAINLY if process.kind == CONSULTATION else _ASKED
    crossed = [stage] if stage in asked else []
    if stage in PATH:
        at = PATH.index(standing(work, process))
        crossed = list(PATH[at + 1 : PATH.index(stage) + 1])
    names = dict.fromkeys(name for one in crossed for name in asked.get(one, ()))
    return [Gate(name, _GATES[name][0], _GATES[name][1](work, process)) for name in names]


def standing(work: Work, process: Process) -> str:
    """Return the last stage of the path a process came to, also while it is paused or ending."""
    work.may("read")
    if process.stage in PATH:
        return process.stage
    on_path = [one.stage for one in passed(work, process) if one.stage in PATH]
    return on_path[-1] if on_path else PATH[0]


def next_stage(work: Work, process: Process) -> str | None:
    """Return the next stage of the path; a process that was paused or closed goes on where it was.

    None at the end of the path.
    """
    work.may("read")
    at = standing(work, process)
    if process.stage not in PATH:
        return at
    following = PATH[PATH.index(at) + 1 :]
    return following[0] if following else None


def passed(work: Work, process: Process) -> list[Passed]:
    """Return the stages a process came to, in the order of time, read from its history."""
    work.may("read")
    known: dict[str, Any] = {}
    found: list[Passed] = []
    moment = None
    for entry in reversed(history.entries(work, process.id)):
        changed = entry.value if entry.field == history.BIRTH else {entry.field: entry.value}
        known |= changed
        if "stage" in changed:
            moment = entry.moment
        elif entry.moment != moment or entry.field not in ("stage_since", "stage_reason"):
            continue
        else:  # what was saved with the stage belongs to it
            found.pop()
        day = known.get("stage_since")
        since = date.fromisoformat(day) if day else entry.moment.astimezone().date()
        reason = str(known.get("stage_reason") or "")
        found.append(Passed(str(known["stage"]), since, entry.user, reason))
    return found


def _groundwork(_work: Work, process: Process) -> bool:
    return set(process.groundwork) >= set(codes.read("contact_check"))


def _written(field: str) -> Callable[[Work, Process], bool]:
    return lambda _work, process: bool(getattr(process, field))


def _feasible(_work: Work, process: Process) -> bool:
    return bool(process.cohesion and process.dominance_risk) and process.spoilers is not None


def _gesture_seen(work: Work, process: Process) -> bool:
    query = sa.select(_S.row).where(
        _S.process == process.id, _S.deleted_at.is_(None), _S.seen_on.is_not(None)
    )
    return bool(process.gestures) or work.session.execute(query.limit(1)).first() is not None


def _within_red_lines(work: Work, process: Process) -> bool:
    found = promised(work, process.id)
    return all(one.red_line_on and not one.red_lines_touched for one in found)


def _has_clause(work: Work, process: Process) -> bool:
    return bool(clauses_of(work, process.id, clock.today()))


def _answered(work: Work, process: Process) -> bool:
    return not any(one.unanswered for one in clauses_of(work, process.id, clock.today()))


def _none_late(work: Work, process: Process) -> bool:
    today = clock.today()
    found = clauses_of(work, process.id, today)
    return not any(one.next_check and one.next_check < today for one in found)


def _seen_this_year(work: Work, process: Process) -> bool:
    today = clock.today()
    found = [one for one in clauses_of(work, process.id, today) if not one.over]
    return bool(found) and all(
        one.last_check and (today - one.last_check).days <= 365 for one in found
    )


_GATES: Mapping[str, tuple[str, Callable[[Work, Process], bool]]] = {
    "groundwork": (N_("Everything is settled before the first contact"), _groundwork),
    "red_lines": (N_("The red lines are written down"), _written("red_lines")),
    "feasibility": (N_("The form on whether talks can work is filled in"), _feasible),
    "exploration": (N_("It is written down what the first talks showed"), _written("exploration")),
    "gestures": (N_("A gesture of good faith was seen"), _gesture_seen),
    "exit_strategy": (N_("The way out is written down"), _written("exit_strategy")),
    "within_red_lines": (
        N_("Every clause was checked against the red lines and touches none"),
        _within_red_lines,
    ),
    "pilot_decision": (N_("It is decided what follows the pilot"), _written("pilot_decision")),
    "rehearsed": (N_("The way out was rehearsed"), _written("exit_rehearsed_on")),
    "clauses": (N_("An agreement with at least one clause is recorded"), _has_clause),
    "answered": (N_("Every confirmed breach has its answer"), _answered),
    "checked": (N_("No check of a clause is late"), _none_late),
    "year": (N_("Every clause was checked in the last year"), _seen_this_year),
    "exit_reason": (N_("It is written down why the process ended"), _written("exit_reason")),
}
_ASKED: Mapping[str, tuple[str, ...]] = {
    "exploratory": ("groundwork", "red_lines", "feasibility"),
    "good_faith": ("exploration",),
    "pilot": ("gestures", "exit_strategy", "within_red_lines"),
    "agreement": ("clauses", "within_red_lines", "pilot_decision"),
    "extension": ("answered", "checked", "rehearsed"),
    "sustained": ("answered", "year"),
    "exit": ("exit_strategy",),
    "closed": ("exit_reason",),
}
"""What each stage asks for (domain.md T08, T12, T14, T15, T16, T18)."""
_ASKED_PLAINLY: Mapping[str, tuple[str, ...]] = {"closed": ("exit_reason",)}
"""What a consultation without an armed party asks for (T98)."""
