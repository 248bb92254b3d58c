# SPDX-License-Identifier: GPL-3.0-or-later
"""The anonymised dataset: what leaves, for whom, how coarse, and the folder it leaves in."""
