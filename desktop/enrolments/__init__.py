# SPDX-License-Identifier: GPL-3.0-or-later
"""Enrolments: the programmes of a participant over time, and the waiting lists."""
