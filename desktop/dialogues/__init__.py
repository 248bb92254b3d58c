# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogue processes and agreements, in a store of their own."""
