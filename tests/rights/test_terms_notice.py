# SPDX-License-Identifier: GPL-3.0-or-later
"""A shorter term waits thirty days, each time it is made shorter, and is never nothing."""

from datetime import timedelta

import pytest

from desktop.core import clock, journal
from desktop.rights import terms

DAY = timedelta(days=1)


def kept(workspace, day):
    with clock.at(day), workspace.work() as work:
        return terms.terms(work).note_months


def test_a_term_made_shorter_again_waits_again(workspace):
    first = clock.now()
    now = kept(workspace, first)
    with workspace.work(write=True) as work:
        journal.write(work, "settings")
        terms.set_terms(work, terms.Terms(note_months=now - 1))
    with clock.at(first + 29 * DAY), workspace.work(write=True) as work:
        terms.set_terms(work, terms.Terms(note_months=1))
    assert kept(workspace, first + 30 * DAY) > 1
    with workspace.work(write=True) as work, pytest.raises(ValueError):
        terms.set_terms(work, terms.Terms(note_months=0))
