# SPDX-License-Identifier: GPL-3.0-or-later
"""The one place that copies: marked as secret, and gone after ten seconds."""

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS: Final = 10

_MARKS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    "org.nspasteboard.ConcealedType": b"",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
}
"""What Klipper, macOS and Windows look for before they remember or send on what was copied."""


def guard() -> None:
    """Mark from now on whatever any field, table or label of the program copies by itself."""
    _keeper()


def copy(text: str) -> None:
    """Put words on the clipboard for ten seconds."""
    _keeper().copy(text, QClipboard.Mode.Clipboard)


def clear() -> None:
    """Empty the clipboard if what is on it is still ours."""
    _keeper().clear()


class _Keeper(QObject):
    """Knows what was copied last, and takes it away again."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self.clear)
        QGuiApplication.clipboard().changed.connect(self._mark)

    def copy(self, text: str, mode: QClipboard.Mode) -> None:
        data = QMimeData()
        data.setText(text)
        for kind, mark in _MARKS.items():
            data.setData(kind, mark)
        QGuiApplication.clipboard().setMimeData(data, mode)
        self._timer.start()

    def _mark(self, mode: QClipboard.Mode) -> None:
        """Put what a widget copied there again, marked, before anybody was told of it."""
        board = QGuiApplication.clipboard()
        if not _ours(board, mode):
            return
        data = board.mimeData(mode)
        if data is not None and data.hasText() and not data.hasFormat(next(iter(_MARKS))):
            self.copy(data.text(), mode)

    def clear(self) -> None:
        self._timer.stop()
        board = QGuiApplication.clipboard()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            if _ours(board, mode):
                board.clear(mode)


def _ours(board: QClipboard, mode: QClipboard.Mode) -> bool:
    """Tell whether what lies there was put there by this program."""
    if _alone():
        return True
    if mode == QClipboard.Mode.Selection:
        return board.supportsSelection() and board.ownsSelection()
    return board.ownsClipboard()


def _alone() -> bool:
    """Tell whether there is no screen, and so nobody else who could have copied."""
    return QGuiApplication.platformName() == "offscreen"


def _keeper() -> _Keeper:
    app = QGuiApplication.instance()
    assert app is not None  # noqa: S101 - who copies has a window
    found = app.findChild(_Keeper)
    return found if found is not None else _Keeper(app)
