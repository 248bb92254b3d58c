# SPDX-License-Identifier: GPL-3.0-or-later
"""What people may ask about their data, how long we keep it, what to do when it is lost."""
