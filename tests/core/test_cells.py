# SPDX-License-Identifier: GPL-3.0-or-later
"""A cell that begins a formula leaves as text; numbers keep their signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import cells

DANGEROUS = ["=1+1", '=HYPERLINK("x")', "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=", "-", "＝1+1"]  # fmt: skip
HARMLESS = ["", "5", "-5", "+5", "-5.25", "+3,5", "a=b", "Calle 5-20", "' quoted", "ñ"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_formula_is_guarded(text: str) -> None:
    assert cells.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert cells.safe(text) == text


@given(st.text())
def test_what_leaves_never_begins_a_formula_and_comes_back_whole(text: str) -> None:
    left = cells.safe(text)
    assert not left.startswith(("=", "@", "\t", "\r", "\n"))
    assert left == text or left[1:] == text
    if left != text:
        assert cells.plain(left) == text
