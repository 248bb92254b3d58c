# SPDX-License-Identifier: GPL-3.0-or-later
"""Alerts, safety plans, who is out, and who was lost."""
