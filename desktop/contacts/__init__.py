# SPDX-License-Identifier: GPL-3.0-or-later
"""Contacts: visits, calls, messages, and the attempts that reached nobody."""
