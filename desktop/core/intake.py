# SPDX-License-Identifier: GPL-3.0-or-later
"""What a register says to the import: which fields a file may fill and what becomes of a row.

A slice puts ``TARGET = Target(...)`` into its ``intake``; imports knows slices only through it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.core.fields import FieldSpec

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.tables import Draft, Record
    from desktop.core.work import Work

Values = dict[str, object]
Finder = Callable[[FieldSpec, str], str | None]
Finisher = Callable[[Values], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Target:
    """A register that can be filled from a table.

    ``fields`` are what a column may be chosen for; they may include some the draft does not have,
    which the finisher then folds into it (year and month into a date).
    ``defaults`` fill what the file leaves out.
    ``finder(work)`` is asked once for a run; what it returns finds the id of a linked record by a
    word for it, or None.
    ``choices(work, field)`` returns the linked records by code with the word people know them by,
    so that words of the file can be given to them one by one.
    ``finisher(work)`` is asked once for a run; what it returns is called with every converted row
    before it is validated, and returns the draft's values, with base columns if wished, or raises
    UserError to refuse the row. It may remember rows, to find one that comes twice.
    ``write`` replaces ``records.create_many`` where one row makes more than one record; it must
    set ``import_id`` on all of them and return how many rows it wrote. ``undo`` goes with it.
    ``known(work)`` returns what tells whether a row is of a record that is here already and that
    ``write`` brings up to date. ``apart(values)`` tells of a row of the main store that belongs in
    another; ``lay_apart(workspace, rows)`` brings such rows there once the others are written.
    """

    register: str
    title: str
    model: "type[Record]"
    draft: "type[Draft]"
    fields: tuple[FieldSpec, ...]
    defaults: Mapping[str, object] = field(default_factory=dict)
    finder: "Callable[[Work], Finder] | None" = None
    choices: "Callable[[Work, FieldSpec], Mapping[str, str]] | None" = None
    finisher: "Callable[[Work], Finisher] | None" = None
    write: "Callable[[Work, Iterable[Mapping[str, object]], str], int] | None" = None
    undo: "Callable[[Work, str], int] | None" = None
    known: "Callable[[Work], Callable[[Mapping[str, object]], bool]] | None" = None
    apart: "Callable[[Mapping[str, object]], bool] | None" = None
    lay_apart: "Callable[[Workspace, Sequence[Mapping[str, object]]], int] | None" = None

    def field(self, name: str) -> FieldSpec | None:
        """Return one field of the file's side by name."""
        return next((spec for spec in self.fields if spec.name == name), None)
