# SPDX-License-Identifier: GPL-3.0-or-later
"""How much of a difference chance alone makes: small numbers said honestly."""

from math import erfc, exp, lgamma, log, sqrt

_Z = 1.959964
"""Nineteen times out of twenty."""
_EXACT = 2_000


def band(part: int, whole: int) -> tuple[float, float]:
    """Return the share within which the true one lies nineteen times out of twenty (Wilson)."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, _Z * _Z
    middle = share + square / (2 * whole)
    half = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    below = 1 + square / whole
    low = 0.0 if part == 0 else (middle - half) / below
    high = 1.0 if part == whole else (middle + half) / below
    return max(0.0, low), min(1.0, high)


def differ(before: int, after: int) -> bool:
    """Whether two counts of equally long times differ more than chance makes them (binomial)."""
    return _probability(min(before, after), before + after) < 0.05


def _probability(fewer: int, together: int) -> float:
    """Return how often halves of a throw of coins are as uneven as this, both ways counted."""
    if not together or 2 * fewer == together:
        return 1.0
    if together > _EXACT:
        return erfc((together / 2 - fewer - 0.5) / sqrt(together / 2))
    whole = lgamma(together + 1) - together * log(2)
    tail = sum(exp(whole - lgamma(n + 1) - lgamma(together - n + 1)) for n in range(fewer + 1))
    return min(1.0, 2 * tail)
