# SPDX-License-Identifier: GPL-3.0-or-later
"""The one command: what it makes, when it starts anew, and when it leaves well alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import pins, set_up, system, words

ROOT = Path(__file__).resolve().parents[2]
OLD_PYTHON = "import sys; sys.version_info = (3, 10, 4); exec(open({run!r}).read())"


@pytest.fixture
def clone(tmp_path):
    """A small program with nothing to download, in a folder with a space and an accent."""
    root = tmp_path / "Señal de paz"
    (root / "installer").mkdir(parents=True)
    (root / "installer" / set_up.RUN).write_text("", encoding="utf-8")
    (root / "installer" / set_up.DEV).write_text(f"-r {set_up.RUN}\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("", encoding="utf-8")
    return root


@pytest.fixture
def made(clone):
    """The same, as the set-up leaves it when it is done."""
    venv = clone / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    finish(clone, set_up.RUN)
    return clone


def finish(root, level):
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    key = set_up._key(root, level, version)
    set_up._stamp(root / ".venv").write_text(f"{key}\n{level}", encoding="utf-8")


def test_a_finished_set_up_is_left_alone(made, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert set_up.is_ready(made, set_up.RUN)
    assert set_up.prepare(made, set_up.RUN) == set_up.python_of(made / ".venv")


def test_a_fresh_clone_is_not_ready(clone):
    assert not set_up.is_ready(clone, set_up.RUN)


def test_the_tests_need_more_than_the_program(made):
    assert not set_up.is_ready(made, set_up.DEV)
    finish(made, set_up.DEV)
    assert set_up.is_ready(made, set_up.DEV)
    assert set_up.is_ready(made, set_up.RUN)


@pytest.mark.parametrize("name", [f"installer/{set_up.RUN}", "pyproject.toml"])
def test_changed_pins_or_project_are_installed_again(made, name):
    (made / name).write_text("# changed\n", encoding="utf-8")
    assert not set_up.is_ready(made, set_up.RUN)


def test_a_moved_folder_is_installed_again(made, tmp_path):
    moved = made.rename(tmp_path / "elsewhere")
    assert not set_up.is_ready(moved, set_up.RUN)


def test_a_vanished_python_is_noticed(made):
    set_up.python_of(made / ".venv").unlink()
    assert not set_up.is_ready(made, set_up.RUN)


def test_a_set_up_that_was_cut_off_is_cleared(made, capsys):
    set_up._stamp(made / ".venv").write_text("unfinished", encoding="utf-8")
    assert not set_up.is_ready(made, set_up.RUN)
    set_up._clear_unless_sound(made / ".venv")
    assert not (made / ".venv").exists()
    assert words.say("healing") in capsys.readouterr().out


def test_an_aged_set_up_is_kept(made):
    (made / "pyproject.toml").write_text("# newer\n", encoding="utf-8")
    set_up._clear_unless_sound(made / ".venv")
    assert set_up.python_of(made / ".venv").exists()


def test_a_step_that_fails_says_so_and_shows_why(capfd):
    broken = [sys.executable, "-c", "print('no route to the index'); raise SystemExit(3)"]
    with pytest.raises(system.SetUpError, match=words.say("failed")[:20]):
        set_up._run(broken)
    assert "no route to the index" in capfd.readouterr().err


def test_the_demonstration_runs_without_a_window_where_there_is_no_screen(made, monkeypatch, capfd):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    told = told_to_desktop(made, monkeypatch, ["--lang", "es"])
    assert told == ["demo", "--lang", "es", "--headless"]
    assert words.say("headless") in capfd.readouterr().out


def test_the_demonstration_opens_its_window_where_there_is_one(made, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    assert told_to_desktop(made, monkeypatch, ["--people", "300"]) == ["demo", "--people", "300"]


def told_to_desktop(root, monkeypatch, arguments):
    """Run the demonstration with a program in place of ours that writes down what it was told."""
    told = root / "told.json"
    installed = next((root / ".venv").rglob("site-packages")) / "desktop"
    installed.mkdir()
    (installed / "__init__.py").touch()
    (installed / "__main__.py").write_text(
        f"import json, sys; open({str(told)!r}, 'w').write(json.dumps(sys.argv[1:]))",
        encoding="utf-8",
    )
    monkeypatch.chdir(root)
    assert set_up._demo(set_up.python_of(root / ".venv"), arguments) == 0
    return json.loads(told.read_text())


@pytest.mark.parametrize("arguments", [[], ["dance"]])
def test_wrong_usage_is_2(arguments, capsys):
    assert set_up.main(arguments) == 2
    assert "run.py demo" in capsys.readouterr().err


def test_an_old_python_says_one_sentence():
    code = OLD_PYTHON.format(run=str(ROOT / "installer" / "run.py"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "Vereda needs Python 3.11 or newer; this is Python 3.10.\n"


def test_the_first_file_can_be_read_by_any_python():
    text = (ROOT / "installer" / "run.py").read_text(encoding="utf-8")
    before = text[: text.index("from pathlib")]
    assert before.isascii()
    assert "->" not in before
    assert 'f"' not in before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="libraries are Linux's matter")
class TestLibraries:
    def test_what_cannot_be_loaded_is_missing(self):
        wanted = {"libc.so.6": "libc6", "libnosuchthing.so.9": "libnosuchthing9"}
        assert system.missing(wanted) == {"libnosuchthing.so.9": "libnosuchthing9"}

    def test_the_line_to_paste_names_all(self, monkeypatch):
        monkeypatch.setattr(system, "_is_debian", lambda: True)
        with pytest.raises(system.SetUpError, match="sudo apt install -y libgl1 libxcb-cursor0"):
            system._refuse_unless_spare(["libgl1", "libxcb-cursor0"])

    def test_a_window_library_is_spare_without_a_screen(self, monkeypatch):
        monkeypatch.setattr(system, "has_display", lambda: False)
        system._refuse_unless_spare(["libxcb-cursor0"])
        monkeypatch.setattr(system, "has_display", lambda: True)
        with pytest.raises(system.SetUpError):
            system._refuse_unless_spare(["libxcb-cursor0"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked another way")
@pytest.mark.parametrize(
    ("lang", "code"),
    [("es_CO.UTF-8", "es"), ("pt_BR.UTF-8", "pt"), ("C.UTF-8", "en"), ("fr_FR", "en"), ("", "en")],
)
def test_the_set_up_speaks_the_machines_language(monkeypatch, lang, code):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", lang)
    assert words.language() == code


def test_all_three_languages_fill_the_same_holes():
    for key, said in words._WORDS.items():
        holes = [{part.split("}")[0] for part in text.split("{")[1:]} for text in said]
        assert holes[0] == holes[1] == holes[2], key


def test_pins_are_counted_through_the_files_they_build_on(clone):
    pin = "one==1.0 \\\n    --hash=sha256:00\n"
    (clone / "installer" / set_up.RUN).write_text(pin + pin.replace("one", "two"))
    (clone / "installer" / set_up.DEV).write_text(f"-r {set_up.RUN}\n" + pin.replace("one", "six"))
    assert sum(set_up._pinned(clone / "installer" / set_up.DEV)) == 3


def test_a_resolution_is_split_by_package_and_keeps_no_index():
    text = "-i https://example.org\na==1 \\\n    --hash=sha256:1\n    # via b\nB_c==2 \\\n    --hash=sha256:2\n"
    assert pins.blocks(text) == {
        "a": "a==1 \\\n    --hash=sha256:1\n",
        "b-c": "B_c==2 \\\n    --hash=sha256:2\n",
    }


def test_the_ci_script_is_a_program():
    script = ROOT / ".ci" / "run"
    assert sys.platform == "win32" or os.access(script, os.X_OK)
    assert "installer/run.py test" in script.read_text(encoding="utf-8")
