# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may open what: members, roles, approvals, and new keys after a dismissal."""
