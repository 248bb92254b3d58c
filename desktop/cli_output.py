# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands that write something which leaves: report, dataset, any anonymised table."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli_work import Exists, NoSuchFile, opened, passphrase_in
from desktop.core.crypto import header
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.team import approvals

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.exports.recipients import Lowered


class NoDataset(UserError):
    """``--force`` writes over a dataset, never over a file or a workspace."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("{name} holds something that is no dataset. Nothing was written over."), name=name
        )


def report(chosen: argparse.Namespace) -> int:
    """Print a period into a PDF."""
    from desktop.organisation import service as organisation
    from desktop.reports import period, service

    wanted = period.parse(chosen.period)
    if chosen.out.exists() and not chosen.force:
        raise Exists(chosen.out.name)
    with opened(chosen) as workspace:
        with workspace.work() as work:
            language = chosen.lang or organisation.about(work).language
        pages = service.make(
            workspace,
            wanted,
            chosen.out,
            edition=chosen.edition,
            language=language,
            grant=chosen.grant or "",
        )
    print(_("{n} pages").format(n=pages))
    return 0


def export(chosen: argparse.Namespace) -> int:
    """Write a dataset, or the tables a small programme may release."""
    from desktop.exports import service
    from desktop.organisation import service as organisation

    _free(chosen.out, force=chosen.force)
    with opened(chosen) as workspace:
        with workspace.work() as work:
            language = chosen.lang or organisation.about(work).language
        verdict = service.write(
            workspace,
            _recipient(workspace, chosen),
            chosen.out,
            dataset=chosen.dataset,
            language=language,
            force=chosen.force,
        )
    for line in verdict.sentences():
        print(line)
    return 0


def _recipient(workspace: "Workspace", chosen: argparse.Namespace) -> "str | Lowered":
    """Return the recipient; smaller groups are approved by a second, or alone after a day."""
    from desktop.exports import recipients

    if chosen.k is None or chosen.k == recipients.find(chosen.recipient).k:
        return str(chosen.recipient)
    wanted = recipients.Lowered(chosen.recipient, chosen.k)
    recipients.find(wanted)
    action, deed = approvals.RELEASE, wanted.deed
    if chosen.second:
        words = passphrase_in(chosen.second_passphrase_file)
        given = approvals.second(workspace, chosen.second, words, action, deed)
        return replace(wanted, approval=given.id)
    if not chosen.alone:
        raise approvals.TwoAreNeeded
    with workspace.work(write=True) as work:
        asked = approvals.waiting(work, action, deed)
        request = asked.id if asked else approvals.ask(work, action, deed, chosen.alone)
    with workspace.work(write=True) as work:
        return replace(wanted, approval=approvals.confirm_alone(work, request).id)


def anonymise(chosen: argparse.Namespace) -> int:
    """Anonymise any table with its roles and hierarchies."""
    from desktop.anonymity import files

    if not chosen.table.is_file():
        raise NoSuchFile(chosen.table.name)
    result = files.anonymise_files(
        chosen.table,
        chosen.roles,
        chosen.hierarchies,
        chosen.out,
        k=chosen.k,
        l=chosen.l,
        t=chosen.t,
        suppression=chosen.suppression,
        mode=chosen.mode,
        force=chosen.force,
    )
    print(f"GCP {result.gcp:.4f}", file=sys.stdout)
    return 0


def _free(out: Path, *, force: bool) -> None:
    """Refuse a folder that holds something, and by force as well a file or a workspace."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not force:
        raise Exists(out.name)
    if not out.is_dir() or (out / header.NAME).exists():
        raise NoDataset(out.name)
