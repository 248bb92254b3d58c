# SPDX-License-Identifier: GPL-3.0-or-later
"""Names a note should not hold are those its writer may see anyway."""

import pytest

from desktop.core.errors import NotAllowed
from desktop.core.work import User
from desktop.participants import known_service
from desktop.participants import service as participants
from tests.workspaces import person

NAMED = {"given_names": "Encarnación", "family_names": "Zurbarán", "known_as": "La Chispa"}


def test_names_and_aliases_come_with_the_code(work):
    made = participants.register(work, {**person(), **NAMED})
    assert known_service.known(work) == [
        (made.code, "Encarnación Zurbarán"),
        (made.code, "la chispa"),
    ]


def test_a_caseworker_learns_nothing_of_the_files_of_others(work):
    participants.register(work, {**person(), **NAMED})
    work.user = User("bea", "caseworker", "all")
    assert known_service.known(work) == []
    mine = participants.register(work, {**person(), "given_names": "Hermelinda"})
    assert [code for code, _words in known_service.known(work)] == [mine.code]


def test_the_local_list_is_kept_by_who_keeps_the_settings(work):
    assert known_service.keep_local_words(work, ["La Cuarenta", "la  cuarenta", " "]) == [
        "la cuarenta"
    ]
    assert known_service.known(work) == [(known_service.NEUTRAL, "la cuarenta")]
    work.user = User("bea", "caseworker")
    with pytest.raises(NotAllowed):
        known_service.keep_local_words(work, [])
