# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of the fault harnesses, printed at the end of a run; the keys a child needs."""

import pickle

import pytest

from tests.faults import figures


def pytest_terminal_summary(terminalreporter):
    lines = figures.table()
    if lines:
        terminalreporter.section("faults: what was tried")
        for line in sorted(lines):
            terminalreporter.write_line(line)


@pytest.fixture
def folder(fresh_workspace, made_once):
    """A closed workspace of this test's own, its keys beside it for a child to open it with."""
    (fresh_workspace.parent / "unlocked").write_bytes(pickle.dumps(made_once.unlocked))
    return fresh_workspace
