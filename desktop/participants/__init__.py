# SPDX-License-Identifier: GPL-3.0-or-later
"""Participants: intake, safe contact, restricted facts, closure."""
