# SPDX-License-Identifier: GPL-3.0-or-later
"""Reusable parts of the window: form, table, charts, map, jobs, dialogues, look."""
