# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys and what they seal: key file, slots, signed directory, phrases, paper. No database."""
