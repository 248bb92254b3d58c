# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as scripts use it: a process of its own, its words, its exit codes."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from desktop.core import listing, store
from desktop.core.crypto import keys, paper
from desktop.core.store import Workspace
from desktop.incidents.model import Incident
from tests import twins
from tests.workspaces import USER, WORDS

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "data" / "anonymity" / "arx_small"


def run(*words: object, lang: str = "en_GB.UTF-8", **more) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "LC_ALL"}
    return subprocess.run(
        [sys.executable, "-m", "desktop", *map(str, words)],
        cwd=ROOT,
        env={**environment, "LANG": lang, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=more.get("timeout", 120),
        check=False,
    )


@pytest.fixture(scope="module")
def words_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "words.txt"
    path.write_text(WORDS + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def demo_words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("words") / "demo.txt"
    path.write_text(store.DEMO_PASSPHRASE + "\n", encoding="utf-8")
    return path


def test_init_says_two_lines_once_and_never_writes_over(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    made = run("init", folder, "--user", "ana")
    assert (made.returncode, made.stderr) == (0, "")
    passphrase, recovery = made.stdout.splitlines()
    unlocked = keys.unlock(store.load_header(folder), "ana", passphrase)
    Workspace(folder, unlocked).close()
    assert "-".join(paper.write(paper.read(recovery))) == recovery
    assert not [path for path in folder.rglob("*") if passphrase.encode() in path.read_bytes()]
    again = run("init", folder, "--user", "ana")
    assert again.returncode == 1
    assert again.stdout == ""
    assert len(again.stderr.strip().splitlines()) == 1


def test_the_version_names_what_it_is_made_of() -> None:
    told = run("--version")
    assert told.returncode == 0
    assert re.match(r"Vereda \d+\.\d+", told.stdout)
    assert "PySide6" in told.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("init",),
        ("report", "somewhere"),
        ("import", "a", "b"),
        ("demo", "--people", "0"),
        ("report", "w", "--period", "2026-10", "--out", "x", "--edition", "secret"),
    ],
)
def test_wrong_usage_ends_with_two(words: tuple[str, ...]) -> None:
    told = run(*words)
    assert told.returncode == 2
    assert "usage" in told.stderr


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("es_EC.UTF-8", "frase"), ("pt_BR.UTF-8", "frase"), ("en_GB.UTF-8", "passphrase")],
)
def test_a_wrong_passphrase_is_one_sentence_in_the_terminals_language(
    fresh_workspace: Path, tmp_path: Path, lang: str, sentence: str
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("otras palabras que no son", encoding="utf-8")
    told = run("check", fresh_workspace, "--passphrase-file", wrong, lang=lang)
    assert told.returncode == 1
    assert told.stdout == ""
    assert len(told.stderr.strip().splitlines()) == 1
    assert sentence in told.stderr.casefold()
    assert "otras palabras" not in told.stderr
    assert "Traceback" not in told.stderr


def test_three_languages_say_it_differently(tmp_path: Path) -> None:
    said = {run("check", tmp_path, lang=f"{lang}.UTF-8").stderr for lang in ("es", "pt_BR", "en")}
    assert len(said) == 3


def test_a_folder_without_a_workspace_and_a_file_that_is_not_there(
    fresh_workspace: Path, tmp_path: Path, words_file: Path
) -> None:
    assert run("check", tmp_path, "--passphrase-file", words_file).returncode == 1
    missing = run("check", fresh_workspace, "--passphrase-file", tmp_path / "none.txt")
    assert missing.returncode == 1
    assert "none.txt" in missing.stderr
    key = ("--passphrase-file", words_file)
    gone = run("import", fresh_workspace, tmp_path / "x.csv", "--as", "incidents", *key)
    assert gone.returncode == 1
    assert "x.csv" in gone.stderr


def test_a_sound_workspace_is_sound(fresh_workspace: Path, words_file: Path) -> None:
    told = run("check", fresh_workspace, "--user", USER, "--passphrase-file", words_file)
    assert (told.returncode, told.stderr) == (0, "")


def count(folder: Path) -> int:
    workspace = Workspace.open(folder, USER, WORDS)
    try:
        with workspace.work() as work:
            return listing.count(work, Incident)
    finally:
        workspace.close()


def test_import_tries_first_and_then_writes(
    fresh_workspace: Path, tmp_path: Path, words_file: Path
) -> None:
    table = twins.extortions(tmp_path / "extorsiones.csv", rows=120)
    command = ("import", fresh_workspace, table, "--as", "incidents")
    key = ("--passphrase-file", words_file)
    tried = run(*command, "--dry-run", *key)
    assert (tried.returncode, tried.stderr) == (0, "")
    assert "120 rows are good" in tried.stdout
    assert count(fresh_workspace) == 0
    written = run(*command, *key, lang="pt_BR.UTF-8")
    assert written.returncode == 0
    assert "120" in written.stdout
    assert count(fresh_workspace) == 120
    refused = run("import", fresh_workspace, table, "--as", "nothing", *key)
    assert refused.returncode == 1
    assert "participants" in refused.stderr


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_a_report_of_any_period_and_edition(
    demo_folder: Path, tmp_path: Path, demo_words: Path
) -> None:
    out = tmp_path / "out.pdf"
    base = ("report", demo_folder, "--out", out, "--passphrase-file", demo_words)
    first = run(*base, "--period", "2026-10", "--lang", "pt_BR")
    assert first.returncode == 0, first.stderr
    assert re.search(r"\d+", first.stdout)
    assert "outubro" in text_of(out)
    before = out.read_bytes()
    again = run(*base, "--period", "2026-10")
    assert again.returncode == 1
    assert "--force" in again.stderr
    assert out.read_bytes() == before
    quarter = run(*base, "--period", "2026-Q3", "--edition", "public", "--lang", "es", "--force")
    assert quarter.returncode == 0, quarter.stderr
    assert out.read_bytes() != before
    for wrong in ("2026-13", "October", "2026-Q5"):
        told = run(*base, "--period", wrong, "--force")
        assert told.returncode == 1, wrong
        assert len(told.stderr.strip().splitlines()) == 1


def test_a_report_of_one_grant_has_its_people_its_work_and_its_money(
    demo_folder: Path, tmp_path: Path, demo_words: Path
) -> None:
    out = tmp_path / "out.pdf"
    base = ("report", demo_folder, "--period", "2026-10", "--passphrase-file", demo_words)
    told = run(*base, "--out", out, "--grant", "fp-01", "--lang", "es")
    assert told.returncode == 0, told.stderr
    words = text_of(out)
    assert "FP-01 · Fondo de prueba" in words
    for title in (
        "Metas", "Participantes por sexo", "Valoración y plan", "Vinculaciones por tipo",
        "Servicios dados", "Actividades comunitarias", "Líneas de la subvención",
    ):  # fmt: skip
        assert title in words, title
    assert "Incidentes por" not in words
    assert not re.search(r"P-[0-9A-Z]{5}", words)
    whole = tmp_path / "whole.pdf"
    assert run(*base, "--out", whole, "--lang", "es").returncode == 0
    assert "Líneas de la subvención" not in text_of(whole)
    assert "Metas" in text_of(whole)


def test_a_grant_nobody_knows_is_refused(
    demo_folder: Path, tmp_path: Path, demo_words: Path
) -> None:
    out = tmp_path / "out.pdf"
    told = run(
        "report", demo_folder, "--out", out, "--passphrase-file", demo_words,
        "--period", "2026-10", "--grant", "Fondo",
    )  # fmt: skip
    assert told.returncode == 1
    assert not out.exists()


def test_anonymise_any_table(tmp_path: Path) -> None:
    trees = tmp_path / "trees"
    trees.mkdir()
    for name in ("Age", "ZIPCode"):
        shutil.copy(SMALL / f"test2_hierarchy_{name}.csv", trees / f"{name}.csv")
    roles = tmp_path / "roles.toml"
    roles.write_text('[columns]\nAge = "quasi"\nZIPCode = "quasi"\n', encoding="utf-8")
    out = tmp_path / "out"
    command = (
        "anonymise", SMALL / "test2.csv", "--roles", roles, "--hierarchies", trees,
        "--k", 2, "--out", out,
    )  # fmt: skip
    told = run(*command)
    assert told.returncode == 0, told.stderr
    assert re.fullmatch(r"GCP \d\.\d{4}\n", told.stdout)
    assert json.loads((out / "report.json").read_text(encoding="utf-8"))["k"] >= 2
    again = run(*command)
    assert again.returncode == 1
    assert run(*command, "--force").returncode == 0


def test_a_dataset_is_written_or_refused_in_words(
    demo_folder: Path, tmp_path: Path, demo_words: Path
) -> None:
    out = tmp_path / "dataset"
    told = run(
        "export", demo_folder, "--recipient", "public", "--out", out,
        "--passphrase-file", demo_words, "--lang", "es",
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip()
    assert list(out.iterdir())
    written = "".join(path.read_text(errors="ignore") for path in out.rglob("*.csv"))
    assert not re.search(r"P-[0-9A-Z]{5}", written)


def test_demo_makes_everything_without_a_screen(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    told = run("demo", "--out", out, "--people", 30, "--headless", "--lang", "pt_BR", timeout=300)
    assert told.returncode == 0, told.stderr
    assert store.DEMO_PASSPHRASE in told.stdout
    assert (out / "workspace" / store.HEADER).is_file()
    assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
    assert list((out / "dataset").iterdir())
    pictures = sorted(path.stem for path in (out / "screenshots").glob("*.png"))
    assert {"unlock", "my_day", "participants", "close_month", "settings"} <= set(pictures)
    assert all(path.stat().st_size > 5_000 for path in (out / "screenshots").glob("*.png"))
    again = run("demo", "--out", out, "--people", 30, "--headless")
    assert again.returncode == 1


def test_selftest_says_ok() -> None:
    told = run("--selftest", timeout=300)
    assert told.returncode == 0, told.stderr
    assert re.search(r"ok \d+", told.stdout)
