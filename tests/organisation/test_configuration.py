# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration of an office goes to a file and comes whole into another, about nobody."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core import codes, custom, records
from desktop.core import settings as stored
from desktop.core.errors import UserError
from desktop.organisation import configuration_service as configuration
from desktop.organisation import own_service, uses_service
from desktop.organisation.model import Programme
from desktop.organisation.office_model import Office
from tests.workspaces import add


@pytest.fixture(autouse=True)
def _nothing_laid():
    yield
    custom.lay(())
    codes.lay_own({})


def furnish(work):
    records.create(work, Programme, {"sign": "A", "title": "Uno", "capacity": 30})
    records.create(work, Office, {"title": "Sede norte", "note": "Calle 8"})
    own_service.ask(
        work,
        {"asked_of": "participant", "title_es": "¿Talla?", "kind": "text", "privacy": "sensitive"},
    )
    own_service.add_code(work, "living_status", {"es": "Finca"})
    stored.write(work, "uses", ["income", "stipends"])
    stored.write(work, "instruments_on", ["phq2", "tally"])
    stored.write(work, "instrument_words", {"wgss": {"es": {"SEE": "¿Tiene dificultad para ver?"}}})
    stored.write(work, "instrument_weights", {"tally": {"n": 1, "points": {"threat_current": 3}}})
    stored.write(work, "local_words", ["la cuarenta"])


def test_what_was_saved_comes_back_once_and_twice(workspace, tmp_path):
    file = tmp_path / "office.json"
    with workspace.work(write=True) as work:
        furnish(work)
    add(workspace, given_names="Encarnación")
    assert configuration.save(workspace, file) == 4
    text = file.read_text("utf-8")
    assert "Encarnación" not in text
    assert "Calle 8" not in text
    assert workspace.user.name not in json.loads(text)["parts"]["programmes"][0].values()
    assert configuration.load(workspace, file) == (0, 0)
    with workspace.work(write=True) as work:
        for model in (Programme, Office):
            for record in configuration._held(work, model):
                records.remove(work, record)
    assert configuration.load(workspace, file) == (2, 0)
    changed = json.loads(text)
    changed["parts"]["programmes"][0]["capacity"] = 40
    file.write_text(json.dumps(changed), "utf-8")
    assert configuration.load(workspace, file) == (0, 1)


def test_what_an_office_uses_and_its_official_words_go_along_and_its_street_words_do_not(
    workspace, tmp_path
):
    file = tmp_path / "office.json"
    with workspace.work(write=True) as work:
        furnish(work)
    configuration.save(workspace, file)
    assert "cuarenta" not in file.read_text("utf-8")
    with workspace.work(write=True) as work:
        for name in ("uses", "instruments_on", "instrument_words"):
            stored.write(work, name, None)
        stored.write(work, "instrument_weights", {"tally": {"n": 4, "points": {"x": 1}}})
    assert configuration.load(workspace, file) == (0, 4)
    with workspace.work() as work:
        assert uses_service.used(work) == {"income", "stipends"}
        assert stored.read(work, "instruments_on") == ["phq2", "tally"]
        words = stored.read(work, "instrument_words")
        assert words["wgss"]["es"]["SEE"] == "¿Tiene dificultad para ver?"
        # other weights are another version: what was scored with the fourth stays readable as it
        assert stored.read(work, "instrument_weights")["tally"]["n"] == 5
    assert configuration.load(workspace, file) == (0, 0)


@pytest.mark.parametrize(
    "settings_",
    [
        {"uses": 3, "instruments_on": "x", "instrument_words": [], "instrument_weights": 1},
        {"instrument_weights": {"tally": {"points": {"threat_current": 99}}}},
        {"instrument_weights": {"tally": {"points": {"threat_current": "NaN"}}}},
        {"instrument_words": {"wgss": {"es": {"SEE": 3}}}},
        {"local_words": ["la cuarenta"], "about": {"title": "x"}},
    ],
)
def test_settings_that_do_not_fit_are_left_out(workspace, settings_):
    content = {"form": configuration.FORM, "parts": {}, "settings": settings_}
    with workspace.work(write=True) as work:
        before = configuration.written(work), stored.read(work, "local_words")
        configuration.taken(work, content)
        after = configuration.written(work), stored.read(work, "local_words")
    held, had = before[0]["settings"], after[0]["settings"]
    assert {name: one for name, one in had.items() if one} == held
    assert before[1] == after[1]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"form": "vereda-configuration/1"}',
        '{"form": "vereda-configuration/1", "parts": []}',
        '{"form": "vereda-configuration/1", "parts": {"programmes": 3}}',
        '{"form": "vereda-configuration/1", "parts": {"programmes": [{"sign": "Z"}]}}',
        '{"form": "vereda-configuration/1", "parts": {"programmes": [{"sign": "'
        + "x" * 99
        + '"}]}}',
        "\0\0",
    ],
)
def test_a_file_that_is_none_changes_nothing(workspace, tmp_path, content):
    file = tmp_path / "office.json"
    file.write_text(content, "utf-8")
    with workspace.work(write=True) as work:
        furnish(work)
        before = configuration.written(work)
    with pytest.raises(UserError):
        configuration.load(workspace, file)
    with workspace.work() as work:
        assert configuration.written(work) == before


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["parts", "programmes", "questions", "codes", "sign", "title", "kind"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(trees)
def test_any_tree_is_taken_or_refused_with_a_sentence(work, tree):
    content = {
        "form": configuration.FORM,
        "parts": tree if isinstance(tree, dict) else {"codes": tree},
    }
    with suppress(UserError):
        configuration.taken(work, content)
