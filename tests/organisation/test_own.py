# SPDX-License-Identifier: GPL-3.0-or-later
"""Own questions and codes: asked and kept like declared ones, never breaking what was answered."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import code_usage, codes, custom, history, i18n, records
from desktop.core.errors import InvalidRecord, UserError
from desktop.exports import fates
from desktop.organisation import own_model, own_service
from desktop.participants.model import Participant
from tests.rooms import register


@pytest.fixture(autouse=True)
def _nothing_laid():
    yield
    custom.lay(())
    codes.lay_own({})


def ask(work, kind="text", **more):
    values = {
        "asked_of": "participant",
        "title_es": "¿Talla?",
        "kind": kind,
        "privacy": "sensitive",
    }
    return own_service.ask(work, {**values, **more})


@pytest.mark.parametrize(
    ("kind", "answer", "kept"),
    [
        ("text", "  mediana ", "mediana"),
        ("note", "x" * 9_000, "x" * 9_000),
        ("yes_no", True, True),
        ("number", 4, 4),
        ("decimal", 1.5, 1.5),
        ("date", date(2026, 3, 1), "2026-03-01"),
        ("partial_date", "2026-03~", "2026-03~"),
        ("text", None, None),
        ("text", "😀 שלום", "😀 שלום"),
    ],
)
def test_an_answer_is_kept_like_any_other(work, kind, answer, kept):
    name = own_service.name_of(ask(work, kind))
    person = register(work, **{name: answer})
    assert person.extra.get(name) == kept
    assert records.values_of(person)[name] == kept
    field = records.at_row(work, own_model.CustomField, own_service.keys(work)[0])
    assert own_service.used(work, field) == (kept is not None)
    changed = records.amend(work, person, {name: None})
    assert name not in changed.extra
    if kept is not None:
        assert history.entries(work, person.id)[0].field == name
        records.undo(work, person)
        assert person.extra[name] == kept


@pytest.mark.parametrize(
    ("kind", "absurd"),
    [
        ("number", "mucho"),
        ("number", 10**17),
        ("decimal", float("inf")),
        ("date", "31/02/2026"),
        ("date", date(20, 1, 1)),
        ("partial_date", "ayer"),
        ("text", "x" * 301),
        ("code", "nada"),
        ("note", "x" * 10_001),
    ],
)
def test_an_absurd_answer_gets_a_sentence_and_nothing_is_half_saved(work, kind, absurd):
    name = own_service.name_of(ask(work, kind, answers="Sí\nNo"))
    with pytest.raises(InvalidRecord) as raised:
        register(work, **{name: absurd})
    assert list(raised.value.problems) == [name]
    person = register(work)
    rev = person.rev
    with pytest.raises(InvalidRecord):
        records.amend(work, person, {name: absurd, "note": "no"})
    assert (person.rev, person.note, person.extra) == (rev, None, {})


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(
        ["text", "note", "number", "decimal", "date", "partial_date", "codes", "yes_no"]
    ),
    st.one_of(
        st.none(),
        st.text(),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.lists(st.text()),
    ),
)
def test_whatever_is_answered_is_kept_or_refused_with_a_sentence(work, kind, answer):
    name = own_service.name_of(ask(work, kind, answers="Sí\nNo"))
    person = register(work)
    with suppress(UserError):
        records.amend(work, person, {name: answer})
    work.session.refresh(person)
    records.values_of(person)


def test_a_list_of_ones_own_loses_no_answer(work):
    field = ask(work, "code", answers="Rojo | Vermelho | Red\nAzul")
    name, listed = own_service.name_of(field), own_service.list_of(field)
    person = register(work, **{name: "own:rojo"})
    own_service.reword(work, field, {"answers": "Azul\nVerde"})
    assert codes.label(listed, "own:rojo") in ("Rojo", "Red")
    assert [one.code for one in codes.offered(listed)] == ["own:azul", "own:verde"]
    assert records.amend(work, person, {"note": "sigue"}).extra[name] == "own:rojo"
    with i18n.speaking("pt_BR"):
        assert codes.label(listed, "own:rojo") == "Vermelho"


def test_where_and_how_a_question_is_asked_never_changes(work):
    field = ask(work)
    for values in ({"kind": "number"}, {"asked_of": "contact"}):
        with pytest.raises(UserError, match="Retire it"):
            own_service.reword(work, field, values)
    own_service.reword(work, field, {"retired": True, "title_pt": "Tamanho?"})
    assert custom.asked("participant") == ()
    assert len(custom.known("participant")) == 1


def test_a_question_needs_words_and_a_list_its_answers(work):
    with pytest.raises(InvalidRecord):
        ask(work, title_es=None)
    with pytest.raises(InvalidRecord):
        ask(work, "codes")


def test_what_is_asked_of_ones_own_leaves_in_no_dataset(work):
    name = own_service.name_of(ask(work, privacy="insensitive"))
    register(work, **{name: "x"})
    assert all(name not in export.EXPORTED for export in fates.REGISTERS)


def test_codes_are_added_reworded_retired_and_counted(work):
    person = register(work, living="street")
    own = own_service.add_code(work, "living_status", {"es": "Finca", "pt_BR": "Sítio"})
    assert own.entry == "own:finca"
    register(work, living="own:finca")
    assert code_usage.count(work, "living_status")["own:finca"] == 1
    own_service.set_code(work, "living_status", "street", {"es": "En la calle"}, retired=True)
    assert "street" not in [one.code for one in codes.offered("living_status")]
    with i18n.speaking("es"):
        assert codes.label("living_status", "street") == "En la calle"
    records.amend(work, person, {"note": "sigue"})
    assert person.living == "street"
    with pytest.raises(UserError, match="already"):
        own_service.add_code(work, "living_status", {"es": "finca"})
    with pytest.raises(UserError, match="program itself"):
        own_service.set_code(work, "case_status", "open", {}, retired=True)


def test_answers_of_several_kinds_are_counted(work):
    name = own_service.name_of(field := ask(work, "codes", answers="A\nB"))
    register(work, groups=["displaced", "migrant"], **{name: ["own:a", "own:b"]})
    register(work, groups=["displaced"], **{name: ["own:a"]})
    assert code_usage.count(work, "participant_group") == {"displaced": 2, "migrant": 1}
    assert code_usage.count(work, own_service.list_of(field)) == {"own:a": 2, "own:b": 1}
    assert "participant_group" in code_usage.lists("cases")
    assert Participant.letter == "P"
