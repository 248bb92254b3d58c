# SPDX-License-Identifier: GPL-3.0-or-later
"""``vereda demo``: workspace, report, dataset and pictures of every page; then the window."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from desktop.core import clock, guard, i18n, paths, store
from desktop.core.i18n import _
from desktop.demo import make
from desktop.reports import period

SIZE = (1280, 760)


def demo(chosen: argparse.Namespace) -> int:
    """Make everything anew in the folder, then open the window unless there is no screen."""
    i18n.set_language(chosen.lang)
    folder = _folder(chosen.out)
    print(_("Making the demonstration in {folder}").format(folder=folder))
    make.make(folder / "workspace", language=chosen.lang, count=chosen.people, seed=chosen.seed)
    _outputs(folder, chosen.lang)
    headless = chosen.headless or not has_screen()
    if headless:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _pictures(folder, chosen.lang)
    print(_("User: {user}").format(user=store.DEMO_USER))
    print(_("Passphrase: {words}").format(words=store.DEMO_PASSPHRASE))
    if headless:
        print(_("There is no screen, so the window was not opened."))
        return 0
    command = [sys.executable, "-P", "-m", "desktop", "window"]
    return subprocess.call([*command, "--workspace", str(folder / "workspace")])  # noqa: S603 - ourselves


def has_screen() -> bool:
    """Tell whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def selftest(_chosen: argparse.Namespace) -> int:
    """Open the window on a small demonstration without a screen, write a PDF, and end."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make.make(folder / "workspace", language="es", count=30)
        _report(folder, "es")
        _pictures(folder, "es")
        shown = len(list((folder / "screenshots").glob("*.png")))
    print(f"ok {shown}")
    return 0


def _folder(out: Path | None) -> Path:
    """Return the folder to fill: given and empty, or ``demo`` in the user's data, made anew."""
    if out is None:
        folder = paths.user_data() / "demo"
        _check_that_nobody_needs(folder / "workspace")
        shutil.rmtree(folder, ignore_errors=True)
    else:
        folder = out
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise store.FolderTaken
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _check_that_nobody_needs(workspace: Path) -> None:
    """Refuse to make anew what is open in a window, or is no demonstration."""
    if workspace.is_dir():
        guard.FolderLock(workspace, store.DEMO_USER).release()
    with suppress(store.NoWorkspaceHere):
        if not store.load_header(workspace).demo:
            raise store.FolderTaken


def _outputs(folder: Path, language: str) -> None:
    from desktop.exports import service as exports

    workspace = store.Workspace.open(folder / "workspace", store.DEMO_USER, store.DEMO_PASSPHRASE)
    try:
        _write_report(workspace, folder, language)
        exports.write_what_may_leave(workspace, "public", folder / "dataset", language)
    finally:
        workspace.close()


def _report(folder: Path, language: str) -> None:
    workspace = store.Workspace.open(folder / "workspace", store.DEMO_USER, store.DEMO_PASSPHRASE)
    try:
        _write_report(workspace, folder, language)
    finally:
        workspace.close()


def _write_report(workspace: store.Workspace, folder: Path, language: str) -> None:
    from desktop.reports import service

    month = period.month_of(clock.today()).before()
    whole = period.month_of(month.first)
    service.make(workspace, whole, folder / "report.pdf", language=language)


def _pictures(folder: Path, language: str) -> None:
    """Draw every page once in a process of its own: a window is not for two lives."""
    target = folder / "screenshots"
    target.mkdir()
    quiet = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*.warning=false"}
    environment = {**os.environ, **quiet}
    pictures = [sys.executable, "-P", "-m", "desktop.app_pictures"]
    command = [*pictures, str(folder / "workspace"), str(target)]
    subprocess.run([*command, language], env=environment, check=True)  # noqa: S603 - ourselves
