# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may import whom, what the launcher may know, and what a start must not load."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {
    "alembic", "faker", "numpy", "openpyxl", "pikepdf", "pypdfium2", "pyproj", "reportlab",
    "shapely", "xlrd",
}  # fmt: skip
FIRST_PAINT = [
    "desktop.core.i18n",
    "desktop.core.crypto.keys",
    "desktop.shell.unlock",
    "desktop.cli",
]


def test_layers_hold():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("core", "from desktop.widgets import planted_above\n"),
        ("unheard_of", ""),
    ],
)
def test_a_planted_fault_breaks_the_layers(tmp_path, room, line):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in {"core", "widgets", room}:
        (tmp_path / "desktop" / name).mkdir(parents=True)
        (tmp_path / "desktop" / name / "__init__.py").touch()
    (tmp_path / "desktop" / "__init__.py").touch()
    (tmp_path / "desktop" / "widgets" / "planted_above.py").touch()
    (tmp_path / "desktop" / room / "planted.py").write_text(line)
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout


def test_the_launcher_knows_the_standard_library_only():
    launcher = ROOT / "desktop" / "__main__.py"
    loaded = [
        node for node in ast.parse(launcher.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]  # fmt: skip
    names = {alias.name for node in loaded if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in loaded if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("module", FIRST_PAINT)
def test_a_start_loads_nothing_heavy(module):
    listing = f"import {module}, sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", listing], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(done.stdout.split())


def lint(folder):
    """Run the import linter on the settings and the package in a folder."""
    linter = "from importlinter.cli import lint_imports; exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", linter], cwd=folder, capture_output=True, text=True, check=False
    )
