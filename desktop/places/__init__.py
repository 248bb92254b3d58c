# SPDX-License-Identifier: GPL-3.0-or-later
"""Places: sectors and what they belong to, the borders between them, their pattern over time."""
