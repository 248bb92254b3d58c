# SPDX-License-Identifier: GPL-3.0-or-later
"""What one guess costs is measured at set-up, between a floor and a ceiling."""

import pytest

from desktop.core.crypto import header, stretching
from desktop.core.crypto.header import Cost


@pytest.mark.parametrize(
    ("seconds", "measure", "memory", "cost"),
    [
        (0.5, 5.0, 24_000, header.FLOOR),
        (0.5, 0.175, 24_000, Cost(128 * 1024, 4)),
        (0.5, 0.1, 24_000, Cost(256 * 1024, 4)),
        (0.5, 0.1, 4_096, Cost(128 * 1024, 8)),
        (0.5, 0.1, 2_048, Cost(64 * 1024, 15)),
        (0.5, 0.1, 0, Cost(64 * 1024, 15)),
        (0.0, 0.1, 24_000, header.FLOOR),
    ],
)
def test_calibration_raises_memory_first_and_never_goes_below_the_floor(
    seconds, measure, memory, cost
):
    assert stretching.fitting(seconds, measure, memory) == cost
    assert cost.acceptable()


def test_calibration_stays_below_the_ceiling():
    assert stretching.fitting(1e9, 0.0, 10**9).acceptable()
