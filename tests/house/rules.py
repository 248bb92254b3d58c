# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules a machine can check: each takes a file and returns what is wrong with it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

SLICES = {
    "organisation", "places", "participants", "consents", "assessments", "plans", "contacts",
    "referrals", "placements", "activities", "cards", "incidents", "dialogues", "sources", "demands",
    "households", "enrolments", "schooling", "reentry",
    "supervision", "steps", "quarters",
}  # fmt: skip
KINDS = {"model", "service", "form", "page", "report", "export", "intake"}
QT_ROOMS = {"desks", "widgets", "shell"}
SQL_ROOMS = {"core", "migrations", "reports", "exports", "imports", "releases", "rights"}
LONGEST_FILE = 350
LONGEST_FUNCTION = 50

_STATEMENTS = {
    "select", "insert", "update", "delete", "text", "union", "union_all", "exists", "func",
    "Session", "create_engine",
}  # fmt: skip
_SHOWN = {
    "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle",
    "setPlaceholderText", "setAccessibleName", "setAccessibleDescription", "setLabelText",
    "setInformativeText", "setDetailedText", "setTabText", "setSpecialValueText", "setPrefix",
    "setSuffix", "addAction", "addMenu", "addTab", "addRow", "addItems", "showMessage",
    "setHeaderLabels", "setHorizontalHeaderLabels", "QLabel", "QPushButton", "QCheckBox",
    "QRadioButton", "QGroupBox", "QAction", "QMenu", "QDockWidget", "QMessageBox",
}  # fmt: skip
_FIRST_SHOWN = {"addItem"}  # what follows the words is for the program
_NAMES = {"Vereda", "Español", "Português", "English"}  # the same in every language
_SHORTCUT = re.compile(r"(Ctrl|Alt|Shift|Meta)\+|F\d+$|Esc$|Del$")
_GETTEXT = {"_", "N_", "ngettext", "pgettext"}
_BROAD = {"Exception", "BaseException"}
_MAY_CATCH_ALL = {"desktop/shell/crash.py", "desktop/widgets/jobs.py"}


@dataclass(frozen=True)
class Source:
    """One Python file of the house: its place below the top folder, its text and its tree."""

    path: PurePosixPath
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The folder under desktop/, or nothing."""
        return self.path.parts[1] if len(self.path.parts) > 2 else ""

    @property
    def word(self) -> str:
        """The last word of the file's name, which says what kind of file it is."""
        return self.path.stem.rsplit("_", 1)[-1]


def read(path: str, text: str) -> Source:
    """Make a Source of a file's text."""
    return Source(PurePosixPath(path), text, ast.parse(text))


def kind(source: Source) -> Iterator[str]:
    """A slice holds only the known kinds of file."""
    if source.room in SLICES and source.path.stem != "__init__" and source.word not in KINDS:
        yield f"a slice has no {source.path.name}"


def qt(source: Source) -> Iterator[str]:
    """Qt stays in pages, forms, desks, widgets, the shell and the root of the window."""
    if not _may_use_qt(source):
        yield from _imports_of(source, "PySide6", "shiboken6")


def sql(source: Source) -> Iterator[str]:
    """Statements stand where rows are read and written; a model only declares columns."""
    if source.word in {"page", "form"} or source.room in QT_ROOMS:
        yield from _imports_of(source, "sqlalchemy", "sqlmodel", "alembic")
        return
    allowed = {"service", "report", "export", "intake"}
    if source.room in SQL_ROOMS or source.word in allowed or _is_chore(source):
        return
    for node, module, name in _imported(source):
        if module.split(".")[0] in {"sqlalchemy", "sqlmodel"} and name in _STATEMENTS:
            yield f"line {node.lineno}: {name} of {module}"


def reportlab(source: Source) -> Iterator[str]:
    """Only reports/pdf*.py know ReportLab."""
    if not (source.room == "reports" and source.path.name.startswith("pdf")):
        yield from _imports_of(source, "reportlab")


def driver(source: Source) -> Iterator[str]:
    """Only core/db.py opens a database; its neighbours may name the type of a connection."""
    if str(source.path) == "desktop/core/db.py":
        return
    yield from _imports_of(source, "sqlcipher3", "pysqlite3")
    if source.room != "core":
        yield from _imports_of(source, "sqlite3")
    for call in _calls(source):
        if ast.unparse(call.func) == "sqlite3.connect":
            yield f"line {call.lineno}: opens a database"


def commits(source: Source) -> Iterator[str]:
    """A service works in its caller's transaction."""
    if source.room in SLICES and source.word == "service":
        for call in _calls(source):
            if _name(call) == "commit":
                yield f"line {call.lineno}: commit"


def broad_except(source: Source) -> Iterator[str]:
    """Everything is caught in two places only; elsewhere it may be cleaned up after and re-raised."""
    if str(source.path) in _MAY_CATCH_ALL:
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.ExceptHandler) or isinstance(node.body[-1], ast.Raise):
            continue
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        if any(one is None or getattr(one, "id", "") in _BROAD for one in kinds):
            yield f"line {node.lineno}: catches everything"


def length(source: Source) -> Iterator[str]:
    """A long file or function wants to be two."""
    lines = source.text.count("\n")
    if lines > LONGEST_FILE:
        yield f"{lines} lines"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                yield f"line {node.lineno}: {node.name} has {size} lines"


def bare_words(source: Source) -> Iterator[str]:
    """No sentence reaches the screen without passing through the catalogue."""
    for call in _calls(source):
        name = _name(call)
        if name in _SHOWN:
            shown = [*call.args, *(word.value for word in call.keywords if word.arg == "text")]
        elif name in _FIRST_SHOWN:
            shown = call.args[:1]
        else:
            continue
        for words in shown:
            if said := _literal(words):
                yield f"line {call.lineno}: {name} says {said!r}"


def frozen_messages(source: Source) -> Iterator[str]:
    """A message is a plain literal: formatted before it is looked up, it is never found."""
    for call in _calls(source):
        if not (isinstance(call.func, ast.Name) and call.func.id in _GETTEXT):
            continue
        for argument in call.args[: 2 if call.func.id != "_" else 1]:
            formatted = isinstance(argument, ast.JoinedStr | ast.BinOp) or (
                isinstance(argument, ast.Call) and _name(argument) == "format"
            )
            computed = call.func.id != "_" and not isinstance(argument, ast.Constant)
            if formatted or computed:
                yield f"line {call.lineno}: {ast.unparse(call)[:60]}"


def licence(source: Source) -> Iterator[str]:
    """The first line names the licence."""
    if not source.text.startswith("# SPDX-License-Identifier: GPL-3.0-or-later\n"):
        yield "no SPDX line"


def sleeping(source: Source) -> Iterator[str]:
    """A test waits for something, never for time to pass."""
    for call in _calls(source):
        spoken = ast.unparse(call.func)
        if spoken in {"time.sleep", "sleep", "qtbot.wait", "QTest.qWait"}:
            yield f"line {call.lineno}: {spoken}"


def _may_use_qt(source: Source) -> bool:
    if source.room in QT_ROOMS or source.word in {"page", "form"}:
        return True
    root = source.room == "" and source.path.stem.split("_")[0] == "app"
    return root or _is_chore(source)


def _is_chore(source: Source) -> bool:
    """Whether a file is one of the house's own tools, which are never shipped."""
    return source.room == "" and source.path.stem.split("_")[0] == "dev"


def _imports_of(source: Source, *packages: str) -> Iterator[str]:
    for node, module, _ in _imported(source):
        if module.split(".")[0] in packages:
            yield f"line {node.lineno}: imports {module}"


def _imported(source: Source) -> Iterator[tuple[ast.stmt, str, str]]:
    """Yield every import: its statement, the module, and the name taken from it, if one is."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, node.module or "", alias.name) for alias in node.names)


def _calls(source: Source) -> Iterator[ast.Call]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))


def _name(call: ast.Call) -> str:
    """Return the last name of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _literal(node: ast.expr) -> str:
    """Return the words written into an argument itself, nothing for symbols and shortcuts."""
    if isinstance(node, ast.List | ast.Tuple):
        return next(filter(None, map(_literal, node.elts)), "")
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    said = "".join(
        part.value
        for part in parts
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    )
    spoken = any(letter.isalpha() for letter in said)
    return said if spoken and said not in _NAMES and not _SHORTCUT.match(said) else ""
