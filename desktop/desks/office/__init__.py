# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office sets up: programmes, grants, codes, own questions."""
