# SPDX-License-Identifier: GPL-3.0-or-later
"""One participant on screen, and the list of all."""
