# SPDX-License-Identifier: GPL-3.0-or-later
"""The organisation itself: programmes and settings."""
