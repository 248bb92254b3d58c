# SPDX-License-Identifier: GPL-3.0-or-later
"""The one entry: a table, what its columns may tell, and how strict to be; out comes a safe one."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from desktop.anonymity.cells import recode_and_star
from desktop.anonymity.hierarchy import Hierarchy
from desktop.anonymity.ladder import climb
from desktop.anonymity.local import local_recoding
from desktop.anonymity.models import Models
from desktop.anonymity.recoding import Levels, Problem, Recoding, classify, full_domain
from desktop.anonymity.table import STAR, Bools, Column, Ints, Role, Table, relabel
from desktop.anonymity.view import View
from desktop.core.errors import UserError
from desktop.core.i18n import N_


class Mode(StrEnum):
    """How cells become coarser."""

    GLOBAL = "global"  # one level per column, with the least loss there is
    LOCAL = "local"  # every class its own levels: far less loss, uneven columns
    CELLS = "cells"  # one level per column, and single cells starred


SEARCHES = {
    Mode.GLOBAL: full_domain,
    Mode.LOCAL: local_recoding,
    Mode.CELLS: recode_and_star,
}


@dataclass(frozen=True, slots=True)
class Result:
    """An anonymised table, row for row in the order of the table that was given.

    `class_of` gives the class of each row, -1 where the record is suppressed. `levels` says per
    quasi-identifier at which level it stands or, where rows differ, how many stand at which;
    `level_names` puts the levels into words where the hierarchy has any. `withheld` names the
    columns nobody gave a role. `optimal` says that no other choice of one level per column loses
    less. `emptied` counts per sensitive column the values taken from
    records that stay.
    """

    table: Table
    models: Models
    mode: Mode
    gcp: float
    losses: Mapping[str, float]
    suppressed: Bools
    class_of: Ints
    classes: int
    levels: Mapping[str, Levels]
    level_names: Mapping[str, tuple[str, ...]]
    withheld: tuple[str, ...]
    emptied: Mapping[str, int]
    optimal: bool
    seconds: float

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Give the rows as text, suppressed ones included."""
        return zip(*(column.labels() for column in self.table.columns), strict=True)


def anonymise(  # noqa: PLR0913 - the words of the command line
    table: Table,
    roles: Mapping[str, str],
    hierarchies: Mapping[str, Hierarchy],
    *,
    k: int,
    l: int | None = None,  # noqa: E741 - the name the literature gives it
    t: float | None = None,
    suppression: float = 0.0,
    mode: str = Mode.GLOBAL,
    person: str | None = None,
    spare_records: bool = False,
) -> Result:
    """Recode a table until every record it keeps satisfies k, l and t.

    `roles` says for every column what it may tell; an unnamed one is treated as an identifier.
    `suppression` is the share of records that may be given up. `person` names the column that
    tells persons apart: the models then count persons, not rows. With `spare_records` a class
    that fails only l or t keeps its records and loses its sensitive values instead.
    """
    start = time.perf_counter()
    models = Models(k, l, t)
    manner = check_request(models, suppression, mode)
    known = known_roles(table, roles, models)
    view = _view(table, known, person)
    ladders = tuple(climb(column, _hierarchy(column.name, hierarchies)) for column in view.quasi)
    searched = Models(k) if spare_records else models
    recoding = _recoded(view, view.problem(ladders, searched, suppression), manner)
    class_of, classes = classify(recoding)
    if not view.satisfied(class_of, searched):
        raise AssertionError("a class was kept that fails its models")
    emptied = view.failing(class_of, models) if spare_records else {}
    names = [ladder.name for ladder in ladders]
    return Result(
        table=_written(table, known, recoding, emptied),
        models=models,
        mode=manner,
        gcp=recoding.gcp(),
        losses=dict(zip(names, recoding.mean_losses(), strict=True)),
        suppressed=~recoding.kept,
        class_of=class_of,
        classes=classes,
        levels=dict(zip(names, recoding.levels, strict=True)),
        level_names={ladder.name: ladder.level_names for ladder in ladders},
        withheld=tuple(name for name in table.names if name not in roles),
        emptied={name: int(gone.sum()) for name, gone in emptied.items()},
        optimal=recoding.optimal,
        seconds=time.perf_counter() - start,
    )


def check_request(models: Models, suppression: float, mode: str) -> Mode:
    """Refuse thresholds and modes that mean nothing, before any file is read."""
    models.check()
    if not 0 <= suppression <= 1:
        raise UserError(N_("The share of records that may be suppressed must lie between 0 and 1."))
    if mode not in list(Mode):
        raise UserError(N_("There is no mode {mode}. Choose global, local or cells."), mode=mode)
    return Mode(mode)


def known_roles(table: Table, roles: Mapping[str, str], models: Models) -> dict[str, Role]:
    """Give every column its role; what nobody named does not leave."""
    for name, role in roles.items():
        table.column(name)
        if role not in list(Role):
            raise UserError(
                N_(
                    "The role of {column} is unknown."
                    " Choose quasi, sensitive, identifier or insensitive."
                ),
                column=name,
            )
    known = {name: Role(roles.get(name, Role.IDENTIFIER)) for name in table.names}
    if Role.QUASI not in known.values():
        raise UserError(N_("No column has the role quasi, so there is nothing to recode."))
    if models.sensitive and Role.SENSITIVE not in known.values():
        raise UserError(N_("l and t need a column with the role sensitive."))
    if not table.rows:
        raise UserError(N_("The table has no rows."))
    return known


def _recoded(view: View, problem: Problem, mode: Mode) -> Recoding:
    recoding = SEARCHES[mode](problem)
    if recoding is not None:
        return recoding
    if problem.rules.models.k > view.units():
        raise UserError(
            N_("The table has {units} records and k is {k}. Nothing was written."),
            units=view.units(),
            k=problem.rules.models.k,
        )
    raise UserError(
        N_(
            "Even at its coarsest the table does not satisfy these thresholds."
            " Allow more suppression or lower k or l, or raise t. Nothing was written."
        )
    )


def _written(
    table: Table, roles: Mapping[str, Role], recoding: Recoding, emptied: Mapping[str, Bools]
) -> Table:
    """Put the labels in place of the values; identifiers and what is suppressed become stars."""
    recoded = iter(zip(recoding.cells, recoding.labels, strict=True))
    columns = []
    for column in table.columns:
        role = roles[column.name]
        if role is Role.QUASI:
            codes, labels = next(recoded)
            columns.append(_starred(column.name, labels, codes, ~recoding.kept))
        elif role is Role.SENSITIVE:
            gone = ~recoding.kept | emptied.get(column.name, ~recoding.kept)
            columns.append(_starred(column.name, column.values, column.codes, gone))
        elif role is Role.IDENTIFIER:
            columns.append(relabel(column.name, [STAR], np.zeros(table.rows, np.int64)))
        else:
            columns.append(column)
    return Table(tuple(columns), table.rows)


def _starred(name: str, labels: tuple[str, ...], codes: Ints, gone: Bools) -> Column:
    return relabel(name, (*labels, STAR), np.where(gone, len(labels), codes))


def _view(table: Table, roles: Mapping[str, Role], person: str | None) -> View:
    return View(
        _columns(table, roles, Role.QUASI),
        _columns(table, roles, Role.SENSITIVE),
        table.column(person) if person else None,
    )


def _columns(table: Table, roles: Mapping[str, Role], role: Role) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if roles[column.name] is role)


def _hierarchy(name: str, hierarchies: Mapping[str, Hierarchy]) -> Hierarchy:
    if name not in hierarchies:
        raise UserError(N_("There is no hierarchy for {column}."), column=name)
    return hierarchies[name]
