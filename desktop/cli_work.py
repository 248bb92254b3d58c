# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands on a workspace: make, import, check, back up, restore."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.core import i18n, store
from desktop.core.crypto import paper
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext


class NoSuchFile(UserError):
    """A file named on the command line is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(N_("There is no file {name}. Nothing was done."), name=name)


class Exists(UserError):
    """Something would be written over."""

    def __init__(self, name: str) -> None:
        super().__init__(
            N_("{name} already exists. Nothing was written. Use --force to replace it."), name=name
        )


class NoPassphrase(UserError):
    """There is nobody at a terminal to ask."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "No passphrase was given, so nothing was done. Write it on the terminal, "
                "or name a file with --passphrase-file."
            )
        )


def init(chosen: argparse.Namespace) -> int:
    """Make a workspace; passphrase and recovery key go to stdout once, a line each."""
    created = store.create(chosen.workspace, chosen.user, language=i18n.language())
    print(created.passphrase)
    print("-".join(created.recovery))
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Tell what is damaged; 1 when anything is."""
    from desktop.core import soundness
    from desktop.core.backups import backup

    with opened(chosen) as workspace:
        problems = backup.check(workspace)
        notes = [] if problems else soundness.notes(workspace)
    for problem in problems:
        print(problem, file=sys.stderr)
    for note in notes:
        print(note)
    if not problems:
        print(_("No damage was found."))
    return 1 if problems else 0


def backup(chosen: argparse.Namespace) -> int:
    """Write a verified copy into a folder."""
    from desktop.core.backups import backup as backups

    with opened(chosen) as workspace:
        print(backups.backup(workspace, chosen.folder))
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Bring a copy back into an empty folder."""
    from desktop.core.backups import backup as backups

    recovery = None
    passphrase = None
    if chosen.recovery_file:
        recovery = paper.read(_first_lines(chosen.recovery_file))
    else:
        passphrase = asked(chosen)
    done = backups.restore(
        chosen.backup, chosen.workspace, user=chosen.user, passphrase=passphrase, recovery=recovery
    )
    print(_("The copy was brought back."))
    for line in backups.told(done):
        print(line)
    return 0


def bring(chosen: argparse.Namespace) -> int:
    """Import a table; with --dry-run only say what would happen."""
    from desktop import slices
    from desktop.imports import command

    if not chosen.file.is_file():
        raise NoSuchFile(chosen.file.name)
    with opened(chosen) as workspace:
        outcome = command.run(
            workspace,
            chosen.file,
            chosen.register,
            slices.targets(),
            map_file=chosen.map,
            sheet=chosen.sheet,
            context=chosen.context,
            dry_run=chosen.dry_run,
        )
    for line in outcome.lines:
        print(line)
    words = ngettext("{n} row was refused.", "{n} rows were refused.", outcome.refused)
    print(words.format(n=outcome.refused))
    words = ngettext("{n} row is good.", "{n} rows are good.", outcome.good)
    print(words.format(n=outcome.good))
    return 0


@contextmanager
def opened(chosen: argparse.Namespace) -> Iterator[store.Workspace]:
    """Open the workspace of a command with the passphrase asked for or read from a file."""
    from desktop.organisation import service as organisation

    store.load_header(chosen.workspace)
    workspace = store.Workspace.open(chosen.workspace, chosen.user, asked(chosen))
    try:
        with workspace.work() as work:
            organisation.use_words(work)
        yield workspace
    finally:
        workspace.close()


def asked(chosen: argparse.Namespace) -> str:
    """Return the passphrase of who works: from the file named, or typed on the terminal."""
    return passphrase_in(chosen.passphrase_file)


def passphrase_in(file: Path | None) -> str:
    """Return the passphrase: the first line of the file, or what is typed on the terminal."""
    if file is None:
        try:
            return getpass.getpass(_("Passphrase") + ": ")
        except EOFError:
            raise NoPassphrase from None
    return _first_lines(file).split("\n", 1)[0]


def _first_lines(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")[:2_000]
    except (OSError, UnicodeDecodeError):
        raise NoSuchFile(path.name) from None
