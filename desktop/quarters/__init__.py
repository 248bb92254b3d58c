# SPDX-License-Identifier: GPL-3.0-or-later
"""Quarterly figures that were made elsewhere: their file, its signature, and what prints of it."""
