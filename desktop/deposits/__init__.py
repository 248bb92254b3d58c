# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes left for a part kept apart by who is not a member of it."""
