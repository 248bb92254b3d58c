# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditional stipends: rules as data, months that keep them, slips that name nobody."""
