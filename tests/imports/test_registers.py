# SPDX-License-Identifier: GPL-3.0-or-later
"""Participants and placements from a file, with what hangs on them."""

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from desktop.core import codes, custom, history, listing, records
from desktop.core.store import Workspace
from desktop.imports import service
from desktop.imports.mapping import Mapping
from desktop.organisation import own_service
from desktop.participants.intake import TARGET as PEOPLE
from desktop.participants.model import Participant
from desktop.participants.page import ParticipantSource
from desktop.placements.employer_model import Employer
from desktop.placements.intake import TARGET as PLACEMENTS
from desktop.placements.model import Checkpoint, Placement

PEOPLE_MAP = Mapping(
    {"born": "Nacimiento", "sex": "Sexo", "given_names": "Nombres", "document_number": "Cédula"},
    {"sex": {"H": "male", "M": "female"}},
)


@pytest.fixture(autouse=True)
def _nothing_laid():
    yield
    custom.lay(())
    codes.lay_own({})


def test_people_come_in_once(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        "Nacimiento;Sexo;Nombres;Cédula\n1999;M;Ana;1-1\n13/02/2001;H;Luis;007\n2002;M;Otra;11\n2003;M;Eva;\n",
        encoding="utf-8",
    )
    with workspace.work(write=True) as work:
        held = {"born": "1980", "sex": "male", "safe_contact": "phone", "document_number": "0.07"}
        records.create(work, Participant, held)
        done = service.run(work, PEOPLE, path, PEOPLE_MAP)
        assert done.written == 2
        assert sorted(one.row for one in done.preview.refused) == [3, 4]
        people = work.session.exec(
            select(Participant).where(Participant.import_id == done.import_id)
        ).all()
        assert {(one.born, one.sex, one.document_number) for one in people} == {
            ("1999", "female", "1-1"), ("2003", "female", None),
        }  # fmt: skip
        assert {one.safe_contact for one in people} == {"not_asked"}


def test_placements_lay_their_checkpoints_and_undo_takes_them_along(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.work(write=True) as work:
        person = records.create(
            work, Participant, {"born": "1999", "sex": "male", "safe_contact": "phone"}
        )
        records.create(work, Employer, {"title": "Panadería El Sol"})
        path = tmp_path / "f.csv"
        path.write_text(
            f"codigo,tipo,empresa,inicio\n{person.code},Empleo formal,panadería el sol,2026-01-15\nP-XXXXX,Empleo formal,,2026-01-15\n",
            encoding="utf-8",
        )
        chosen = Mapping(
            {"participant": "codigo", "type": "tipo", "employer": "empresa", "starts_on": "inicio"}
        )
        done = service.run(work, PLACEMENTS, path, chosen)
        assert (done.written, done.preview.refused_rows) == (1, 1)
        (made,) = work.session.exec(select(Placement)).all()
        assert (made.participant, made.starts_on) == (person.id, date(2026, 1, 15))
        checks = work.session.exec(select(Checkpoint)).all()
        assert {one.placement for one in checks} == {made.id}
        assert sorted(one.due_on for one in checks)[0] == date(2026, 2, 14)
        assert service.undo(work, PLACEMENTS, done.import_id) == 1
        assert (listing.count(work, Placement), listing.count(work, Checkpoint)) == (0, 0)


def test_own_questions_come_in_from_a_file_and_narrow_the_list(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "Nacimiento;Sexo;Nombres;Talla;¿Sabe nadar?\n1999;M;Ana;Mediana;sí\n"
        "2001;H;Luis;Grande;no\n2003;M;Eva;Enorme;no\n",
        encoding="utf-8",
    )
    asked = {"asked_of": "participant", "privacy": "insensitive"}
    with workspace.work(write=True) as work:
        size = own_service.ask(
            work, {**asked, "title_es": "Talla", "kind": "code", "answers": "Mediana\nGrande"}
        )
        swims = own_service.ask(work, {**asked, "title_es": "¿Sabe nadar?", "kind": "yes_no"})
        one, other = own_service.name_of(size), own_service.name_of(swims)
        sight = service.look(work, PEOPLE, path, {})
        assert (sight.mapping.columns[one], sight.mapping.columns[other]) == (
            "Talla",
            "¿Sabe nadar?",
        )
        columns = {"born": "Nacimiento", "sex": "Sexo", "given_names": "Nombres"}
        chosen = Mapping({**columns, one: "Talla", other: "¿Sabe nadar?"}, PEOPLE_MAP.values)
        done = service.run(work, PEOPLE, path, chosen)
        assert [(one.row, one.field) for one in done.preview.refused] == [(4, "Talla")]
        people = work.session.exec(
            select(Participant).where(Participant.import_id == done.import_id)
        ).all()
        assert sorted(one.extra[other] for one in people) == [False, True]
        born = history.entries(work, people[0].id)[-1]
        assert other in str(born.value)
    source = ParticipantSource(workspace)
    offered = {one.name: one.choices for one in source.own_filters()}
    assert offered.keys() == {one, other}
    large = next(code for code, words in offered[one] if words == "Grande")
    assert len(source.keys("", {one: large}, "")) == 1
    assert len(source.keys("", {one: large, other: "yes"}, "")) == 0
    assert len(source.keys("", {other: "no"}, "")) == 1
