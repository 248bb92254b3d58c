# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that try a backup where it cannot be finished, and say what they were told.

Run as ``python -m tests.faults.copying ACT FOLDER TARGET [LIMIT]``; keys lie beside the folder.
"""

import os
import resource
import shutil
import signal
import sys
from contextlib import closing
from pathlib import Path

from desktop.core.backups import backup
from desktop.core.errors import UserError
from desktop.core.store import Workspace
from tests.faults.children import opened, say


def limited(workspace: Workspace, target: Path) -> None:
    """No file may grow beyond a limit while the copy is made."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
    tried(workspace, target)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)


def blind(workspace: Workspace, target: Path) -> None:
    """The disk seemed to have room before."""
    usage = shutil.disk_usage(workspace.folder)
    roomy = usage._replace(free=1 << 40)
    setattr(shutil, "disk_usage", lambda _path: roomy)  # noqa: B010 - a function in place of one
    tried(workspace, target)
    say(f"left {sum(path.name.startswith('.') for path in target.iterdir())}")


def killed(workspace: Workspace, target: Path) -> None:
    """Die without a word in the middle."""
    backup.backup(workspace, target, lambda *_step: os.kill(os.getpid(), signal.SIGKILL))


def tried(workspace: Workspace, target: Path) -> None:
    """Try a backup and say by what name it was refused."""
    try:
        backup.backup(workspace, target)
    except UserError as error:
        say(f"refused {type(error).__name__}")
    else:
        say("done")


ACTS = {"limited": limited, "blind": blind, "killed": killed}

if __name__ == "__main__":
    with closing(opened(Path(sys.argv[2]))) as made:
        ACTS[sys.argv[1]](made, Path(sys.argv[3]))
