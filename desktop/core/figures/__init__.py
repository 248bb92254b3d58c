# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts and maps as marks on a plane, painted alike on the screen and on paper."""
