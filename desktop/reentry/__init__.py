# SPDX-License-Identifier: GPL-3.0-or-later
"""Before and after a release: papers, home, the gate, measures and dates."""
