# SPDX-License-Identifier: GPL-3.0-or-later
"""An invented person in the open demonstration."""

import pytest

from desktop.participants import service as participants
from tests.desks.people import SIX


@pytest.fixture
def person(program):
    with program.workspace.work(write=True) as work:
        return participants.register(work, SIX)
