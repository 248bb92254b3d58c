# SPDX-License-Identifier: GPL-3.0-or-later
"""The last look at the written files finds what is planted there, and nothing is left behind."""

from pathlib import Path

import pytest

from desktop.core.errors import UserError
from desktop.core.fields import Export
from desktop.core.i18n import speaking
from desktop.exports import bundle, check, package, recipients
from desktop.exports.check import Known, Leak
from desktop.exports.sheets import Heading, Sheet

K = 5
KNOWN = Known(
    frozenset({"p-7kq4m", "ana lópez", "0997000037"}), frozenset({"Centro"}), frozenset({"A"})
)
HEADINGS = (
    Heading("born", "Age", "quasi", Export.AGE_BAND),
    Heading("sector", "Place", "quasi", Export.PLACE),
    Heading("school", "School", "sensitive", Export.CODE, "yes_no"),
)


def sheet(n=6, answers=("yes", "no"), **more):
    rows = tuple(("18-28", "Centro", answers[row % len(answers)]) for row in range(n))
    return Sheet(
        "participants", "participants", HEADINGS, rows, tuple(str(row) for row in range(n)),
        before={"school": tuple(row[2] for row in rows)}, **more,
    )  # fmt: skip


def counts(*rows):
    headings = (
        Heading("sector", "Place", "label", Export.PLACE),
        Heading("count", "People", "count"),
    )
    return Sheet("people_by_sector", "participants", headings, rows, counts=True)


def publish(out: Path, sheets, change=lambda name, content: content, recipient="partner"):
    """Write sheets, altered on the way, and let the check look at them."""
    with speaking("en"):
        from datetime import date

        files = package.files(sheets, recipient, date(2026, 11, 21), {}, ["Nothing."])
        altered = {name: change(name, content) for name, content in files.items()}
        wanted = recipients.find(recipient)
        bundle.write(out, altered, lambda folder: check.written(folder, sheets, wanted, KNOWN))


def test_what_is_sound_is_written(tmp_path):
    publish(tmp_path / "out", [sheet(), counts(("Centro", "6"), ("total", "6"))])
    assert (tmp_path / "out" / "data" / "participants.csv").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "planted",
    [
        [sheet(n=4)],
        [sheet(answers=("yes",))],
        [counts(("Centro", "3"), ("total", "30"))],
        [counts(("Centro", "*"), ("total", "30"))],
        [sheet(), counts(("Ana", "6"), ("total", "6"))],
    ],
    ids=["too few", "all say the same", "small count", "one hidden count", "a word unknown"],
)
def test_a_broken_promise_is_found(tmp_path, planted):
    with pytest.raises(Leak):
        publish(tmp_path / "out", planted)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("README.txt", b"Nothing.", b"Nothing of P-7KQ4M."),
        ("codebook.csv", b"Yes", "Ana López".encode()),
        ("risk.json", b"{}", b'{"called": "0997000037"}'),
        ("data/participants.csv", b"Centro", b"Calle 5"),
        ("data/participants.csv", b"18-28", b"24"),
        ("data/participants.csv", b"yes", b"ana@example.org"),
        ("data/participants.csv", b"Age", b"Name"),
    ],
)
def test_a_name_planted_in_the_bytes_is_found(tmp_path, file, old, new):
    def plant(name, content):
        if name != file:
            return content
        assert old in content
        return content.replace(old, new, 1)

    with pytest.raises(Leak, match=file.replace(".", "[.]")):
        publish(tmp_path / "out", [sheet()], plant)
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_got_lost_is_found(tmp_path):
    def shorten(name, content):
        return content.rsplit(b"\r\n", 2)[0] + b"\r\n" if name.startswith("data/") else content

    with pytest.raises(Leak):
        publish(tmp_path / "out", [sheet(n=7)], shorten)


def test_linked_tables_are_counted_together(tmp_path):
    """Six people look alike, but only one of them has a placement: k of the whole is 1."""
    key = Heading("person", "", "key")
    names = [f"{letter * 16}" for letter in "ABCDEF"]
    people = sheet()
    people = Sheet(
        "participants", "participants", (key, *HEADINGS),
        tuple((name, *row) for name, row in zip(names, people.rows, strict=True)),
        people.persons, people.before,
    )  # fmt: skip
    placed = Sheet(
        "placements", "placements",
        (key, Heading("starts_on", "First day", "quasi", Export.PERIOD)),
        ((names[0], "2026"),), ("0",), linked_to="participants",
    )  # fmt: skip
    with pytest.raises(Leak):
        publish(tmp_path / "out", [people, placed])
    publish(tmp_path / "inside", [people, placed], recipient="internal")


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="cannot be written"):
        publish(tmp_path / "file" / "out", [sheet()])
