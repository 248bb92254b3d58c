# SPDX-License-Identifier: GPL-3.0-or-later
"""The person who is erased in these tests."""

from tests.rights.canary import canary, now

__all__ = ["canary", "now"]
