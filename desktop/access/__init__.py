# SPDX-License-Identifier: GPL-3.0-or-later
"""Who cannot get where: school, work, service and sessions, held against the borders."""
