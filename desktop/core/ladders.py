# SPDX-License-Identifier: GPL-3.0-or-later
"""Yes/no ladders: a few plain questions that lead to a code, for who does not know the list."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from desktop.core import i18n, paths

FIRST = "top"
_END = "="


@dataclass(frozen=True, slots=True)
class Rung:
    """One question; ``yes`` and ``no`` name the next one, or end with a code."""

    labels: Mapping[str, str]
    yes: str
    no: str

    @property
    def question(self) -> str:
        """The question in the language in force."""
        return self.labels.get(i18n.language()) or self.labels["en"]


@cache
def read(name: str) -> Mapping[str, Rung]:
    """Return a shipped ladder by the names of its rungs."""
    with paths.resource("ladders", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["node"]: Rung(
                {language: row[language] for language in ("en", "es", "pt_BR")},
                row["yes"],
                row["no"],
            )
            for row in csv.DictReader(file)
        }


def code_at(step: str) -> str:
    """Return the code a step ends with; empty where another question follows."""
    return step.removeprefix(_END) if step.startswith(_END) else ""
