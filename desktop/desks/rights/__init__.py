# SPDX-License-Identifier: GPL-3.0-or-later
"""Access, withdrawal, erasure and how long things are kept."""
