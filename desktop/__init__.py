# SPDX-License-Identifier: GPL-3.0-or-later
"""Vereda: offline desktop management for community violence-reduction programmes."""

__version__ = "0.1.0"
