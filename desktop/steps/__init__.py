# SPDX-License-Identifier: GPL-3.0-or-later
"""Dated steps of one person: a timeline laid over a file, or a single thing to do by a day."""
