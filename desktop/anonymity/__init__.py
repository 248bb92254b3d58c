# SPDX-License-Identifier: GPL-3.0-or-later
"""A pure engine that anonymises tables: hierarchies, privacy models, search, risk, utility."""
