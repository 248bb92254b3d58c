# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line refuses: one sentence on stderr, exit code 1, and nothing is lost."""

import io
import os
import sys
from pathlib import Path

import pytest

from desktop import cli
from desktop.core import founding, i18n, paths
from desktop.core.store import DEMO_PASSPHRASE, DEMO_USER, Workspace
from tests.workspaces import USER, WORDS


@pytest.fixture(autouse=True)
def as_before():
    language, mask = i18n.language(), os.umask(0o077)
    yield
    os.umask(mask)
    i18n.set_language(language)


@pytest.fixture
def key(tmp_path: Path) -> list[str]:
    path = tmp_path / "words"
    path.write_text(f"{WORDS}\n", encoding="utf-8")
    return ["--passphrase-file", str(path)]


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """Return the sentence of a command that must fail in a foreseen way."""
    assert cli.main([str(word) for word in words]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    (sentence,) = told.err.splitlines()
    return sentence


def test_a_path_that_cannot_be_written_is_said_in_a_sentence(fresh_workspace, key, capsys):
    target = fresh_workspace.parent / "nowhere" / "report.pdf"
    said = refused(capsys, "report", fresh_workspace, "--period", "2026-10", "--out", target, *key)
    assert ".pdf" in said
    assert not target.parent.exists()


def test_a_file_where_a_folder_is_wanted(fresh_workspace, key, capsys):
    target = fresh_workspace.parent / "file"
    target.write_text("x", encoding="ascii")
    words = ["export", fresh_workspace, "--recipient", "donor", "--out", target, *key]
    refused(capsys, *words)
    refused(capsys, *words, "--force")
    assert target.read_text(encoding="ascii") == "x"


def test_force_replaces_a_dataset_and_nothing_else(fresh_workspace, key, capsys):
    before = sorted(fresh_workspace.iterdir())
    words = ["export", fresh_workspace, "--recipient", "donor", "--out", fresh_workspace]
    refused(capsys, *words, *key, "--force")
    assert [path for path in before if not path.exists()] == []
    Workspace.open(fresh_workspace, USER, WORDS).close()


def test_nobody_to_ask_for_the_passphrase(fresh_workspace, monkeypatch, capsys):
    def closed(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr("getpass.getpass", closed)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    refused(capsys, "check", fresh_workspace)


def test_the_demonstration_is_not_made_over_something_else(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    (tmp_path / "file").write_text("x", encoding="ascii")
    for out in (tmp_path, tmp_path / "file"):
        assert cli.main(["demo", "--out", str(out), "--headless"]) == 1
        assert "--force" not in capsys.readouterr().err
    founding.create(tmp_path / "demo" / "workspace", USER, passphrase=WORDS)
    assert cli.main(["demo", "--headless"]) == 1
    Workspace.open(tmp_path / "demo" / "workspace", USER, WORDS).close()


def test_a_demonstration_that_is_open_stays(demo_folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(paths, "user_data", lambda: tmp_path)
    (tmp_path / "demo").mkdir()
    demo_folder.rename(tmp_path / "demo" / "workspace")
    where = tmp_path / "demo" / "workspace"
    opened = Workspace.open(where, DEMO_USER, DEMO_PASSPHRASE)
    try:
        assert cli.main(["demo", "--headless"]) == 1
        assert capsys.readouterr().err.count("\n") == 1
        assert (where / "cases.db").is_file()
    finally:
        opened.close()
