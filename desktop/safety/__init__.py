# SPDX-License-Identifier: GPL-3.0-or-later
"""Danger: alerts, the pause they lay, safety plans, who is out in the field, and people lost."""
