# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests from outside: who asked for what, who decided, and what left."""
