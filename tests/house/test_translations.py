# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the program says is in the catalogue, in Spanish and in Portuguese, in decent words."""

from collections import defaultdict
from functools import cache

import pytest
from babel.messages.pofile import read_po

from desktop import dev
from desktop.core import paths
from tests.house import words


@cache
def the_source():
    """Return the messages of the source, collected once."""
    return dev.extract()


def forms(value):
    """Return a message or a translation as a list, one entry per grammatical number."""
    return [value] if isinstance(value, str) else list(value)


def test_the_template_is_what_the_source_says():
    with (paths.translations() / "messages.pot").open("rb") as file:
        template = read_po(file)
    stored = {(message.context, message.id) for message in template if message.id}
    said = {(message.context, message.id) for message in the_source() if message.id}
    assert stored == said, "run: python -m desktop.dev words"


def test_no_message_is_used_both_with_and_without_a_count():
    uses = defaultdict(set)
    for message, _, context in dev.sentences():
        uses[context, forms(message)[0]].add(len(forms(message)))
    assert [key for key, numbers in uses.items() if len(numbers) > 1] == []


@pytest.mark.parametrize("code", dev.TRANSLATED)
class TestCatalogue:
    def test_is_complete(self, code):
        catalog = dev.load(code)
        catalog.update(the_source(), no_fuzzy_matching=True)
        assert dev.untranslated(catalog) == []
        assert [message.id for message in catalog if message.fuzzy and message.id] == []

    def test_keeps_the_holes(self, code):
        torn = [
            form
            for message in dev.load(code)
            if message.id
            for form in words.torn(forms(message.id), forms(message.string))
        ]
        assert torn == []

    def test_shames_nobody(self, code):
        found = {
            form: words.shaming(form, code)
            for message in dev.load(code)
            if message.id
            for form in forms(message.string)
            if words.shaming(form, code)
        }
        assert found == {}

    def test_keeps_lines_and_ends(self, code):
        """A sentence ends as its source ends, or the page looks careless."""
        ends = (".", "?", ":", "…")
        uneven = [
            form
            for message in dev.load(code)
            if message.id
            for form in forms(message.string)
            if form.strip() != form or (form[-1:] in ends) != (forms(message.id)[0][-1:] in ends)
        ]
        assert uneven == []


def test_english_is_plain():
    faults = [
        text
        for message in the_source()
        if message.id
        for text in forms(message.id)
        if "!" in text or text.endswith(":") or words.shaming(text, "en")
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Las personas retenidas en la frontera", "es"),
        ("Es un menor de edad", "es"),
        ("Los menores en riesgo", "es"),
        ("El beneficiario firma", "es"),
        ("O menor infrator", "pt_BR"),
        ("Os menores, sempre", "pt_BR"),
        ("Ligue para o disque-denúncia", "pt_BR"),
        ("The beneficiaries", "en"),
    ],
)
def test_a_planted_word_is_found(text, language):
    assert words.shaming(text, language)


@pytest.mark.parametrize("form", ["{m} personas", "personas", "{n} de {total}"])
def test_a_planted_hole_is_found(form):
    assert words.torn(["one person", "{n} people"], [form, "{n} personas"]) == (
        [] if form == "personas" else [form]
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El menor riesgo posible", "es"),
        ("Es menor que el mínimo", "es"),
        ("Um valor menor do que zero", "pt_BR"),
        ("Participant", "en"),
    ],
)
def test_a_decent_word_passes(text, language):
    assert not words.shaming(text, language)


def test_a_message_within_an_f_string_is_collected():
    """The export's folder lists its files in such lines; on Python 3.11 Babel passes over them."""
    assert "What every column and every answer means" in the_source()


def test_tables_of_translations_are_merged(tmp_path, capsys):
    title = next(
        message.id for message in the_source() if isinstance(message.id, str) and message.id
    )
    part = tmp_path / "part.tsv"
    part.write_text(f"{title}\tEl título\tO título\nNobody says this\ta\tb\n", encoding="utf-8")
    dev.update_words([part], tmp_path)
    told = capsys.readouterr().err
    assert "nothing says this: 'Nobody says this'" in told
    assert dev.load("es", tmp_path)[title].string == "El título"
    assert dev.load("pt_BR", tmp_path)[title].string == "O título"
    before = (tmp_path / "es" / "LC_MESSAGES" / "messages.po").read_bytes()
    dev.update_words([], tmp_path)
    assert (tmp_path / "es" / "LC_MESSAGES" / "messages.po").read_bytes() == before


def test_a_counted_message_is_merged_with_both_forms(tmp_path):
    counted = [message.id for message in the_source() if not isinstance(message.id, str)]
    one, many = counted[0]
    part = tmp_path / "part.tsv"
    part.write_text(f"{one}\t{many}\tuna|muchas\tuma|muitas\n", encoding="utf-8")
    dev.update_words([part], tmp_path)
    assert forms(dev.load("es", tmp_path)[one].string) == ["una", "muchas"]


def test_a_broken_table_is_refused(tmp_path):
    part = tmp_path / "part.tsv"
    part.write_text("Only English\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="line 1"):
        dev.update_words([part], tmp_path)
