# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for a second pair of eyes, and what somebody wants to be reminded of on a file."""
