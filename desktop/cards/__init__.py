# SPDX-License-Identifier: GPL-3.0-or-later
"""Anonymous cards and the tally of complaints: voices without a person behind them."""
