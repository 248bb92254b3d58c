# SPDX-License-Identifier: GPL-3.0-or-later
"""The computer's own signs that nobody we know is at this screen, of whichever system it runs."""

import sys

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.shell.bus import BusSigns
from desktop.shell.native import NativeSigns

Signs = BusSigns | NativeSigns


def listen(window: QWidget, parent: QObject) -> Signs:
    """Return what hears the signs here; its ``locked`` is the sign to lock at once."""
    linux = sys.platform.startswith("linux")
    if linux:
        return BusSigns(parent=parent, title=window.windowTitle())
    return NativeSigns(window, parent)
