# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that show several registers: my day, the participant, the month, the data."""
