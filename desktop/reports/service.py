# SPDX-License-Identifier: GPL-3.0-or-later
"""Print a report: read, draw, and note in the ledger what left with which hash."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import files, journal, records
from desktop.core.work import Work
from desktop.incidents import figures_service
from desktop.incidents.service import PROTECTED
from desktop.releases.model import Release
from desktop.reports import grants, monthly
from desktop.reports.monthly import Edition
from desktop.reports.period import Period

if TYPE_CHECKING:
    from desktop.core.store import Workspace


def make(
    workspace: "Workspace",
    period: Period,
    target: Path,
    *,
    edition: Edition = "donor",
    language: str = "es",
    reason: str = "",
    grant: str = "",
) -> int:
    """Draw the report into a file and return its pages; no file without its line in the ledger."""
    content, pages = _drawn(workspace, period, edition, language, grant)
    with workspace.work(write=True) as work:
        paid = f":{grants.find(work, grant).reference}" if grant else ""
        _note(work, period, f"{edition}{paid}", content, reason)
        files.replace(target, content)
    return pages


def preview(
    workspace: "Workspace",
    period: Period,
    *,
    edition: Edition = "donor",
    language: str = "es",
    grant: str = "",
) -> bytes:
    """Draw the report in memory for the screen; nothing leaves, nothing is noted."""
    return _drawn(workspace, period, edition, language, grant)[0]


def _drawn(
    workspace: "Workspace", period: Period, edition: Edition, language: str, grant: str = ""
) -> tuple[bytes, int]:
    """Return the PDF and how many pages it has."""
    from desktop.reports import pdf  # ReportLab, on first use only

    apart = None
    if PROTECTED in workspace.open_stores and not grant:
        with workspace.work(PROTECTED) as work:
            work.may("report")
            apart = figures_service.apart(work, period.first, period.last)
    with workspace.work() as work:
        work.may("report")
        document = monthly.build(
            work,
            period,
            edition=edition,
            language=language,
            is_demo=workspace.is_demo,
            grant=grant,
            header=workspace.header,
            apart=apart,
        )
    drawn = BytesIO()
    pages = pdf.draw(document, drawn)
    return drawn.getvalue(), pages


def _note(work: Work, period: Period, edition: str, content: bytes, reason: str) -> None:
    records.create(
        work,
        Release,
        {
            "kind": "report",
            "recipient": edition,
            "period": period.name,
            "sha256": sha256(content).hexdigest(),
            "reason": reason or None,
        },
    )
    journal.write(work, "print_report", f"{edition}:{period.name}")
