# SPDX-License-Identifier: GPL-3.0-or-later
"""The room of protection: copies, journal, members, what is closed."""
