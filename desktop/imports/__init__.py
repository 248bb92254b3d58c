# SPDX-License-Identifier: GPL-3.0-or-later
"""Spreadsheets in: what a file is, which column is which field, a trial run, commit and undo."""
