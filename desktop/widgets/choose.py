# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing a file in Qt's own dialog: the system's would remember it in lists others read."""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.i18n import _

OPEN: Final = (QFileDialog.FileMode.ExistingFile, QFileDialog.AcceptMode.AcceptOpen)
SAVE: Final = (QFileDialog.FileMode.AnyFile, QFileDialog.AcceptMode.AcceptSave)
FOLDER: Final = (QFileDialog.FileMode.Directory, QFileDialog.AcceptMode.AcceptOpen)
_REMEMBERED: Final = ("FileDialog/history", "FileDialog/lastVisited", "FileDialog/shortcuts")

Way = tuple[QFileDialog.FileMode, QFileDialog.AcceptMode]


def path(parent: QWidget | None, title: str, kinds: str, way: Way, name: str = "") -> Path | None:
    """Let a file or folder be chosen; None when they turn back. Nothing remembers it."""
    _remember_nothing()
    asked = QFileDialog(parent, title)
    asked.setObjectName("choose_file")
    asked.setOption(QFileDialog.Option.DontUseNativeDialog)
    asked.setFileMode(way[0])
    asked.setAcceptMode(way[1])
    asked.setOption(QFileDialog.Option.ShowDirsOnly, way == FOLDER)
    if kinds:
        asked.setNameFilters(kinds.split(";;"))
    if name:
        asked.selectFile(name)
    # what Qt's catalogues lack
    asked.setLabelText(QFileDialog.DialogLabel.LookIn, _("Look in"))
    asked.setLabelText(QFileDialog.DialogLabel.FileType, _("Kind of file"))
    agreed = asked.exec() == QFileDialog.DialogCode.Accepted
    chosen = asked.selectedFiles() if agreed else []
    asked.setHistory([])
    asked.deleteLater()
    asked.destroyed.connect(_forget)
    return Path(chosen[0]) if chosen else None


def _remember_nothing() -> None:
    """Send what Qt remembers of its file dialogs nowhere; Windows has one place only for it."""
    if sys.platform != "win32":
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


def _forget() -> None:
    """Take out again what the dialog wrote into the registry as it went."""
    if sys.platform == "win32":
        kept = QSettings(QSettings.Scope.UserScope, "QtProject")
        for name in _REMEMBERED:
            kept.remove(name)
