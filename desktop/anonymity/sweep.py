# SPDX-License-Identifier: GPL-3.0-or-later
"""To be written: this search."""

from desktop.anonymity.recoding import Problem, Recoding


def local_recoding(problem: Problem) -> Recoding | None:
    raise NotImplementedError
