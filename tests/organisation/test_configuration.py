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
from desktop.organisation import own_service
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
    stored.write(work, "switch.school", value=True)


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
