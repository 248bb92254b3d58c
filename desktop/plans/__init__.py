# SPDX-License-Identifier: GPL-3.0-or-later
"""What a participant needs, and whether it was met."""
