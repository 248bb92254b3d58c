# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for the bag: every country and language, dated, to be checked, without a name."""

import io
from datetime import date

import pypdfium2
import pytest

from desktop.core import i18n, packs
from desktop.demands import report
from desktop.demands.service import Contacts
from desktop.reports import pdf

CONTACTS = Contacts("Coordinación 300 111", "Abogada 300 222", "Personería 300 333")


def words(document):
    target = io.BytesIO()
    pages = pdf.draw(document, target)
    paper = pypdfium2.PdfDocument(target.getvalue())
    return pages, "\n".join(page.get_textpage().get_text_bounded() for page in paper)


def made(country, language, contacts=CONTACTS):
    return report.document("Vereda Norte", country, contacts, language=language, is_demo=False)


@pytest.mark.parametrize("country", ["", *packs.countries()])
@pytest.mark.parametrize("language", sorted(i18n.LANGUAGES))
def test_every_country_has_its_page_in_every_language(country, language):
    document = made(country, language)
    pages, text = words(document)
    assert pages <= 2
    assert "Ctrl+L" in text
    assert CONTACTS.lawyer in text
    with i18n.speaking(language):
        assert i18n._("To be checked by your lawyer") in text
        assert i18n._("When they ask for the laptop") in text
    if country:
        facts = packs.read(country).facts["seizure"]
        assert facts["order"][language].split()[0] in text
        assert isinstance(facts["checked_on"], date)
        assert facts["source"]


@pytest.mark.parametrize("country", packs.countries())
def test_what_a_pack_says_of_seizure_is_said_in_three_languages(country):
    facts = packs.read(country).facts["seizure"]
    for name in ("order", "signed_by"):
        assert set(facts[name]) == {"en", "es", "pt_BR"}
        assert all(facts[name].values())
    assert facts["confirmed"] is not ("general knowledge, not read again" in facts["source"])


def test_a_country_nobody_knows_leaves_room_to_write():
    _pages, text = words(made("XX", "es", Contacts()))
    assert text.count("____") > 5
