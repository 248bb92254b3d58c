# SPDX-License-Identifier: GPL-3.0-or-later
"""A note underlines what names somebody and puts the code there with one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from desktop.widgets.underline import CodeHelper, KnownWords, Names

PAIRS = [
    ("P-AAAA0", "Encarnación Zurbarán"),
    ("P-AAAA0", "chispa"),
    ("P-BBBB1", "Encarnación Paz"),
    ("[…]", "la cuarenta"),
]


def marked(text):
    names = Names(PAIRS)
    return {text[m.start : m.start + m.length]: m.codes for m in names.marks(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vino Zurbaran con su tía.", {"Zurbaran": ("P-AAAA0",)}),
        ("Con Encarnacion en el taller", {"Encarnacion": ("P-AAAA0", "P-BBBB1")}),
        ("Le dicen la CHISPA", {"CHISPA": ("P-AAAA0",)}),
        ("Quiere vivir en paz", {}),  # a name written small is another word
        ("Los de la Cuarenta", {"Cuarenta": ("[…]",)}),
        ("Visita el 12/10/2026 a las 10:30", {}),
        ("Pagó 250.000 pesos", {}),
        ("Nada que marcar aquí.", {}),
    ],
)
def test_known_words_are_marked_with_their_codes(text, found):
    assert marked(text) == found


@pytest.mark.parametrize("number", ["0998 877 665", "+57 300 123 4567", "(11) 98765-4321"])
def test_telephone_numbers_are_marked_by_their_shape(number):
    assert list(marked(f"Llamar al {number} mañana")) == [number]


@pytest.mark.parametrize("plate", ["ABC 123", "PBX-4021", "BRA2E19"])
def test_plates_are_marked_by_their_shape(plate):
    assert plate in marked(f"Un carro {plate} estaba ahí")


@given(text=st.text(max_size=300))
def test_marks_lie_within_the_line_in_order_and_never_overlap(text):
    end = 0
    for mark in Names(PAIRS).marks(text):
        assert mark.start >= end
        end = mark.start + mark.length
        assert end <= len(text)
        assert mark.codes


@pytest.fixture
def note(qtbot):
    asked = []

    def known():
        asked.append(1)
        return PAIRS

    window = QWidget()
    qtbot.addWidget(window)
    text = QPlainTextEdit(window)
    helper = CodeHelper(text, KnownWords(window, known, frozenset({"participant"})))
    window.show()
    yield text, helper, asked
    window.close()


def underlined(text):
    block = text.document().firstBlock()
    formats = block.layout().formats()
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    return [
        block.text()[one.start : one.start + one.length]
        for one in formats
        if one.format.underlineStyle() == wave
    ]


def test_nothing_is_read_before_the_first_letter(note):
    text, _helper, asked = note
    assert asked == []
    text.insertPlainText("Habla con Zurbarán hoy")
    assert underlined(text) == ["Zurbarán"]
    text.insertPlainText(" y mañana")
    assert asked == [1]


def test_one_key_puts_the_code(note, qtbot):
    text, _helper, _asked = note
    qtbot.keyClicks(text, "Vino Zurbaran")
    qtbot.keyClick(text, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == "Vino P-AAAA0"
    assert underlined(text) == []
    text.undo()
    assert text.toPlainText() == "Vino Zurbaran"


def test_of_several_codes_one_is_chosen(note, qtbot):
    text, _helper, _asked = note
    qtbot.keyClicks(text, "Con Encarnacion")
    qtbot.keyClick(text, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    menu = text.findChild(QMenu)
    assert [action.text().count("P-") for action in menu.actions()] == [1, 1]
    menu.actions()[1].trigger()
    menu.close()
    assert text.toPlainText() == "Con P-BBBB1"


def test_where_nothing_is_underlined_the_key_does_nothing(note, qtbot):
    text, _helper, _asked = note
    qtbot.keyClicks(text, "Todo bien")
    qtbot.keyClick(text, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert text.toPlainText() == "Todo bien"


def test_the_words_are_read_again_once_they_may_have_changed(note):
    text, _helper, asked = note
    words = text.parentWidget().findChild(KnownWords)
    text.insertPlainText("Zurbarán")
    words.heed(frozenset({"place"}))
    text.insertPlainText(" y ")
    assert asked == [1]
    words.heed(frozenset({"participant"}))
    text.insertPlainText("Zurbarán")
    assert asked == [1, 1]
