# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger of everything that was printed or released."""
