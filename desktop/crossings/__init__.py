# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gets where across active borders: the check, the ways drawn, what was decided."""
