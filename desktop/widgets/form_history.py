# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of a form, back and forth: one step is a word typed or a choice made."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(slots=True)
class _Step:
    name: str
    before: object
    after: object


class History:
    """Remembers what each field was before and after each step."""

    def __init__(self, states: Mapping[str, object]) -> None:
        self.restart(states)

    def restart(self, states: Mapping[str, object]) -> None:
        """Forget all steps and begin from these states."""
        self._steps: list[_Step] = []
        self._next = 0
        self._now = dict(states)

    def note(self, name: str, state: object) -> bool:
        """Remember that a field is now like this; False when it was so already."""
        before = self._now[name]
        if before == state:
            return False
        del self._steps[self._next :]
        last = self._steps[-1] if self._steps else None
        if last is not None and last.name == name and _same_word(last, state):
            last.after = state
        else:
            self._steps.append(_Step(name, before, state))
        self._next = len(self._steps)
        self._now[name] = state
        return True

    def back(self) -> tuple[str, object] | None:
        """Return the field and the state before the last step; None at the beginning."""
        if self._next == 0:
            return None
        self._next -= 1
        step = self._steps[self._next]
        self._now[step.name] = step.before
        return step.name, step.before

    def forth(self) -> tuple[str, object] | None:
        """Return the field and the state after the step last taken back; None at the end."""
        if self._next == len(self._steps):
            return None
        step = self._steps[self._next]
        self._next += 1
        self._now[step.name] = step.after
        return step.name, step.after


def _same_word(step: _Step, state: object) -> bool:
    """Tell whether a text goes on in the word that the last step began."""
    if not (
        isinstance(step.before, str) and isinstance(step.after, str) and isinstance(state, str)
    ):
        return False
    growing = len(step.after) - len(step.before)
    going_on = len(state) - len(step.after)
    if abs(going_on) != 1 or growing * going_on < 0:
        return False
    return not (going_on > 0 and step.after[-1:].isspace())
