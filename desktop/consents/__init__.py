# SPDX-License-Identifier: GPL-3.0-or-later
"""Consent, one row for each purpose."""
