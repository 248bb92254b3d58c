# SPDX-License-Identifier: GPL-3.0-or-later
"""Frozen history of every store: a folder each, a numbered file a step, none of ours imported."""
