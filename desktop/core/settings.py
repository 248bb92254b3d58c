# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the organisation, kept inside a store; those of the machine are the shell's."""

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core.tables import setting

if TYPE_CHECKING:
    from desktop.core.work import Work

_READ = sa.select(setting.c.value).where(setting.c.name == sa.bindparam("called", type_=sa.String))


def read(work: "Work", name: str, default: Any = None) -> Any:
    """Return a setting, or the default where it was never written."""
    found = work.session.execute(_READ, {"called": name}).scalar()
    return default if found is None else json.loads(found)


def write(work: "Work", name: str, value: object) -> None:
    """Write a setting; the caller journals what it means."""
    text = json.dumps(value, ensure_ascii=False)
    work.session.execute(setting.delete().where(setting.c.name == name))
    work.session.execute(setting.insert().values(name=name, value=text))
    work.touched.add("setting")
