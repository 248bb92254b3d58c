# SPDX-License-Identifier: GPL-3.0-or-later
"""Who tells the team what, and what was heard; in a store of its own."""
