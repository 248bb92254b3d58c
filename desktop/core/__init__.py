# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel: stores, keys, history, codes and plain documents; knows no Qt and no register."""
