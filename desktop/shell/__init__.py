# SPDX-License-Identifier: GPL-3.0-or-later
"""The window around the registers: first start, unlock, rail, settings, help, crash."""
