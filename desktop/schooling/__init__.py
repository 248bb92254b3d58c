# SPDX-License-Identifier: GPL-3.0-or-later
"""School: where pupils go, the days they miss and why, their way back."""
