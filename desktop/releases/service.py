# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading the ledger: what was printed or released, for those who answer for it."""

import sqlalchemy as sa

from desktop.core import i18n
from desktop.core.i18n import _
from desktop.core.tables import table_of
from desktop.core.work import Work
from desktop.releases.model import Release

_C = table_of(Release).c
MOST = 200


def offered(work: Work) -> list[tuple[str, str]]:
    """Return (id, words) of the latest entries of the ledger."""
    work.may("demands")
    kinds = {"report": _("Report"), "dataset": _("Dataset"), "map": _("Map of the team")}
    query = (
        sa.select(_C.id, _C.code, _C.kind, _C.created_at)
        .where(_C.deleted_at.is_(None))
        .order_by(_C.row.desc())
        .limit(MOST)
    )
    return [
        (identity, f"{code} · {kinds.get(kind, kind)} · {i18n.format_day(moment.date())}")
        for identity, code, kind, moment in work.session.execute(query)
    ]
