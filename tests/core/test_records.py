# SPDX-License-Identifier: GPL-3.0-or-later
"""One road to write: what is kept, what is refused in words, and how it is undone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import clock, codes, history, listing, records, tables
from desktop.core.errors import InvalidRecord, NotAllowed, NotYours, RecordGone
from desktop.core.fields import specs
from desktop.core.work import User
from desktop.participants.model import Participant, ParticipantDraft
from tests.workspaces import add, person

GROUPS = list(codes.read("participant_group"))[:3]


def problems(**values):
    with pytest.raises(InvalidRecord) as refused:
        records.validated(ParticipantDraft, person(**values))
    return {name: str(problem) for name, problem in refused.value.problems.items()}


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"born": "2031"}, "born", "Check the year of birth"),
        ({"born": "1899"}, "born", "too long ago"),
        ({"born": "1905"}, "born", "Check the year of birth"),
        ({"born": "2004-02-30"}, "born", "does not exist"),
        ({"born": "2004-13"}, "born", "does not exist"),
        ({"born": "yesterday"}, "born", "Write the date"),
        ({"born": ""}, "born", "This answer is needed"),
        ({"born": "٢٠٠٤"}, "born", "Write the date"),
        ({"sex": "green"}, "sex", "Choose an answer"),
        ({"sex": None}, "sex", "This answer is needed"),
        ({"groups": [GROUPS[0], "nonsense"]}, "groups", "Choose an answer"),
        ({"dependants": -1}, "dependants", "0 or more"),
        ({"dependants": 31}, "dependants", "30 or less"),
        ({"dependants": "many"}, "dependants", "Write a number"),
        ({"dependants": 10**30}, "dependants", "30 or less"),
        ({"dependants": float("nan")}, "dependants", "Write a number"),
        ({"given_names": "x" * 10_000}, "given_names", "at most 80"),
        ({"note": "x" * 10_000}, "note", "at most 2000"),
        ({"registered_on": "31/31/2026"}, "registered_on", "Write the date"),
        ({"registered_on": date(2999, 1, 1)}, "registered_on", "Check the year"),
        ({"registered_on": date(20, 1, 1)}, "registered_on", "Check the year"),
        ({"registered_on": date(2026, 5, 2), "closed_on": date(2026, 5, 1)}, "closed_on", "before the beginning"),
        ({"given_names": ["a"]}, "given_names", "cannot be kept"),
    ],
)  # fmt: skip
def test_an_absurd_answer_gets_a_sentence_at_its_field(values, field, words):
    found = problems(**values)
    assert words in found[field]
    assert list(found) == [field]


def test_a_sentence_never_repeats_what_was_typed():
    for values in ({"sex": "canarito"}, {"born": "canarito"}, {"dependants": "canarito"}):
        for sentence in problems(**values).values():
            assert "canarito" not in sentence


def test_every_problem_is_told_at_once():
    assert set(problems(born="2031-02-31", sex="green", dependants=99)) == {
        "born",
        "sex",
        "dependants",
    }


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Rocío ", "Rocío"),
        ("👩‍👧 Ana", "👩‍👧 Ana"),
        ("مريم", "مريم"),
        ("Ro\x00cío", "Rocío"),
        ("Ana\ud83d", "Ana"),
        ("Rociío".replace("ií", "i\u0301"), "Rocío"),
        ("=1+1", "=1+1"),
        ("'; DROP TABLE participant; --", "'; DROP TABLE participant; --"),
        (" \x00 ", None),
    ],
)
def test_text_is_kept_as_people_write_it(workspace, typed, kept):
    identity = add(workspace, given_names=typed)
    with workspace.work() as work:
        assert records.get(work, Participant, identity).given_names == kept


@given(st.dictionaries(
    st.sampled_from([spec.name for spec in specs(ParticipantDraft)]),
    st.none() | st.text(max_size=30) | st.integers() | st.floats() | st.booleans() | st.dates()
    | st.lists(st.text(max_size=5), max_size=3),
    max_size=6,
))  # fmt: skip
@settings(max_examples=300)
def test_whatever_is_typed_is_kept_or_refused_in_words(values):
    try:
        made = records.validated(ParticipantDraft, {**person(), **values})
        problems_found = {}
    except InvalidRecord as error:
        made, problems_found = None, error.problems
    assert (made is None) is bool(problems_found)
    assert all(str(problem) for problem in problems_found.values())
    if made is not None:
        assert records.validated(ParticipantDraft, made.model_dump()) == made


class TestAmend:
    def test_only_differences_are_written(self, workspace):
        identity = add(workspace, given_names="Rocío", note="una")
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            records.amend(work, found, {"given_names": " Rocío ", "note": "dos"})
            assert found.rev == 2
            (latest, birth) = history.entries(work, identity)
            assert (latest.field, latest.value, latest.before) == ("note", "dos", "una")
            assert birth.field == history.BIRTH
            records.amend(work, found, {"note": "dos"})
            assert found.rev == 2
            assert len(history.entries(work, identity)) == 2

    def test_each_change_names_what_it_was_made_on(self, workspace):
        identity = add(workspace, note="una")
        for word in ("dos", "tres"):
            with workspace.work(write=True) as work:
                records.amend(work, records.get(work, Participant, identity), {"note": word})
        with workspace.work() as work:
            rows = work.session.execute(tables.change.select().order_by(tables.change.c.seq)).all()
        import json

        birth, two, three = rows
        assert json.loads(birth.heads) == []
        assert json.loads(two.heads) == [birth.id]
        assert json.loads(three.heads) == [two.id]

    def test_somebody_elses_change_is_not_overwritten(self, workspace):
        identity = add(workspace, note="una")
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            records.amend(work, found, {"note": "dos"}, rev=1)
            with pytest.raises(records.CodesClash):
                records.amend(work, found, {"note": "tres"}, rev=1)
            assert found.note == "dos"

    def test_a_refused_change_leaves_the_record_as_it_was(self, workspace):
        identity = add(workspace, note="una")
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            with pytest.raises(InvalidRecord):
                records.amend(work, found, {"note": "dos", "sex": "green"})
        with workspace.work() as work:
            assert records.get(work, Participant, identity).note == "una"

    def test_an_unknown_field_changes_nothing(self, workspace):
        identity = add(workspace)
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            records.amend(work, found, {"rev": 9, "deleted_at": "now", "nonsense": 1})
            assert (found.rev, found.deleted_at) == (1, None)


class TestUndo:
    def test_one_save_is_one_step(self, workspace):
        identity = add(workspace, note="una", dependants=1)
        with workspace.work(write=True) as work:
            records.amend(
                work, records.get(work, Participant, identity), {"note": "dos", "dependants": None}
            )
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            assert records.undo(work, found)
            assert (found.note, found.dependants, found.rev) == ("una", 1, 3)

    def test_saves_of_one_moment_are_undone_one_by_one(self, workspace):
        identity = add(workspace, note="una")
        with clock.at(clock.now()):
            for word in ("dos", "tres"):
                with workspace.work(write=True) as work:
                    records.amend(work, records.get(work, Participant, identity), {"note": word})
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            assert records.undo(work, found)
            assert found.note == "dos"

    def test_a_birth_cannot_be_undone(self, workspace):
        identity = add(workspace)
        with workspace.work(write=True) as work:
            assert not records.undo(work, records.get(work, Participant, identity))

    def test_a_deletion_can(self, workspace):
        identity = add(workspace, given_names="Rocío")
        with workspace.work(write=True) as work:
            records.remove(work, records.get(work, Participant, identity))
        with workspace.work(write=True) as work:
            gone = records.get(work, Participant, identity, deleted=True)
            assert records.undo(work, gone)
            assert records.get(work, Participant, identity).given_names == "Rocío"


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "given_names": st.none() | st.sampled_from(["Rocío", "Inés", "o'Neil", "👩‍👧"]),
        "note": st.none() | st.text(max_size=12),
        "dependants": st.none() | st.integers(0, 30),
        "groups": st.lists(st.sampled_from(GROUPS), unique=True, max_size=3),
        "closed_on": st.none() | st.dates(date(2026, 3, 1), date(2026, 12, 31)),
    },
)


@given(st.lists(VALUES, min_size=1, max_size=6))
@settings(max_examples=40)
def test_history_tells_every_state_and_undo_brings_back_the_last(
    made_once, tmp_path_factory, saves
):
    """The log alone is enough to say what the record held after each save."""
    import shutil
    from contextlib import closing

    from desktop.core.store import Workspace

    folder = tmp_path_factory.mktemp("undo") / "workspace"
    shutil.copytree(made_once.folder, folder)
    with closing(Workspace(folder, made_once.unlocked)) as workspace:
        identity = add(workspace)
        states = []
        for values in saves:
            with workspace.work(write=True) as work:
                found = records.get(work, Participant, identity)
                before = found.rev
                records.amend(work, found, values)
                if found.rev > before:
                    states.append(records.values_of(found))
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            assert found.rev == len(states) + 1
            replayed = {}
            for one in history.entries(work, identity)[::-1]:
                assert one.field == history.BIRTH or one.before == replayed.get(one.field)
                replayed.update(one.value if one.field == history.BIRTH else {one.field: one.value})
            now = {k: v for k, v in records.values_of(found).items() if v not in history.EMPTY}
            kept = {k: v for k, v in replayed.items() if v not in history.EMPTY}
            assert {k: str(v) for k, v in kept.items()} == {k: str(v) for k, v in now.items()}
            if len(states) > 1:
                records.undo(work, found)
                assert records.values_of(found) == states[-2]


class TestDelete:
    def test_a_deleted_record_leaves_lists_search_and_doors(self, workspace):
        identity = add(workspace, given_names="Rocío")
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            row, code = found.row or 0, found.code
            records.remove(work, found)
        with workspace.work() as work:
            assert list(listing.snapshot(work, Participant)) == []
            assert list(listing.snapshot(work, Participant, text="rocio")) == []
            for ask in (
                lambda: records.get(work, Participant, identity),
                lambda: records.by_code(work, Participant, code),
                lambda: records.at_row(work, Participant, row),
            ):
                with pytest.raises(RecordGone):
                    ask()

    def test_it_comes_back_whole(self, workspace):
        identity = add(workspace, given_names="Rocío")
        with workspace.work(write=True) as work:
            found = records.get(work, Participant, identity)
            records.remove(work, found)
            records.restore(work, found)
        with workspace.work() as work:
            assert len(listing.snapshot(work, Participant, text="rocio")) == 1
            assert records.get(work, Participant, identity).rev == 3


class TestCodes:
    def test_a_code_tells_nothing_and_checks_itself(self, workspace):
        for _ in range(20):
            add(workspace)
        with workspace.work() as work:
            found = [
                row[0]
                for row in work.session.connection().exec_driver_sql(
                    "SELECT code FROM participant ORDER BY row"
                )
            ]
        assert len(set(found)) == 20
        assert all(tables.code_is_sound(code) for code in found)
        assert found != sorted(found)

    def test_a_code_is_found_however_it_is_typed(self, workspace):
        identity = add(workspace)
        with workspace.work() as work:
            code = records.get(work, Participant, identity).code
            assert records.by_code(work, Participant, f" {code.lower()} ").id == identity

    def test_a_typing_error_in_a_code_is_found(self):
        code = "P-7KQ4"
        digits = [tables._CROCKFORD.index(mark) for mark in "7KQ4"]
        whole = code + tables._CROCKFORD[tables._check(digits)]
        assert tables.code_is_sound(whole)
        missed = 0
        for at in range(2, len(whole)):
            for mark in tables._CROCKFORD:
                changed = whole[:at] + mark + whole[at + 1 :]
                missed += changed != whole and tables.code_is_sound(changed)
        assert missed == 0
        for at in range(2, len(whole) - 1):
            swapped = whole[:at] + whole[at + 1] + whole[at] + whole[at + 2 :]
            assert swapped == whole or not tables.code_is_sound(swapped)


class TestRoles:
    @pytest.mark.parametrize("role", ["auditor", "technician", "nobody"])
    def test_who_may_not_write_cannot(self, workspace, role):
        identity = add(workspace)
        workspace.user = User("otra", role)
        with workspace.work(write=True) as work:
            for act in (
                lambda: records.create(work, Participant, person()),
                lambda: records.create_many(work, Participant, [person()]),
                lambda: records.get(work, Participant, identity),
            ):
                with pytest.raises(NotAllowed):
                    act()

    def test_an_own_scope_reaches_own_records_only(self, workspace):
        identity = add(workspace)
        with workspace.work() as work:
            found = records.get(work, Participant, identity)
        workspace.user = User("beto", "caseworker", "own")
        with pytest.raises(NotYours), workspace.work(write=True) as work:
            records.amend(work, found, {"note": "x"})
