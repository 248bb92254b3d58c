# SPDX-License-Identifier: GPL-3.0-or-later
"""The launcher: starts the window as a child, and again after every lock. It never sees a secret.

Locking ends the process that held the keys; Python cannot wipe its own memory, the end of a
process can. Exit code 75 means locked, any other ends the launcher too. Everything else that is
asked of ``vereda`` runs in this process by the command line.
"""

import subprocess
import sys
from collections.abc import Sequence

LOCKED = 75
WINDOW = (sys.executable, "-P", "-m", "desktop.cli", "window")
"""-P: a file that lies in the folder the person stands in must never be taken for the program."""
OLDEST_WINDOWS = (10, 0, 17763)
_TOO_OLD = {
    "es": "Vereda necesita Windows 10 (versión 1809) o posterior; no se cambió nada.",
    "pt": "O Vereda precisa do Windows 10 (versão 1809) ou mais recente; nada foi alterado.",
    "en": "Vereda needs Windows 10 (version 1809) or later; nothing was changed.",
}


def main(arguments: list[str] | None = None) -> int:
    """Open the window, or hand the words to the command line; returns the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if sys.platform == "win32" and sys.getwindowsversion()[:3] < OLDEST_WINDOWS:
        import locale

        language = (locale.getlocale()[0] or "en")[:2].lower()
        print(_TOO_OLD.get(language, _TOO_OLD["en"]), file=sys.stderr)
        return 1
    if words and words[0] != "window":
        from desktop import cli

        sys.excepthook = cli.tell_unforeseen
        return cli.main(words)
    return keep_open(words[1:])


def keep_open(options: Sequence[str], program: Sequence[str] = WINDOW) -> int:
    """Run the window until it ends with anything but a lock."""
    while True:
        code = subprocess.call([*program, *options])
        if code != LOCKED:
            return code


if __name__ == "__main__":
    sys.exit(main())
