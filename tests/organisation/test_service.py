# SPDX-License-Identifier: GPL-3.0-or-later
"""Programmes that ended are kept but no longer offered; the organisation says who it is."""

from desktop.core import records
from desktop.organisation import service
from desktop.organisation.model import Programme
from desktop.organisation.service import Organisation


def test_programmes_that_ended_are_no_longer_offered(work):
    running = records.create(work, Programme, {"sign": "B", "title": "Barrio"})
    ended = records.create(work, Programme, {"sign": "A", "title": "Antes", "ended": True})
    assert service.offered(work) == [(running.id, "B · Barrio")]
    assert service.signs(work) == {running.id: "B", ended.id: "A"}
    assert [row[1] for row in service.rows(work, service.keys(work))] == ["B", "A"]


def test_what_the_organisation_says_is_kept(work):
    assert service.about(work) == Organisation()
    said = Organisation("Asociación Río", "Puerto Lisandra", "EC", "pt_BR", 10)
    service.describe(work, said)
    assert service.about(work) == said
