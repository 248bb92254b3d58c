# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page of the demonstration, for the help and for looking at the work."""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.app import App
from desktop.core import store
from desktop.core.crypto import keys
from desktop.shell.preferences import Preferences

if TYPE_CHECKING:
    from desktop.shell.window import Window

SIZE = (1280, 760)
PATIENCE_MS = 60_000


def main(arguments: Sequence[str]) -> int:
    """Draw the pages of a demonstration into a folder: workspace, folder, language."""
    workspace, target, language = Path(arguments[0]), Path(arguments[1]), arguments[2]
    options = arguments[3:]
    theme = options[0] if options else "light"
    scale = float(options[1]) if len(options) > 1 else 1.0
    size = tuple(int(part) for part in options[2].split("x")) if len(options) > 2 else SIZE
    app = QApplication.instance() or QApplication(["vereda"])
    assert isinstance(app, QApplication)  # noqa: S101 - nobody made another kind
    settings = tempfile.TemporaryDirectory()
    preferences = Preferences(Path(settings.name) / "pictures.ini")
    preferences.language, preferences.theme, preferences.scale = language, theme, scale
    whole = App(app, preferences, workspace, lock=lambda: None)
    whole.start()
    _settle(app)
    if whole.entry is not None:
        whole.entry.resize(*size)
        whole.entry.grab().save(str(target / "unlock.png"))
    unlocked = keys.unlock(store.load_header(workspace), store.DEMO_USER, store.DEMO_PASSPHRASE)
    whole.open(workspace, unlocked)
    window = whole.window
    if window is None:
        return 1
    window.resize(*size)
    for name in window.places:
        window.go(name)
        _settle(app, window)
        window.grab().save(str(target / f"{name}.png"))
        _look_closer(app, window, name, target)
    whole.close()
    preferences.sync()  # what is written at the very end would make the removed folder anew
    return 0


def _look_closer(app: QApplication, window: "Window", name: str, target: Path) -> None:
    """Draw what lies one step inside a page: the first record, and the map."""
    page = cast(Any, window.pages[name])
    if name == "territory":
        page.show_map()
    elif name in ("participants", "incidents", "activities"):
        page.open(1)
    else:
        return
    _settle(app, window)
    window.grab().save(str(target / f"{name}_inside.png"))


def _settle(app: QApplication, window: "Window | None" = None) -> None:
    """Let the window paint, its searches answer and its jobs end."""
    deadline = QDeadlineTimer(PATIENCE_MS)
    quiet = time.monotonic() + 0.3
    while not deadline.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if window is not None and _busy(window):
            quiet = time.monotonic() + 0.3
        if time.monotonic() > quiet:
            return


def _busy(window: "Window") -> bool:
    """Tell whether a job runs, or a list has not arrived yet."""
    from desktop.widgets.list_pane import ListPane

    return window.jobs.busy or any(pane.busy for pane in window.findChildren(ListPane))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
