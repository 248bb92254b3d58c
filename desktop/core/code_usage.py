# SPDX-License-Identifier: GPL-3.0-or-later
"""Which fields use a code list, and how many records hold each of its codes."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop.core import custom
from desktop.core.fields import FieldSpec, Kind, specs
from desktop.core.tables import Record, models_of, table_of

if TYPE_CHECKING:
    from desktop.core.work import Work

FIXED = frozenset(
    {
        "case_status",
        "consent_answer",
        "consent_purpose",
        "consent_status",
        "custom_kind",
        "custom_privacy",
        "custom_register",
        "date_precision",
        "dialogue_stage",
        "need_state",
        "placement_status",
        "retention_checkpoint",
        "retention_result",
        "same_person",
        "verification",
        "yes_no",
    }
)
"""Lists the program itself acts on: their words may change, their codes may not."""


def fields(store: str) -> Iterator[tuple[type[Record], FieldSpec]]:
    """Yield every field of a store whose answers come from a list."""
    for model in models_of(store):
        for spec in (*specs(model.draft), *custom.known(str(model.__tablename__))):
            if spec.about.codes:
                yield model, spec


def lists(store: str) -> dict[str, str]:
    """Return every list a store's forms use, with the title of the first field that asks it."""
    found: dict[str, str] = {}
    for _model, spec in fields(store):
        if not spec.about.hidden:
            found.setdefault(spec.about.codes, spec.title)
    return found


def count(work: "Work", name: str) -> Counter[str]:
    """Return how many answers of this store hold each code of a list; deleted records count too."""
    work.may("settings")
    found: Counter[str] = Counter()
    for model, spec in fields(work.store):
        if spec.about.codes == name:
            found.update(_held(work, model, spec))
    return found


def _held(work: "Work", model: type[Record], spec: FieldSpec) -> dict[str, int]:
    table = table_of(model)
    declared = spec.name in table.c
    column = table.c[spec.name] if declared else table.c.extra
    if spec.kind is Kind.CODES:
        inside = column if declared else sa.func.json_extract(column, f"$.{spec.name}")
        each = sa.func.json_each(sa.func.coalesce(inside, "[]")).table_valued("value")
        query = sa.select(each.c.value, sa.func.count()).select_from(table.join(each, sa.true()))
        query = query.group_by(each.c.value)
    else:
        one = column if declared else sa.func.json_extract(column, f"$.{spec.name}")
        query = sa.select(one, sa.func.count()).where(one.is_not(None)).group_by(one)
    return {str(code): int(n) for code, n in work.session.execute(query)}
