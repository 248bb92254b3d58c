# SPDX-License-Identifier: GPL-3.0-or-later
"""Assessments: what was answered, what it scored with which version, and what a person decided."""
