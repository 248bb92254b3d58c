# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens at the invisible borders between sectors."""
