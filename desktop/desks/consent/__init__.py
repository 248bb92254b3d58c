# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person agreed to, and what is kept from whom."""
