# SPDX-License-Identifier: GPL-3.0-or-later
"""Make a dataset: look at the verdict first, write it then; the ledger knows what left."""

import secrets
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import clock, i18n, journal, records
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.team import approvals
from desktop.core.work import Work
from desktop.exports import bundle, recipients
from desktop.exports.recipients import Lowered
from desktop.exports.verdict import Verdict
from desktop.releases.model import Release

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.exports.dataset import Dataset

DATASETS = ("all", "participants", "placements", "incidents", "casework")
TABLES = "donor"
SECRET_BYTES = 32
STEPS = 3
"""Read, decided, written; nothing is told after the last, when it is too late to stop."""

Tell = Callable[[int, int], None]


class MustNotLeave(UserError):
    """The verdict forbids it; ``verdict`` says why, in its language, and what may leave instead."""

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        super().__init__("{why}", why=" ".join([*verdict.why, _("Nothing was written.")]))


def preview(
    workspace: "Workspace",
    recipient: str | Lowered,
    dataset: str = "all",
    language: str = "es",
    progress: Tell = lambda _done, _total: None,
) -> Verdict:
    """Return what a dataset for a recipient would be, and write nothing."""
    from desktop.exports import judge  # numpy, on first use only

    made = _make(workspace, recipient, dataset, _secret(), progress)
    with i18n.speaking(language):
        return judge.verdict(made)


def write(
    workspace: "Workspace",
    recipient: str | Lowered,
    out: Path,
    dataset: str | None = "all",
    language: str = "es",
    *,
    secret: bytes | None = None,
    force: bool = False,
    progress: Tell = lambda _done, _total: None,
) -> Verdict:
    """Write a dataset into an empty folder and note it in the ledger; MustNotLeave otherwise.

    The secret behind pseudonyms and order is made for this release and forgotten with it.
    ``force`` replaces a folder that is there. Groups smaller than usual leave only with an
    approval of this very release, which is spent by it.
    """
    from desktop.exports import check, judge, known, package  # numpy, on first use only

    approved = _require(workspace, recipient)
    if not force:
        bundle.free(out)
    made = _make(workspace, recipient, dataset or DATASETS[0], secret or _secret(), progress)
    with workspace.work() as work:
        guarded = known.gather(work, made.source)
    with i18n.speaking(language):
        made.approved = approved
        verdict = judge.verdict(made)
        if not verdict.leaves:
            raise MustNotLeave(verdict)
        files = package.files(
            made.sheets,
            made.recipient.name,
            made.source.day,
            verdict.figures or {},
            judge.promise(made),
        )
    progress(2, STEPS)
    with workspace.work(write=True) as work:  # no file without its line in the ledger
        if isinstance(recipient, Lowered):
            approvals.use(work, recipient.approval, approvals.RELEASE, recipient.deed)
        _note(work, made, files[package.SUMS])
        with i18n.speaking(language):
            bundle.write(
                out,
                files,
                lambda folder: check.written(folder, made.sheets, made.recipient, guarded),
                force=force,
            )
    return verdict


def write_what_may_leave(
    workspace: "Workspace", recipient: str, out: Path, language: str = "es"
) -> Verdict:
    """Write rows where they may leave, and else tables of counts, as for a donor."""
    try:
        return write(workspace, recipient, out, language=language)
    except MustNotLeave as refused:
        if not refused.verdict.tables_offered:
            raise
    return write(workspace, TABLES, out, language=language)


def people(workspace: "Workspace") -> tuple[int, int]:
    """Return how many people agreed to anonymous figures, and how many are registered."""
    from desktop.consents import export as consents
    from desktop.participants import service as participants

    with workspace.work() as work:
        agreed = consents.countable(work, clock.today())
        return len(agreed & set(participants.codes_of(work))), len(
            participants.keys(work, "", {}, "")
        )


def _secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def _require(workspace: "Workspace", recipient: str | Lowered = "") -> approvals.Approval | None:
    """Ask for the right, and for a needed approval, before anything is said of what could leave."""
    with workspace.work() as work:
        work.may("export")
        if isinstance(recipient, Lowered):
            return approvals.held(work, recipient.approval, approvals.RELEASE, recipient.deed)
    return None


def _make(
    workspace: "Workspace",
    recipient: str | Lowered,
    dataset: str,
    secret: bytes,
    progress: Tell,
) -> "Dataset":
    from desktop.exports import dataset as datasets  # numpy, on first use only
    from desktop.exports import ledger, tables

    _require(workspace)
    if dataset not in DATASETS:
        raise UserError(
            N_(
                "There is no dataset {name}. Choose all, participants, placements, incidents or "
                "casework."
            ),
            name=dataset,
        )
    wanted = recipients.find(recipient)
    if not people(workspace)[0]:
        raise UserError(
            N_("Nobody has agreed to be counted in anonymous figures yet. Nothing was written.")
        )
    with workspace.work() as work:
        work.may("export")
        source = tables.read(work, wanted, clock.today())
        close = ledger.closest(work, wanted, source.participants.persons)
    progress(1, STEPS)
    made = datasets.make(source, wanted, dataset, secret)
    made.compare(close if dataset != "incidents" else None)
    return made


def _note(work: Work, made: "Dataset", sums: bytes) -> None:
    """Write the ledger: what left with which hash, at which levels, and about whom."""
    from desktop.exports import ledger

    work.may("export")
    scheme = {
        "k": made.recipient.k,
        "files": [sheet.name for sheet in made.sheets],
        "levels": {
            sheet.name: {one.name: one.level for one in sheet.headings} for sheet in made.sheets
        },
        ledger.PEOPLE: sorted(made.source.participants.persons) if made.about_people else [],
    }
    values = {
        "kind": ledger.KIND,
        "recipient": made.recipient.name,
        "period": made.source.day.isoformat(),
        "sha256": sha256(sums).hexdigest(),
    }
    records.create(work, Release, values, scheme=scheme)
    journal.write(work, "export", f"{made.recipient.name}:{len(made.sheets)}")
