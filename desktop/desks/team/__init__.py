# SPDX-License-Identifier: GPL-3.0-or-later
"""The team on screen: approvals, reviews, members, who leaves, who carries how much."""
