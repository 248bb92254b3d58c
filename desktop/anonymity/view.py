# SPDX-License-Identifier: GPL-3.0-or-later
"""The columns of a table that the models look at, grouped as the search or a recount needs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desktop.anonymity.grouping import Coded, Groups, grouped
from desktop.anonymity.ladder import Ladder
from desktop.anonymity.models import Models, bind
from desktop.anonymity.recoding import Problem
from desktop.anonymity.table import Bools, Column, Ints

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class View:
    """Quasi-identifiers, sensitive columns, and the column that tells persons apart, if any."""

    quasi: tuple[Column, ...]
    sensitive: tuple[Column, ...]
    person: Column | None

    @property
    def rows(self) -> int:
        return len(self.quasi[0].codes)

    def units(self) -> int:
        """How many units k counts in the whole table: persons if known, else rows."""
        return self.rows if self.person is None else len(self.person.values)

    def problem(self, ladders: tuple[Ladder, ...], models: Models, suppression: float) -> Problem:
        """Pose the search: at most this share of the rows may be suppressed."""
        sensitive = self.sensitive if models.sensitive else ()
        base, group_of = self._grouped([_sized(column) for column in self.quasi], sensitive)
        limit = int(suppression * self.rows + ROUNDING)
        return Problem(
            ladders,
            base,
            group_of,
            bind(models, base),
            limit,
            tuple(map(_sized, sensitive)),
            _sized(self.person) if self.person else None,
        )

    def failing(self, class_of: Ints, models: Models) -> dict[str, Bools]:
        """Say per sensitive column which kept rows stand in a class that fails a model."""
        return {
            column.name: ~self._accepted(class_of, models, (column,)) & (class_of >= 0)
            for column in self.sensitive
        }

    def satisfied(self, class_of: Ints, models: Models) -> bool:
        """Recount from the rows: whether every class satisfies every model."""
        accepted = self._accepted(class_of, models, self.sensitive)
        return bool(accepted[class_of >= 0].all())

    def _accepted(self, class_of: Ints, models: Models, sensitive: tuple[Column, ...]) -> Bools:
        """Judge every row by its class; suppressed rows count as one class more."""
        needed = sensitive if models.sensitive else ()
        classes = [(class_of + 1, int(class_of.max(initial=-1)) + 2)]
        groups, ids = self._grouped(classes, needed)
        return bind(models, groups).accepted(groups)[ids]

    def _grouped(self, keys: Sequence[Coded], sensitive: Sequence[Column]) -> tuple[Groups, Ints]:
        person = _sized(self.person) if self.person else None
        return grouped(keys, [_sized(column) for column in sensitive], person, self.rows)


def _sized(column: Column) -> Coded:
    return np.asarray(column.codes), len(column.values)
