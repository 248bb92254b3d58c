# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed capital from plan to survival, and certificates of what people learned."""
