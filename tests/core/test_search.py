# SPDX-License-Identifier: GPL-3.0-or-later
"""Search as people type: accents, parts of names, and no syntax of the machinery below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import listing, records, search
from desktop.participants.model import Participant
from tests.workspaces import add, person


@pytest.fixture
def people(workspace):
    with workspace.work(write=True) as work:
        for given_names, family_names in (
            ("María José", "Núñez Ávila"),
            ("Maria", "Nunes"),
            ("João", "da Conceição"),
            ("Ángel", "O'Neil"),
        ):
            records.create(
                work, Participant, person(given_names=given_names, family_names=family_names)
            )
    return workspace


def found(workspace, text):
    with workspace.work() as work:
        keys = listing.snapshot(work, Participant, text=text)
        return {records.at_row(work, Participant, key).given_names for key in keys}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("maria", {"María José", "Maria"}),
        ("MARÍA", {"María José", "Maria"}),
        ("nun", {"María José", "Maria"}),
        ("núñez", {"María José"}),
        ("nunez jos", {"María José"}),
        ("jose nunez", {"María José"}),
        ("conceicao", {"João"}),
        ("João", {"João"}),
        ("Joa\u0303o", {"João"}),
        ("o'neil", {"Ángel"}),
        ("neil", {"Ángel"}),
        ("ez", set()),
        ("nadie", set()),
        ("maria nadie", set()),
    ],
)
def test_people_are_found_as_they_are_typed(people, text, names):
    assert found(people, text) == names


@pytest.mark.parametrize(
    "text",
    ['"', '""', "AND", "OR maria", "NOT maria", "NEAR(maria, 2)", "given_names: maria", "maria*", "^maria",
     "-maria", "(maria", "{given_names}: maria", 'maria" OR "x', "maria'; --", "\x00", "_", "a" * 5_000],
)  # fmt: skip
def test_no_syntax_leaks(people, text):
    found(people, text)
    assert len(found(people, "maria")) == 2


def test_an_operator_is_a_word_like_others(people):
    add(people, given_names="Andrés", family_names="Notario")
    assert found(people, "AND NOT") == {"Andrés"}


@given(st.text(max_size=60))
def test_every_text_becomes_quoted_words(text):
    for part in search.expression(text).split():
        assert part.startswith('"')
        assert part.endswith('"*')
        assert '"' not in part[1:-2]


@given(st.text(max_size=30))
def test_every_text_is_an_expression_the_index_takes(text):
    from sqlcipher3 import dbapi2 as driver

    if expression := search.expression(text):
        memory = driver.connect(":memory:")
        memory.execute("CREATE VIRTUAL TABLE s USING fts5(x, prefix='2 3')")
        memory.execute("SELECT * FROM s WHERE s MATCH ?", (expression,)).fetchall()
        memory.close()


def test_the_index_follows_every_change(people):
    with people.work(write=True) as work:
        (key,) = listing.snapshot(work, Participant, text="joao")
        record = records.at_row(work, Participant, key)
        records.amend(work, record, {"given_names": "Pedro"})
    assert found(people, "joao") == set()
    assert found(people, "pedro") == {"Pedro"}


def test_names_of_tables_and_columns_are_never_taken_from_outside(people):
    with people.work(write=True) as work, pytest.raises(ValueError, match="x; DROP"):
        search.build(work.session.connection(), [search.Index("x; DROP", ["code"])])
