# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window in a process of its own, with a hand inside it that types what a script says.

``python -m tests.driven.window FOLDER SCRIPT WORKSPACE`` stands where the launcher starts the
window. FOLDER is where hand and test talk: a file appears there when the hand has come so far
(``reached``), and the hand waits for files of the test (``told``).
"""

import ctypes
import os
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop import cli
from desktop.shell.unlock import Unlock

W = TypeVar("W", bound=QWidget)
Script = Iterator[Callable[[], object]]
"""What a script yields: asked again and again until it answers with something true."""
CTRL = Qt.KeyboardModifier.ControlModifier
_PR_SET_DUMPABLE = 4


class Hand(QObject):
    """Runs a script beside the program's own event loop."""

    def __init__(self, app: QApplication, talk: Path) -> None:
        super().__init__(app)
        self.app, self.talk = app, talk
        self._script: Script | None = None
        self._until: Callable[[], object] = bool
        self._timer = QTimer(self, interval=10)
        self._timer.timeout.connect(self._step)

    def follow(self, script: Script) -> None:
        """Begin; the first step is taken once the event loop runs."""
        self._script, self._until = script, lambda: True
        self._timer.start()

    def reached(self, step: str) -> None:
        """Tell the test how far this is, and when that was."""
        part = self.talk / f".{step}"
        part.write_text(f"{os.getpid()} {time.monotonic()}", encoding="ascii")
        part.rename(self.talk / step)

    def told(self, word: str) -> Callable[[], bool]:
        """Wait for a word of the test."""
        return (self.talk / word).exists

    def came(self, step: str) -> bool:
        """Whether a process before this one came so far."""
        return (self.talk / step).exists()

    def seen(self, kind: type[W], name: str = "") -> Callable[[], W | None]:
        """Wait for a part that can be seen."""

        def look() -> W | None:
            tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
            for top in tops:
                for one in (top, *top.findChildren(QWidget)):
                    right = isinstance(one, kind) and (not name or one.objectName() == name)
                    if right and one.isVisible() and one.isEnabled():
                        return one  # type: ignore[return-value]
            return None

        return look

    def part(self, kind: type[W], name: str = "") -> W:
        """Return a part that can be seen now."""
        found = self.seen(kind, name)()
        assert found is not None, f"no {kind.__name__} {name}"
        return found

    @property
    def program(self) -> Any:
        """The program's own window."""
        return next(top for top in QApplication.topLevelWidgets() if top.objectName() == "window")

    def unlock(self) -> None:
        """Type the passphrase of the file the test left, read only now."""
        words = (self.talk / "words").read_text(encoding="utf-8")
        line = self.part(Unlock).passphrase.line
        line.setFocus()
        QTest.keyClicks(line, words)

    def let_others_read(self) -> None:
        """Undo what the program did against it: the test reads this memory, and is no superuser."""
        if os.geteuid() != 0:
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)

    def _step(self) -> None:
        assert self._script is not None
        self._timer.stop()
        try:
            while self._until():
                self._until = next(self._script)
        except StopIteration:
            return
        except BaseException as error:
            (self.talk / "failed").write_text(f"{type(error).__name__}: {error}", encoding="utf-8")
            self.app.exit(3)
            raise
        self._timer.start()


def main(talk: str, script: str, workspace: str) -> int:
    """Open the window as ``vereda window`` does, with a hand in it."""
    app = QApplication(sys.argv[:1])
    hand = Hand(app, Path(talk))
    room, name = script.split(":")
    hand.follow(getattr(import_module(room), name)(hand))
    return cli.main(["window", "--workspace", workspace])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
