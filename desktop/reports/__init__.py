# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports: periods, editions, which sections in which order, and how they are drawn on paper."""
