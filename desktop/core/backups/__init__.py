# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies and the way back: backup, restore, rescue, travel, trial, and forgetting a computer."""
