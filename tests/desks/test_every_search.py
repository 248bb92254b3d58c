# SPDX-License-Identifier: GPL-3.0-or-later
"""No box to search in is a dead one: every list leaves out what was not typed."""

import pytest

from desktop.desks.team.reviews_page import ReviewSource
from desktop.widgets.record_source import RecordSource
from desktop.widgets.source import tone_and_word
from tests.desks.all_forms import FORMS, Place

NOWHERE = "qzwxqzwx"


@pytest.mark.parametrize("form", sorted(FORMS))
def test_what_stands_nowhere_is_found_nowhere(place: Place, form: str) -> None:
    source = FORMS[form](place)
    if type(source).list_keys is not RecordSource.list_keys:  # else it is a form without a list
        assert not len(source.keys(NOWHERE, {}, ""))


def test_what_waits_is_found_by_the_code_and_by_what_was_done(place: Place) -> None:
    source = ReviewSource(place.desk)
    filters = {"state": "waiting"}
    every = list(source.keys("", filters, ""))
    rows = source.rows(every)
    done, code = (tone_and_word(cell)[1] for cell in rows[-1][:2])
    found = list(source.keys(f"{code.lower()} {done[:4].upper()}", filters, ""))
    assert every[-1] in found
    assert len(found) < len(every)
