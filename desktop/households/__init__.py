# SPDX-License-Identifier: GPL-3.0-or-later
"""Households: who lives with a participant, and who must not meet whom."""
