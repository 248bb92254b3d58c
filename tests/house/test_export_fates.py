# SPDX-License-Identifier: GPL-3.0-or-later
"""Every field of every register has a fate: it leaves by a transform, or it is withheld."""

from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

from desktop.core.crypto.header import STORES
from desktop.core.fields import Export, Privacy, specs
from desktop.core.tables import BASE_COLUMNS, models_of
from desktop.exports import fates
from desktop.exports.roles import _TRANSFORMS

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("desktop/*/*model.py"))
for path in FILES:
    import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
REGISTERS = {str(export.MODEL.__tablename__): export for export in fates.REGISTERS}


def models():
    return {str(one.__tablename__): one for one in chain(*(models_of(s) for s in STORES))}


def test_every_model_in_the_program_is_known_here():
    written = {
        line.split("class ")[1].split("(")[0]
        for path in FILES
        for line in path.read_text("utf-8").splitlines()
        if "table=True" in line
    }
    assert {one.__name__ for one in models().values()} == written


def test_every_register_is_decided_once():
    decided = [*REGISTERS, *fates.WITHHELD_MODELS]
    assert sorted(decided) == sorted(models())


def test_a_withheld_register_says_why():
    assert all(len(reason) > 20 for reason in fates.WITHHELD_MODELS.values())


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_every_field_has_one_fate(name):
    export = REGISTERS[name]
    declared = {spec.name for spec in specs(export.MODEL.draft)}
    assert set(export.EXPORTED) | export.WITHHELD == declared
    assert not set(export.EXPORTED) & export.WITHHELD


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_the_fate_is_the_one_the_field_declares(name):
    export = REGISTERS[name]
    declared = {
        spec.name: spec.about.export
        for spec in specs(export.MODEL.draft)
        if spec.about.export is not Export.WITHHELD
    }
    assert declared == export.EXPORTED


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_nothing_that_names_anybody_can_leave(name):
    export = REGISTERS[name]
    fields = {spec.name: spec for spec in specs(export.MODEL.draft)}
    for field, transform in export.EXPORTED.items():
        about = fields[field].about
        assert about.privacy is not Privacy.FREE_TEXT, field
        assert not about.restricted, field
        if about.privacy is Privacy.IDENTIFIER:
            assert transform is Export.PSEUDONYM, field
            assert about.link, field
    assert not set(export.EXPORTED) & (BASE_COLUMNS - {"programme"})


def test_every_transform_that_is_used_exists():
    used = set(chain(*(export.EXPORTED.values() for export in fates.REGISTERS)))
    assert used <= set(_TRANSFORMS) | {Export.PSEUDONYM}


def test_a_dialogue_has_no_way_out():
    sealed = {str(one.__tablename__) for one in models_of("dialogues")}
    assert sealed
    assert sealed <= set(fates.WITHHELD_MODELS)
