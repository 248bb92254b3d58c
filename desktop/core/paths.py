# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the program's own files and the user's data live."""

import os
from pathlib import Path

import platformdirs

_ROOT = Path(__file__).resolve().parents[2]


def resource(*parts: str) -> Path:
    """Return the path of a shipped data file under ``resources/``."""
    return _ROOT.joinpath("resources", *parts)


def translations() -> Path:
    """Return the folder of the message catalogues."""
    return _ROOT / "translations"


def user_data() -> Path:
    """Return the folder for workspaces made without a chosen place; it is made when asked for."""
    folder = Path(platformdirs.user_data_dir("Vereda", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep_private() -> None:
    """Let nobody but the user read what this process writes from now on."""
    os.umask(0o077)
