# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the files that are printed: read back as whoever gets the file could read it."""

from datetime import date
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from desktop.contacts import service as contacts
from desktop.core import clock, records
from desktop.core.document import BLACK
from desktop.core.i18n import LANGUAGES
from desktop.core.papers import attachments
from desktop.core.team import approvals
from desktop.demands import report as demands
from desktop.demands.service import Contacts
from desktop.desks.livelihood import paper_slips
from desktop.organisation import service as organisation
from desktop.organisation.service import Organisation
from desktop.participants.model import Participant
from desktop.releases.model import Release
from desktop.reports import pdf
from desktop.rights import access, certificate, correction, erasing, loss, print_out, processing
from desktop.rights.model import DataBreach
from tests.rights.canary import WORDS, approve
from tests.rooms import NOON
from tests.workspaces import add

OTHERS = ("Luis", "W-77", "esquina", "hermano")
NAMES = ("Inventada", "Zurbarán", *OTHERS)


@pytest.fixture
def person(workspace):
    with clock.at(NOON):
        made = add(workspace, given_names="Inventada", family_names="Zurbarán", note="su hermano")
        with workspace.work(write=True) as work:
            organisation.describe(work, Organisation("Casa del Río", "Puerto", "CO", "es"))
            for day in (1, 2):
                seen = {"participant": made, "kind": "phone", "happened_on": date(2026, 9, day)}
                contacts.note(work, {**seen, "note": "vio a Luis en la esquina"})
        attachments.attach(workspace, "cases", made, "Luis en la esquina.txt", b"una carta")
        yield made


def drawn(document):
    target = BytesIO()
    pdf.draw(document, target)
    return target.getvalue()


def text(content):
    document = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def inside(content):
    """Everything a file holds, unpacked: streams, strings, metadata."""
    with pikepdf.open(BytesIO(content)) as file:
        found = [str(file.docinfo), file.Root.Metadata.read_bytes().decode()]
        for thing in file.objects:
            if isinstance(thing, pikepdf.Stream):
                found.append(thing.read_bytes().decode("latin-1"))
            found.append(repr(thing))
    return "\n".join(found)


@pytest.mark.parametrize(("language", "bar"), [("es", "tachado"), ("pt_BR", "tarjado")])
def test_what_is_blacked_out_is_not_in_the_file(workspace, person, language, bar):
    found = access.collect(workspace, person, language=language)
    content = drawn(print_out.document(found))
    words = text(content)
    assert "Inventada" in words
    assert words.count(bar) == 3  # the note of the file, and those of both contacts
    assert BLACK not in words
    whole = inside(content)
    for other in OTHERS:
        assert other not in words
        assert other not in whole
        assert other.encode("utf-16-be").hex() not in whole.lower()


def test_the_print_out_names_no_person_in_its_title(workspace, person):
    found = access.collect(workspace, person, language="es")
    content = drawn(print_out.document(found, {key for key, *_rest in found.notes()}))
    with pikepdf.open(BytesIO(content)) as file:
        assert [str(key) for key in file.docinfo] == ["/Title"]
        said = str(file.docinfo.Title) + file.Root.Metadata.read_bytes().decode()
    assert not [name for name in (*NAMES, found.code, "ana") if name in said]


def test_papers_that_are_kept_are_told_without_their_names(workspace, person):
    found = access.collect(workspace, person, language="es")
    assert [(kind, register) for kind, register, _day in found.papers] == [("text", "participant")]
    assert "Texto" in text(drawn(print_out.document(found)))
    assert "1 documento suyo" in text(drawn(print_out.aloud(found)))


def test_a_correction_letter_ties_no_row_to_a_person(workspace, person):
    with workspace.work(write=True) as work:
        record = records.get(work, Participant, person)
        records.amend(work, record, {"born": "2001"})
        for recipient in ("donor", "partner"):
            values = {"kind": "dataset", "recipient": recipient, "sha256": "0" * 64}
            release = records.create(work, Release, values)
            release.scheme = {"people": [person]}
            work.session.add(release)
    with workspace.work() as work:
        code = records.get(work, Participant, person).code
        made = correction.notice(work, person, language="es", is_demo=False)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(drawn(made))]
    assert len(pages) == 2  # one for each recipient, who reads of no other
    assert "Donante" in pages[0]
    assert "Donante" not in pages[1]
    assert not [word for word in (code, person, *NAMES, "2001", "2004") if word in "".join(pages)]


def test_without_a_dataset_no_letter_is_needed(workspace, person):
    with workspace.work() as work:
        made = correction.notice(work, person, language="es", is_demo=False)
    assert [section.title for section in made.sections] == ["No hay a quién avisar"]


def test_who_confirmed_alone_signs_alone_in_the_language_of_the_paper(workspace, canary):
    done = erasing.erase(workspace, canary, approve(workspace, canary))
    assert done.approved is not None
    assert done.approved.how == "alone"
    made = certificate.document(done, organisation="Casa", language="pt_BR", is_demo=False)
    words = text(drawn(made))
    assert "Apagou e confirmou" in words
    assert "Aprovado por" not in words
    assert "24 horas" in words
    assert not [word for word in (*WORDS, canary) if word in inside(drawn(made))]


@pytest.mark.parametrize("kind", ["rumour_days", "incident_detail_years", "dialogue_months"])
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_term_certificate_says_what_was_done(kind, language):
    made = certificate.of_term(kind, 3, "Casa", language=language, is_demo=False)
    assert (made.title == certificate.of_term(
        "rumour_days", 3, "Casa", language=language, is_demo=False
    ).title) is (kind == "rumour_days")  # fmt: skip


@pytest.mark.parametrize("kind", sorted(paper_slips.SLIPS))
def test_a_form_for_a_key_says_whose_it_is_nowhere(kind):
    whole = text(drawn(paper_slips.document(kind, language="es")))
    assert "Vereda" not in whole
    assert "Casa" not in whole


def test_paper_is_that_of_the_country(workspace, person):
    with workspace.work() as work:
        assert organisation.about(work).paper == "Letter"
    found = access.collect(workspace, person, language="es")
    with pikepdf.open(BytesIO(drawn(print_out.document(found)))) as file:
        assert [round(float(side)) for side in file.pages[0].mediabox[2:]] == [612, 792]


def test_lines_to_sign_on_never_stand_alone_on_a_page(workspace, person):
    with workspace.work(write=True) as work:
        values = {"kind": "laptop_stolen", "noticed_on": date(2026, 10, 1), "country": "br"}
        lost = loss.report(work, values, loss.contents(workspace))
        assert isinstance(lost, DataBreach)
    made = []
    with clock.at(NOON), workspace.work() as work:
        for language in LANGUAGES:
            made += [
                loss.notice(work, lost, kind, language=language, is_demo=True)
                for kind in loss.NOTICES
            ]
            made.append(processing.document(work, leaving=set(), language=language, is_demo=True))
    for language in LANGUAGES:
        made.append(demands.document("Casa", "CO", Contacts(), language=language, is_demo=True))
    for document in made:
        last = text(drawn(document)).strip().splitlines()
        assert last
        for page in pypdfium2.PdfDocument(drawn(document)):
            lines = page.get_textpage().get_text_range().strip().splitlines()
            assert len(lines) > 6, (document.title, lines)


def test_approvals_print_in_the_language_in_force():
    alone = approvals.Approval("1", "alone", ("ana",), "", NOON)
    assert "ana" not in approvals.words(alone)
