# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of anonymous cards are data files: a new one is a new file, never new code.

Each answer is a code of a list, so that labels, figures and small numbers follow the one road.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop.core import i18n, paths
from desktop.core.codes import Code
from desktop.core.codes import offered as offered_codes

NO_ANSWER = "not_asked"
"""What a question left blank is kept as; a card half filled in is a card."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question and the list its answer comes from."""

    key: str
    codes: str
    words: Mapping[str, str]

    @property
    def text(self) -> str:
        """The question in the language in force."""
        return self.words[i18n.language()]

    @property
    def answers(self) -> list[Code]:
        """The answers that are printed and typed; blank is not among them, it is a key."""
        return [one for one in offered_codes(self.codes) if one.code != NO_ANSWER]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """What one card asks; a version never changes, a changed question is the next one."""

    name: str
    version: int
    indicator: str
    titles: Mapping[str, str]
    questions: tuple[Question, ...]

    @property
    def title(self) -> str:
        """The title in the language in force."""
        return self.titles[i18n.language()]


def names() -> list[str]:
    """Return the question sets there are, by name."""
    return sorted(path.stem for path in paths.resource("cards").glob("*.toml"))


@cache
def read(name: str) -> QuestionSet:
    """Return a question set; KeyError where there is none of that name."""
    if name not in names():
        raise KeyError(name)
    found = tomllib.loads(paths.resource("cards", f"{name}.toml").read_text(encoding="utf-8"))
    questions = tuple(_question(one) for one in found["question"])
    return QuestionSet(
        name, found["version"], found.get("indicator", ""), found["title"], questions
    )


def offered() -> list[tuple[str, str]]:
    """Return (name, title) of every question set, for a form."""
    return [(name, read(name).title) for name in names()]


def titles() -> dict[str, str]:
    """Return the title of every question set by its name."""
    return dict(offered())


def _question(one: Mapping[str, Any]) -> Question:
    words = {language: one[language] for language in ("en", "es", "pt_BR")}
    return Question(one["key"], one["codes"], words)
