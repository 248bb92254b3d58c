# SPDX-License-Identifier: GPL-3.0-or-later
"""Community activities with head-counts and no names."""
