# SPDX-License-Identifier: GPL-3.0-or-later
"""Our reader of catalogues finds what Babel's finds."""

import pytest
from babel.messages.pofile import read_po

from desktop.core import catalogue, paths

ODD = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\n"

#, python-format
msgid "One"
msgstr "Uno"

# a comment with "quotes"
msgctxt "verb"
msgid "Open"
msgstr ""
"Abrir \"esto\"\n"
"y \\ esto"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} día"
msgstr[1] "{n} días"

msgid "Nothing"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Ido"
"""


def test_every_form_a_file_may_have(tmp_path):
    path = tmp_path / "messages.po"
    path.write_text(ODD, encoding="utf-8")
    found = catalogue.read(path)
    assert found.plain == {"One": "Uno", "verb\x04Open": 'Abrir "esto"\ny \\ esto'}
    assert found.counted == {"{n} day": ("{n} día", "{n} días")}


@pytest.mark.parametrize("language", ["es", "pt_BR"])
def test_our_catalogues_read_as_babel_reads_them(language):
    path = paths.translations() / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        by_babel = read_po(file, locale=language)
    plain, counted = {}, {}
    for message in by_babel:
        if isinstance(message.id, str):
            if message.id and message.string:
                key = f"{message.context}\x04{message.id}" if message.context else message.id
                plain[key] = message.string
        elif all(forms := list(message.string or ())[:2]):
            counted[message.id[0]] = tuple(forms)
    found = catalogue.read(path)
    assert len(plain) > 900
    assert found.plain == plain
    assert found.counted == counted
