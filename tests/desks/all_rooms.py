# SPDX-License-Identifier: GPL-3.0-or-later
"""Every module of the program, loaded, with what is written in it."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import desktop

_NOT_ROOMS = ("desktop.migrations", "desktop.__main__")


@cache
def every_room() -> Mapping[str, str]:
    """Load each module, so that its classes are known; returns what is written in each."""
    names = [one.name for one in pkgutil.walk_packages(desktop.__path__, "desktop.")]
    return {
        name: Path(str(importlib.import_module(name).__file__)).read_text("utf-8")
        for name in names
        if not name.startswith(_NOT_ROOMS)
    }
