# SPDX-License-Identifier: GPL-3.0-or-later
"""An invented office: a grant that ends soon with its money, targets, posts, a question."""

from collections.abc import Mapping
from datetime import date, timedelta

from desktop.core import records
from desktop.core.work import Work
from desktop.demo.world import World
from desktop.organisation import own_service
from desktop.organisation.grant_model import Grant, GrantLine, GrantPayment, Target
from desktop.organisation.model import Programme
from desktop.organisation.office_model import Office, Staff

_WORDS = {
    "es": {
        "donor": "Fondo de prueba",
        "for": "Jóvenes que vuelven al estudio y al trabajo",
        "lines": ("Bolsas", "Formación", "Equipo"),
        "office": "Sede central",
        "question": "Talla de la dotación",
        "sizes": "S\nM\nL\nXL",
    },
    "pt_BR": {
        "donor": "Fundo de teste",
        "for": "Jovens que voltam ao estudo e ao trabalho",
        "lines": ("Bolsas", "Formação", "Equipe"),
        "office": "Sede central",
        "question": "Tamanho do uniforme",
        "sizes": "P\nM\nG\nGG",
    },
}
_LINES = (("stipend", 48_000), ("training", 21_000), ("staff", 60_000))
_TARGETS = (("new_participants", 80, 120), ("placements_started", 20, 60))
_ENDS_IN = 68


def make(work: Work, world: World) -> None:
    """Write what the administration shows; nothing here is about a person."""
    words = _WORDS.get(world.language, _WORDS["es"])
    today = world.today
    grant = _grant(work, words, today)
    first = sorted(world.ids["programme"].values())[0]
    records.amend(work, records.get(work, Programme, first), {"grants": [grant]})
    office = records.create(work, Office, {"title": words["office"], "kind": "office"}).id
    for word, post, share in (("sol", "caseworker", 100), ("rio", "psychologist", 50)):
        values = {"word": word, "post": post, "share": share, "office": office}
        records.create(work, Staff, {**values, "began_on": date(today.year, 1, 15)})
    year = {"starts_on": date(today.year, 1, 1), "ends_on": date(today.year, 12, 31)}
    for indicator, baseline, target in _TARGETS:
        values = {"indicator": indicator, "baseline": baseline, "target": target, "grant": grant}
        records.create(work, Target, {**values, **year})
    question = {"asked_of": "participant", "kind": "code", "privacy": "insensitive"}
    title = {"title_es": words["question"], "title_pt": words["question"]}
    own_service.ask(work, {**question, **title, "answers": words["sizes"]})


def _grant(work: Work, words: Mapping[str, object], today: date) -> str:
    ends = today + timedelta(days=_ENDS_IN)
    values = {"reference": "FP-01", "donor": words["donor"], "title": words["for"]}
    dates = {"starts_on": ends - timedelta(days=729), "ends_on": ends}
    grant = records.create(work, Grant, {**values, **dates, "currency": "USD"}).id
    titles = words["lines"]
    assert isinstance(titles, tuple)  # noqa: S101 - the words above
    for number, ((paid_for, amount), title) in enumerate(zip(_LINES, titles, strict=True), 1):
        line = {"grant": grant, "number": str(number), "title": title, "amount": amount}
        made = records.create(work, GrantLine, line).id
        for month in range(1, 5):
            on = today - timedelta(days=30 * month)
            payment = {"line": made, "paid_on": on, "amount": amount // 24, "paid_for": paid_for}
            records.create(work, GrantPayment, {**payment, "voucher": f"C-{number}{month:02}"})
    return grant
