# SPDX-License-Identifier: GPL-3.0-or-later
"""Referrals to other services, who offers them, and the services people were given."""
