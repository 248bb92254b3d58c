# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person gets to see: all of their own, nothing of others, a note only when released."""

import json

import pytest

from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock, custom, history, journal, records
from desktop.core.document import BLACK, Table, Text
from desktop.core.errors import NotYours
from desktop.core.work import User
from desktop.organisation import own_service
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.releases.model import Release
from desktop.rights import access, correction, print_out
from tests.rooms import NOON
from tests.workspaces import add


@pytest.fixture
def person(workspace):
    with clock.at(NOON):
        made = add(workspace, given_names="Inventada", groups=["youth_at_risk"], note="about Ana")
        with workspace.work(write=True) as work:
            contacts.note(
                work, {"participant": made, "kind": "phone", "note": "met Luis at the corner"}
            )
            consents.answer(work, made, "participation", "given", witness="W-77")
        yield made


def said(document):
    found = []
    for section in document.sections:
        found.append(section.title)
        for block in section.blocks:
            if isinstance(block, Text):
                found.append(block.body)
            elif isinstance(block, Table):
                found += [block.title, *(cell for row in block.rows for cell in row)]
    return "\n".join(found)


def test_the_person_sees_the_own_file_and_nothing_of_others(workspace, person):
    made = access.collect(workspace, person, language="es")
    words = said(print_out.document(made))
    assert "Inventada" in words
    assert "Joven en riesgo" in words
    for other in ("Ana", "Luis", "W-77"):
        assert other not in words
    assert BLACK in words


def test_a_note_is_released_by_itself(workspace, person):
    made = access.collect(workspace, person, language="es")
    notes = {text: key for key, _where, text in made.notes()}
    assert set(notes) == {"about Ana", "met Luis at the corner"}
    words = said(print_out.document(made, {notes["about Ana"]}))
    assert "about Ana" in words
    assert "Luis" not in words


def test_the_machine_gets_the_same_black(workspace, person):
    made = access.collect(workspace, person, language="en")
    whole = json.loads(access.as_json(made))
    text = json.dumps(whole)
    assert "Inventada" in text
    assert "Luis" not in text
    assert "W-77" not in text
    assert {one["register"] for one in whole["records"]} == {"participant", "contact", "consent"}
    assert any(one["withheld"] for one in whole["records"])


@pytest.mark.parametrize(("language", "word"), [("es", "usted"), ("pt_BR", "você"), ("en", "you")])
def test_it_can_be_read_aloud_in_three_languages(workspace, person, language, word):
    made = access.collect(workspace, person, language=language)
    words = said(print_out.aloud(made))
    assert word in words
    assert "Inventada" not in words
    assert "Luis" not in words


def test_reading_it_stands_in_the_journal(workspace, person):
    access.collect(workspace, person, language="es")
    with workspace.work() as work:
        assert ("access", person) in [(one.action, one.object) for one in journal.entries(work)]


def test_a_correction_is_told_without_any_value(workspace, person):
    with workspace.work(write=True) as work:
        file = participants.get(work, person)
        records.amend(work, file, {"education": "primary", "given_names": "Otra"})
        values = {"kind": "dataset", "recipient": "donor", "sha256": "0" * 64}
        release = records.create(work, Release, values)
        release.scheme = {"people": [person]}
        work.session.add(release)
        made = correction.notice(work, person, language="es", is_demo=False)
    words = said(made)
    assert "Nivel de estudios" in words
    for value in ("Otra", "Inventada", "Primaria", "primary"):
        assert value not in words
    with workspace.work() as work:
        before = {one.field: one.before for one in history.entries(work, person)}
    assert before["given_names"] == "Inventada"


def test_what_was_corrected_in_a_file_of_somebody_else_is_not_told(workspace, person):
    workspace.user = User("bea", "caseworker", "own")
    with workspace.work() as work, pytest.raises(NotYours):
        correction.corrected(work, person)


def test_what_the_organisation_asked_of_its_own_is_seen_as_well(workspace, person):
    asked = {"asked_of": "participant", "kind": "text", "privacy": "sensitive"}
    with workspace.work(write=True) as work:
        size = own_service.ask(work, {**asked, "title_es": "¿Talla?"})
        tale = own_service.ask(work, {**asked, "title_es": "¿Qué más?", "kind": "note"})
        held = records.get(work, Participant, person)
        answers = {own_service.name_of(size): "mediana", own_service.name_of(tale): "de Ana"}
        records.amend(work, held, answers)
    try:
        made = access.collect(workspace, person, language="es")
    finally:
        custom.lay(())
    words = said(print_out.document(made))
    assert "¿Talla?" in words
    assert "mediana" in words
    assert "de Ana" not in words  # a note stays black until somebody releases it
    assert "de Ana" in {text for _key, _where, text in made.notes()}
