# SPDX-License-Identifier: GPL-3.0-or-later
"""A team of three."""

import pytest

from tests.stipends.months import ANA


@pytest.fixture
def three(work):
    """A team of three who hold the key."""
    work.holders, before = 3, work.user
    work.user = ANA
    yield work
    work.user = before
