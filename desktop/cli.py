# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line: the same services as the window, for scripts and for whoever prefers it.

Exit code 0 done, 1 a foreseen error said in one sentence on stderr, 2 wrong usage. A passphrase
is asked for on the terminal or read from the first line of a file, never from an argument.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.core import faults, i18n, machine, paths
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no other name for it

Act = Callable[[argparse.Namespace], int]


class NotReachable(UserError):
    """A path that was given cannot be read or written; the system says which."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            N_(
                "{name} could not be read or written. Check that the folder is there, that you "
                "may write in it, and that the disk is not full."
            ),
            name=Path(str(error.filename2 or error.filename or "?")).name,
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    paths.keep_private()
    machine.keep_memory_private()
    _speak()
    chosen = parser().parse_args(arguments)
    act: Act = chosen.act
    try:
        return act(chosen)
    except (UserError, OSError) as error:
        print(error if isinstance(error, UserError) else NotReachable(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def tell_unforeseen(
    kind: type[BaseException], _error: BaseException, trace: TracebackType | None
) -> None:
    """Apologise for a fault and say where it was; its own words may quote a record."""
    print(faults.Unforeseen(), faults.redacted(kind, trace), sep="\n", file=sys.stderr)


def parser() -> argparse.ArgumentParser:
    """Return the whole command line; see the contract in README."""
    made = argparse.ArgumentParser(prog="vereda", description=_("Vereda works without internet."))
    made.add_argument("--version", dest="act", action="store_const", const=_version)
    selftest = lazily("cli_demo", "selftest")
    made.add_argument("--selftest", dest="act", action="store_const", const=selftest)
    made.set_defaults(act=_window)
    commands = made.add_subparsers(dest="command")
    _window_words(commands)
    _demo_words(commands)
    _workspace_words(commands)
    _output_words(commands)
    _anonymise_words(commands)
    return made


def _window_words(commands: "Commands") -> None:
    window = commands.add_parser("window", help=_("open the window in this process"))
    window.add_argument("--workspace", type=Path)
    window.set_defaults(act=_window)


def _demo_words(commands: "Commands") -> None:
    demo = commands.add_parser("demo", help=_("make the demonstration and open it"))
    demo.add_argument("--out", type=Path)
    demo.add_argument("--lang", choices=tuple(i18n.LANGUAGES), default=i18n.language())
    demo.add_argument("--people", type=_several, default=400)
    demo.add_argument("--seed", type=int, default=20_260)
    demo.add_argument("--headless", action="store_true")
    demo.set_defaults(act=lazily("cli_demo", "demo"))


def _workspace_words(commands: "Commands") -> None:
    init = commands.add_parser("init", help=_("make a workspace"))
    init.add_argument("workspace", type=Path)
    init.add_argument("--user", required=True)
    init.set_defaults(act=lazily("cli_work", "init"))
    for name, words in (
        ("check", _("look for damage")),
        ("backup", _("write a verified copy")),
        ("restore", _("bring a copy back into an empty folder")),
    ):
        made = commands.add_parser(name, help=words)
        if name == "restore":
            made.add_argument("backup", type=Path)
            made.add_argument("--recovery-file", type=Path)
        made.add_argument("workspace", type=Path)
        if name == "backup":
            made.add_argument("folder", type=Path)
        _key_words(made)
        made.set_defaults(act=lazily("cli_work", name))
    bring = commands.add_parser("import", help=_("read a table into a register"))
    bring.add_argument("workspace", type=Path)
    bring.add_argument("file", type=Path)
    bring.add_argument("--as", dest="register", required=True)
    bring.add_argument("--map", type=Path)
    bring.add_argument("--sheet")
    bring.add_argument("--context", action="store_true")
    bring.add_argument("--dry-run", action="store_true")
    _key_words(bring)
    bring.set_defaults(act=lazily("cli_work", "bring"))


def _output_words(commands: "Commands") -> None:
    report = commands.add_parser("report", help=_("print a period"))
    report.add_argument("workspace", type=Path)
    report.add_argument("--period", required=True)
    report.add_argument("--edition", choices=("donor", "public", "team"), default="donor")
    report.add_argument("--grant")
    export = commands.add_parser("export", help=_("write an anonymised dataset"))
    export.add_argument("workspace", type=Path)
    export.add_argument(
        "--recipient", choices=("public", "donor", "partner", "internal"), required=True
    )
    export.add_argument("--dataset", default="all")
    export.add_argument("--k", type=int, help=_("smaller groups than usual; somebody approves"))
    export.add_argument("--second", metavar="NAME", help=_("who approves, with a passphrase"))
    export.add_argument("--second-passphrase-file", type=Path)
    export.add_argument("--alone", metavar="REASON", help=_("confirm alone after 24 hours"))
    for made, act in ((report, "report"), (export, "export")):
        made.add_argument("--lang", choices=tuple(i18n.LANGUAGES))
        made.add_argument("--out", type=Path, required=True)
        made.add_argument("--force", action="store_true")
        _key_words(made)
        made.set_defaults(act=lazily("cli_output", act))


def _anonymise_words(commands: "Commands") -> None:
    made = commands.add_parser("anonymise", help=_("anonymise any table"))
    made.add_argument("table", type=Path)
    made.add_argument("--roles", type=Path, required=True)
    made.add_argument("--hierarchies", type=Path, required=True)
    made.add_argument("--k", type=int, required=True)
    made.add_argument("--l", type=int)
    made.add_argument("--t", type=float)
    made.add_argument("--suppression", type=float, default=0.0)
    made.add_argument("--mode", choices=("global", "local", "cells"), default="global")
    made.add_argument("--out", type=Path, required=True)
    made.add_argument("--force", action="store_true")
    made.set_defaults(act=lazily("cli_output", "anonymise"))


def _key_words(made: argparse.ArgumentParser) -> None:
    made.add_argument("--user")
    made.add_argument("--passphrase-file", type=Path)


def lazily(room: str, name: str) -> Act:
    """Return an act whose module is imported when it runs: ``--version`` needs no database."""

    def act(chosen: argparse.Namespace) -> int:
        from importlib import import_module

        result: int = getattr(import_module(f"desktop.{room}"), name)(chosen)
        return result

    return act


def _window(chosen: argparse.Namespace) -> int:
    from desktop import app

    return app.run(getattr(chosen, "workspace", None))


def _several(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 100_000:
        raise argparse.ArgumentTypeError(text)
    return number


def _version(_chosen: argparse.Namespace) -> int:
    from importlib.metadata import version

    print(f"Vereda {__version__}")
    for name in ("PySide6-Essentials", "sqlcipher3", "SQLAlchemy", "cryptography", "reportlab"):
        print(f"{name} {version(name)}")
    return 0


def _speak() -> None:
    """Speak the language of the terminal, Spanish where it is none of ours."""
    import locale
    import os

    found = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    i18n.set_language({"pt": "pt_BR", "en": "en", "C": "en"}.get(found[:2].rstrip("."), "es"))


if __name__ == "__main__":
    sys.exit(main())
