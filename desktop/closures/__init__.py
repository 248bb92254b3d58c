# SPDX-License-Identifier: GPL-3.0-or-later
"""How a file ended, what the person wished for, and the contacts after it."""
