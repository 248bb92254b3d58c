# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups smaller than usual from the command line: a second person, or one person and a day."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from desktop import cli
from desktop.core import clock, i18n
from desktop.core.crypto import keys
from desktop.core.store import DEMO_PASSPHRASE, DEMO_USER, Workspace
from tests.demo_world import NOW
from tests.workspaces import join

Export = Callable[..., tuple[int, str]]


@pytest.fixture
def export(
    demo_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Export]:
    """Return a function that exports to the public in groups of five: exit code and what it said."""
    language, mask = i18n.language(), os.umask(0o077)
    words = written(tmp_path / "words", DEMO_PASSPHRASE)

    def run(*more: object) -> tuple[int, str]:
        out = tmp_path / "dataset"
        command = ["export", demo_folder, "--recipient", "public", "--k", 5, "--out", out]
        command += ["--user", DEMO_USER, "--passphrase-file", words, "--lang", "en", *more]
        code = cli.main([str(word) for word in command])
        told = capsys.readouterr()
        return code, told.err if code else told.out

    with clock.at(NOW):
        yield run
    os.umask(mask)
    i18n.set_language(language)


def written(path: Path, words: str) -> Path:
    path.write_text(f"{words}\n", encoding="utf-8")
    return path


def figures(tmp_path: Path) -> dict[str, object]:
    return json.loads((tmp_path / "dataset" / "risk.json").read_text(encoding="utf-8"))


def test_nobody_exports_smaller_groups_on_their_word_alone(export: Export, tmp_path: Path) -> None:
    code, told = export()
    assert code == 1
    assert told.strip()
    assert not (tmp_path / "dataset").exists()


def test_a_second_person_approves_with_a_file_of_their_own(
    export: Export, demo_folder: Path, demo_keys: keys.Unlocked, tmp_path: Path
) -> None:
    with closing(Workspace(demo_folder, demo_keys)) as workspace:
        words = written(tmp_path / "second", join(workspace, "bea", "data_officer"))
    wrong = written(tmp_path / "wrong", "uno dos tres cuatro")
    code, _told = export("--second", "bea", "--second-passphrase-file", wrong)
    assert code == 1
    assert not (tmp_path / "dataset").exists()
    code, told = export("--second", "bea", "--second-passphrase-file", words)
    assert (code, bool(told.strip())) == (0, True), told
    assert figures(tmp_path)["k"] == 5
    assert "two people" in str(figures(tmp_path)["approved"])
    code, _told = export("--force")
    assert code == 1, "what was approved once is not approved for good"


def test_one_person_alone_says_why_and_waits_a_day(export: Export, tmp_path: Path) -> None:
    code, told = export("--alone", "the other one is ill")
    assert code == 1
    assert "24" in told
    with clock.later(timedelta(hours=23)):
        code, _told = export("--alone", "the other one is ill")
    assert code == 1
    assert not (tmp_path / "dataset").exists()
    with clock.later(timedelta(days=1)):
        code, told = export("--alone", "the other one is ill")
    assert code == 0, told
    assert figures(tmp_path)["k"] == 5
    assert "one person" in str(figures(tmp_path)["approved"])
    assert "is ill" not in (tmp_path / "dataset" / "README.txt").read_text(encoding="utf-8")
