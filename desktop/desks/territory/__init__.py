# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read of the territory: incidents over time, and what happened around them."""
