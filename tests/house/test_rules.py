# SPDX-License-Identifier: GPL-3.0-or-later
"""The house keeps its rules, and each rule is seen to catch what it forbids."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house import rules

ROOT = Path(__file__).resolve().parents[2]
Rule = Callable[[rules.Source], Iterator[str]]

PROGRAM: list[Rule] = [
    rules.kind, rules.qt, rules.sql, rules.reportlab, rules.driver, rules.commits,
    rules.broad_except, rules.bare_words, rules.frozen_messages,
]  # fmt: skip
EVERYWHERE: list[Rule] = [rules.licence, rules.length]


@pytest.mark.parametrize("rule", PROGRAM, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule):
    assert not (faults := found(rule, "desktop")), "\n".join(faults)


@pytest.mark.parametrize("rule", EVERYWHERE, ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("folder", ["desktop", "installer", "tests"])
def test_every_file_keeps_the_rule(rule, folder):
    assert not (faults := found(rule, folder)), "\n".join(faults)


def test_tests_do_not_sleep():
    assert not (faults := found(rules.sleeping, "tests")), "\n".join(faults)


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.kind, "desktop/incidents/helpers.py", ""),
        (rules.kind, "desktop/incidents/service_crossing.py", ""),
        (rules.qt, "desktop/incidents/service.py", "from PySide6.QtCore import QDate"),
        (rules.qt, "desktop/core/codes.py", "def f():\n    import PySide6.QtCore"),
        (rules.qt, "desktop/cli.py", "import PySide6"),
        (rules.sql, "desktop/incidents/page.py", "from sqlmodel import SQLModel"),
        (rules.sql, "desktop/shell/window.py", "import sqlalchemy as sa"),
        (rules.sql, "desktop/incidents/model.py", "from sqlmodel import Field, select"),
        (rules.sql, "desktop/slices.py", "from sqlalchemy import text"),
        (rules.reportlab, "desktop/reports/edition.py", "import reportlab.platypus"),
        (rules.reportlab, "desktop/incidents/report.py", "from reportlab.lib import colors"),
        (rules.driver, "desktop/core/backups/backup.py", "from sqlcipher3 import dbapi2"),
        (rules.driver, "desktop/imports/detect.py", "import sqlite3"),
        (rules.driver, "desktop/core/backups/backup.py", "sqlite3.connect(path)"),
        (rules.commits, "desktop/cards/service.py", "def f(work):\n    work.session.commit()"),
        (rules.broad_except, "desktop/app.py", "try:\n    f()\nexcept Exception:\n    pass"),
        (rules.broad_except, "desktop/app.py", "try:\n    f()\nexcept:\n    pass"),
        (rules.broad_except, "desktop/app.py", "try:\n    f()\nexcept (ValueError, Exception):\n    g()"),
        (rules.bare_words, "desktop/desks/day.py", 'label.setText("Today")'),
        (rules.bare_words, "desktop/desks/day.py", 'QLabel(f"{n} people")'),
        (rules.bare_words, "desktop/desks/day.py", 'QtWidgets.QPushButton("Save", self)'),
        (rules.bare_words, "desktop/desks/day.py", 'menu.addAction(icon, "Open")'),
        (rules.bare_words, "desktop/desks/day.py", 'table.setHeaderLabels(["Name", "Age"])'),
        (rules.bare_words, "desktop/desks/day.py", 'box.addItem("Other", "other")'),
        (rules.frozen_messages, "desktop/app.py", '_(f"{n} people")'),
        (rules.frozen_messages, "desktop/app.py", '_("{n} people".format(n=3))'),
        (rules.frozen_messages, "desktop/app.py", '_("a" + "b")'),
        (rules.frozen_messages, "desktop/app.py", "N_(title)"),
        (rules.frozen_messages, "desktop/app.py", 'ngettext("one", f"{n}", n)'),
        (rules.licence, "desktop/app.py", '"""A file."""\n'),
        (rules.length, "desktop/app.py", "x = 1\n" * 351),
        (rules.length, "desktop/app.py", "def f():\n" + "    x = 1\n" * 50),
        (rules.sleeping, "tests/test_app.py", "import time\ntime.sleep(1)"),
        (rules.sleeping, "tests/test_app.py", "qtbot.wait(100)"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(rule, path, text):
    assert list(rule(rules.read(path, text)))


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (rules.kind, "desktop/incidents/crossing_service.py", ""),
        (rules.kind, "desktop/incidents/__init__.py", ""),
        (rules.kind, "desktop/core/anything.py", ""),
        (rules.qt, "desktop/places/map_page.py", "from PySide6.QtCore import Qt"),
        (rules.qt, "desktop/shell/unlock.py", "from PySide6.QtCore import Qt"),
        (rules.sql, "desktop/incidents/model.py", "from sqlmodel import Field, SQLModel"),
        (rules.sql, "desktop/incidents/crossing_service.py", "from sqlmodel import select"),
        (rules.reportlab, "desktop/reports/pdf_tables.py", "import reportlab.platypus"),
        (rules.driver, "desktop/core/db.py", "from sqlcipher3 import dbapi2"),
        (rules.broad_except, "desktop/core/db.py", "try:\n    f()\nexcept Exception:\n    g()\n    raise"),
        (rules.bare_words, "desktop/desks/day.py", 'label.setText(_("Today"))'),
        (rules.bare_words, "desktop/desks/day.py", 'label.setText("")\nlabel.setText(f"{a} · {b}")'),
        (rules.bare_words, "desktop/desks/day.py", 'box.addItem(_("Other"), "other")'),
        (rules.bare_words, "desktop/desks/day.py", 'menu.addAction(_("Find"), "Ctrl+F", self._find)'),
        (rules.frozen_messages, "desktop/app.py", '_("{n} people").format(n=3)'),
        (rules.frozen_messages, "desktop/app.py", "_(spec.title)"),
        (rules.length, "desktop/app.py", "def f():\n" + "    x = 1\n" * 49),
    ],
)  # fmt: skip
def test_what_is_allowed_passes(rule, path, text):
    assert list(rule(rules.read(path, text))) == []


def found(rule: Rule, folder: str) -> list[str]:
    """Return everything the rule finds in a top folder, each with its file."""
    return [f"{source.path}: {fault}" for source in _sources(folder) for fault in rule(source)]


@cache
def _sources(folder: str) -> list[rules.Source]:
    """Read the Python files of a top folder, without migrations: written once, then frozen."""
    files = {file: file.relative_to(ROOT) for file in sorted((ROOT / folder).rglob("*.py"))}
    return [
        rules.read(path.as_posix(), file.read_text(encoding="utf-8"))
        for file, path in files.items()
        if "data" not in path.parts and not ("migrations" in path.parts and path.stem[0].isdigit())
    ]
