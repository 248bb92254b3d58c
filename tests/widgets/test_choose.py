# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing a file leaves no trace of it in the person's folders, and speaks their language."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

CHOOSE = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit
from desktop.core import i18n
from desktop.widgets import dialogs

app = QApplication(sys.argv[:1])
i18n.set_language("es")
shown = []

def answer():
    asked = app.activeModalWidget()
    if not isinstance(asked, QFileDialog):
        QTimer.singleShot(10, answer)
        return
    shown.extend(one.text() for one in asked.findChildren(QLabel))
    if asked.fileMode() != QFileDialog.FileMode.Directory:
        asked.findChild(QLineEdit).setText(sys.argv[2])
    asked.accept()

for act in (
    lambda: dialogs.choose_file_to_save(None, "x", [("Hojas", "*.csv")], "lista.csv"),
    lambda: dialogs.choose_file_to_open(None, "x", [("Hojas", "*.csv")]),
    lambda: dialogs.choose_folder(None, "x"),
):
    QTimer.singleShot(0, answer)
    print(act())
    Path(sys.argv[2]).touch()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
print(shown)
"""


def test_nothing_remembers_what_was_chosen(tmp_path):
    home, files = tmp_path / "home", tmp_path / "Reuniones de la loma"
    home.mkdir()
    files.mkdir()
    chosen = files / "canario.csv"
    surroundings = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        surroundings[name] = str(home / name)
    ran = subprocess.run(
        [sys.executable, "-c", CHOOSE, "x", str(chosen)],
        cwd=files,
        env={**surroundings, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = ran.stdout.splitlines()
    assert lines[:3] == [str(chosen), str(chosen), str(files)]
    assert "Buscar en" in lines[3]
    assert "Look in" not in lines[3]
    assert "Files of" not in lines[3]
    left = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert not [path for path, raw in left.items() if b"canario" in raw or b"loma" in raw]
    assert not [path for path in left if path.name == "QtProject.conf"]
