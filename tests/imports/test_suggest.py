# SPDX-License-Identifier: GPL-3.0-or-later
"""The first mapping is the one a person would choose."""

from pathlib import Path

import pytest

from desktop.core.fields import specs
from desktop.imports import detect, suggest, words
from desktop.incidents.context_intake import TARGET as OFFICIAL
from desktop.incidents.intake import TARGET as INCIDENTS
from desktop.participants.model import ParticipantDraft
from tests import twins


def test_police_columns_find_their_fields(tmp_path: Path) -> None:
    path = twins.extortions(tmp_path / "extorsiones_2025.csv", rows=200)
    found = suggest.suggest(detect.sniff(path), OFFICIAL.fields, path.stem)
    assert found.columns == {
        "occurred_on": "FECHA_HECHO", "region": "DEPARTAMENTO", "municipality_code": "COD_MUNI",
        "municipality": "MUNICIPIO", "count": "CANTIDAD",
    }  # fmt: skip
    assert found.values == {"type": {"": "extortion"}}  # from the name of the file


def test_a_teams_own_words_find_codes(tmp_path: Path) -> None:
    path = twins.own_incidents(tmp_path / "own.xlsx")
    found = suggest.suggest(detect.sniff(path), INCIDENTS.fields)
    assert found.columns["type"] == "Tipo de incidente"
    assert found.columns["occurred_on"] == "Fecha del hecho"
    assert found.columns["sector"] == "Barrio"
    assert found.columns["victims"] == "Víctimas"
    assert found.columns["note"] == "Observaciones"
    assert found.values["type"] == {
        "Amenazas": "threat", "hurto a personas": "robbery", "Balacera": "shooting_no_victim",
        "Paso negado": "border_denial",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "sexes"),
    [
        ("Fecha de nacimiento,Sexo,Nombres,Apellidos,Barrio", ["MASCULINO", "FEMENINO"]),
        ("data de nascimento,sexo,nomes,sobrenome,bairro", ["Masculino", "Feminino"]),
        ("Date of birth,Gender,First name,Last name,Neighbourhood", ["M", "F"]),
    ],
)
def test_people_in_three_languages(tmp_path: Path, header: str, sexes: list[str]) -> None:
    path = tmp_path / "f.csv"
    lines = [
        f"2{day}/01/1999,{sexes[day % 2]},Nombre{day},Apellido{day},Centro" for day in range(8)
    ]
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    found = suggest.suggest(detect.sniff(path), specs(ParticipantDraft))
    names = header.split(",")
    assert [
        found.columns.get(name) for name in ("born", "sex", "given_names", "family_names", "sector")
    ] == names
    words_of_sex = words.likely("sex_registered")
    assert [words_of_sex[words.fold(sex)] for sex in sexes] == ["male", "female"]


def test_a_column_serves_one_field_and_an_empty_one_none(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text("fecha,fecha hecho,nota\n13/01/2026,,\n14/01/2026,,\n", encoding="utf-8")
    found = suggest.suggest(detect.sniff(path), INCIDENTS.fields)
    assert found.columns == {"occurred_on": "fecha"}


def test_every_synonym_is_a_code_of_its_list() -> None:
    for name in ("sex_registered", "incident_type", "weapon_class", "placement_type", "yes_no"):
        assert set(words.likely(name).values()) >= set(words.certain(name).values())


def test_folding() -> None:
    assert words.fold("FECHA_HECHO") == words.fold("Fecha  hécho") == words.fold("fechaHecho")
    assert words.fold("Ñandú") == "nandu"
    assert words.fold("東京") == "東京"
    assert words.fold("--") == ""
