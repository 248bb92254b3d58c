# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers and pictures of a record: cleaned of what they betray, each sealed with its own key."""
