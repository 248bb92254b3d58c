# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration: an invented city, invented people, eighteen months of invented work."""
