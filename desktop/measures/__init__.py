# SPDX-License-Identifier: GPL-3.0-or-later
"""Indicators counted person by person, for the report and for the dataset alike."""
