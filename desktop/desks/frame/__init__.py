# SPDX-License-Identifier: GPL-3.0-or-later
"""What every desk is made of: the desk itself, its paper, its forms and its tabs."""
