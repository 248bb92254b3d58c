# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration of an office goes to a file and comes whole into another, about nobody."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from desktop.core import codes, custom, records
from desktop.core import settings as stored
from desktop.core.errors import UserError
from desktop.organisation import configuration_service as configuration
from desktop.organisation import own_service, parts_service, uses_service
from desktop.organisation.grant_model import Grant, Target
from desktop.organisation.model import Programme
from desktop.organisation.office_model import Office
from desktop.organisation.own_model import CustomField
from desktop.participants import list_service
from desktop.participants.list_model import WorkingList
from desktop.slices import CONFIGURED
from desktop.steps.timeline_model import OwnTimeline
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
    stored.write(work, "uses_off", ["release"])
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
        for part in ("programmes", "offices"):
            for record in configuration._held(work, parts_service.PARTS[part]):
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
        for name in ("uses", "uses_off", "instruments_on", "instrument_words"):
            stored.write(work, name, None)
        stored.write(work, "instrument_weights", {"tally": {"n": 4, "points": {"x": 1}}})
    assert configuration.load(workspace, file) == (0, 5)
    with workspace.work() as work:
        assert uses_service.used(work) == {"income", "stipends", "school"}
        assert stored.read(work, "instruments_on") == ["phq2", "tally"]
        words = stored.read(work, "instrument_words")
        assert words["wgss"]["es"]["SEE"] == "¿Tiene dificultad para ver?"
        # other weights are another version: what was scored with the fourth stays readable as it
        assert stored.read(work, "instrument_weights")["tally"]["n"] == 5
    assert configuration.load(workspace, file) == (0, 0)


def the(work, model):
    """What stands in a register, in the order in which it came."""
    query = select(model).where(model.deleted_at.is_(None)).order_by(model.row)
    return list(work.session.exec(query))


def plan_ahead(work):
    """Everything else an office sets up, under its two programmes."""
    made = [
        records.create(work, Programme, {"sign": sign, "title": sign * 3}).id for sign in ("A", "B")
    ]
    steps = "7 Llamar\n14 Visitar"
    records.create(work, OwnTimeline, {"title": "Primer mes", "programme": made[1], "steps": steps})
    days = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    target = {"indicator": "retained", "baseline": 12.5, "target": 40, **days}
    records.create(work, Target, {**target, "programme": made[1]})
    grant = records.create(
        work, Grant, {"reference": "Convenio", "donor": "x", "currency": "USD", **days}
    )
    records.create(work, Target, {**target, "grant": grant.id})
    kept = {"status": "open", "programme": made[1]}
    list_service.keep(work, "Los de B", kept, "code", shared=True)
    list_service.keep(work, "Los míos", {"sex": "female"}, "", shared=False)
    return made


def test_timelines_targets_and_lists_find_their_programme_again_in_another_office(
    workspace, tmp_path
):
    file = tmp_path / "office.json"
    with workspace.work(write=True) as work:
        here = plan_ahead(work)
    configuration.save(workspace, file, CONFIGURED)
    text = file.read_text("utf-8")
    assert not [one for one in (*here, "Convenio", "míos") if one in text]
    with workspace.work(write=True) as work:
        parts = {**parts_service.PARTS, **CONFIGURED}
        for part in reversed(parts.values()):
            for record in configuration._held(work, part):
                records.remove(work, record)
        there = [
            records.create(work, Programme, {"sign": sign, "title": "Otra"}).id for sign in "BA"
        ]
    new, changed = configuration.load(workspace, file, CONFIGURED)
    assert (new, changed) == (3, 2), "three things new, two programmes reworded"
    with workspace.work() as work:
        [line] = the(work, OwnTimeline)
        [target] = [one for one in the(work, Target) if one.grant is None]
        [kept] = [one for one in the(work, WorkingList) if one.shared]
        assert (line.programme, target.programme) == (there[0], there[0])
        assert (target.baseline, target.target) == (12.5, 40.0)
        assert list_service.chosen(kept) == {"status": "open", "programme": there[0]}
    assert configuration.load(workspace, file, CONFIGURED) == (0, 0)


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("timelines", {"title": "x", "steps": "mañana llamar"}),
        ("timelines", {"title": "x", "programme": "Z", "steps": "1 Llamar"}),
        ("lists", {"title": "x", "filters": ["worker=luz"]}),
        ("lists", {"title": "x", "filters": [3]}),
        ("lists", {"title": "x", "filters": ["programme=Z"]}),
        ("targets", {"indicator": "retained", "target": -3}),
        ("codes", {"code_list": "../packs", "entry": "own:x"}),
        ("codes", {"code_list": "living_status", "entry": "neither"}),
        ("codes", {"code_list": "placement_status", "entry": "own:new"}),
    ],
)
def test_what_fits_no_office_is_refused_whole(work, name, row):
    content = {"form": configuration.FORM, "parts": {name: [row]}}
    with pytest.raises(parts_service.NotConfiguration):
        configuration.taken(work, content, CONFIGURED)


def test_taking_over_ends_nothing_that_goes_on_here(workspace):
    with workspace.work(write=True) as work:
        furnish(work)
        asked = {"asked_of": "participant", "title_es": "¿Cuál?", "privacy": "sensitive"}
        own_service.ask(work, {**asked, "kind": "code", "answers": "Sí | Sim | Yes\nTal vez"})
        content = json.loads(json.dumps(configuration.written(work)))
        content["parts"]["programmes"][0]["ended"] = True
        content["parts"]["codes"][0]["retired"] = True
        question = content["parts"]["questions"][1]
        question |= {"retired": True, "answers": "Sí | Sim | Yes\nNo"}
        configuration.taken(work, content)
        [programme] = the(work, Programme)
        _first, held = the(work, CustomField)
        answers = {code: one.retired for code, one in own_service.answers(held.answers).items()}
        assert not programme.ended
        assert not held.retired
        assert answers == {"own:si": False, "own:no": False, "own:tal_vez": False}
        assert not codes.read("living_status")["own:finca"].retired


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
