# SPDX-License-Identifier: GPL-3.0-or-later
"""A referral in the window: no consent, a border on the way, and a slip that tells nothing."""

import pypdfium2
import pytest
from PySide6.QtWidgets import QPushButton

from desktop.consents import service as consents
from desktop.core import codes, records
from desktop.desks.person import referral_desk
from desktop.participants import service as participants
from desktop.places import border_service
from desktop.places.model import Border, Place
from desktop.referrals.model import Provider, Referral
from desktop.widgets import choose
from tests.desks.people import page_of, tab

STIGMA = ("droga", "alcohol", "egreso", "prisión", "pandilla", "víctima", "ex-", "mental", "riesgo")


@pytest.fixture
def referral(program, person):
    """A draft to a service that lies across an active border."""
    with program.workspace.work(write=True) as work:
        a, b = sorted(
            records.create(work, Place, {"level": "sector", "name": name}).id
            for name in ("La Loma", "El Bajo")
        )
        between = records.create(work, Border, {"a": a, "b": b, "origin": "drawn"})
        border_service.set_status(work, between.id, "active", "2026-01-01")
        records.amend(work, participants.get(work, person.id), {"sector": a})
        clinic = records.create(work, Provider, {"title": "Centro de salud", "sector": b})
        values = {"participant": person.id, "service": "substance_care", "provider": clinic.id}
        return records.create(work, Referral, {**values, "share": "Pide cita en la tarde."})


def held(program, referral):
    with program.workspace.work() as work:
        return records.get(work, Referral, referral.id)


def test_it_asks_for_consent_then_for_the_way_and_then_leaves(
    program, person, referral, tmp_path, monkeypatch
):
    page = page_of(program)
    page.open(person.id)
    program.settle()
    assert tab(program, page, "referrals").isVisible()
    source = referral_desk.DeskReferrals(program.window.desk, person.id)
    program.during(lambda asked: asked.reject())
    source._move(referral.id, "sent")  # no consent: nothing leaves
    assert held(program, referral).status == "draft"
    with pytest.raises(referral_desk.SlipNotSent):
        referral_desk.print_slip(program.window.desk, referral.id)
    with program.workspace.work(write=True) as work:
        consents.answer(work, person.id, "referral_sharing", "given")
    said = []

    def turn_back(asked):
        said.append(program.texts(asked))
        asked.reject()

    program.during(turn_back)
    source._move(referral.id, "sent")
    assert held(program, referral).status == "draft"  # no decision, no referral
    assert "La Loma" in said[0]
    assert "El Bajo" in said[0]
    program.during(lambda asked: asked.findChild(QPushButton, "which_accompanied").click())
    source._move(referral.id, "sent")
    sent = held(program, referral)
    assert (sent.status, sent.crossing) == ("sent", "accompanied")
    target = tmp_path / "hoja.pdf"
    monkeypatch.setattr(choose, "path", lambda *_more: target)
    source.print(referral.id)()
    with pypdfium2.PdfDocument(target) as made:
        words = "".join(one.get_textpage().get_text_bounded() for one in made)
    for needed in (sent.code, person.code, "Centro de salud", "Atención en salud", "en la tarde"):
        assert needed in words
    for name in ("La Loma", "El Bajo", "Encarnación", "Zurbarán", "0998877665", *STIGMA):
        assert name.casefold() not in words.casefold()


def test_no_service_stands_on_a_slip_in_words_that_tell_who_carries_it(program):
    for code, _words in codes.choices("service"):
        said = referral_desk.neutral(code).casefold()
        assert not [word for word in STIGMA if word in said], said
