# SPDX-License-Identifier: GPL-3.0-or-later
"""Placements, permanence, stipends, seed capital and certificates."""
