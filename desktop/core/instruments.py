# SPDX-License-Identifier: GPL-3.0-or-later
"""Instruments are data files: domains, questions, answers with their points, words by language.

A question becomes a FieldSpec like any declared field. Nobody here decides anything: ``score``
counts, a band proposes, a person decides. What was scored keeps the version it was scored with, so
that a changed instrument never recomputes an old score.

A question whose official wording could not be had in a language is left empty in the file; the
organisation writes it down from the official paper (``words``), and until then the instrument
cannot be asked in that language.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Literal

from desktop.core import codes, i18n, paths
from desktop.core.fields import About, FieldSpec, Kind, Privacy

Words = Mapping[str, str]
"""The same words by language."""
Answers = Mapping[str, Any]
"""What was answered: the code of a question to a code, a list of codes or a number."""
Method = Literal["sum", "highest"]

LEVELS = ("low", "medium", "high", "immediate")
"""The levels of danger, rising (domain.md V23b)."""
_FOLDER = "instruments"
_LOWEST = -1.0


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``points`` by answer; ``raises`` by answer the level it proposes at least."""

    code: str
    kind: Kind
    words: Words
    points: Mapping[str, float]
    answers: str = ""
    weight: float = 1.0
    maximum: int = 0
    raises: Mapping[str, str] = field(default_factory=dict)

    def score(self, answer: object) -> float | None:
        """Return the points of an answer; None where there is none."""
        if self.kind is Kind.CODES:
            if not isinstance(answer, list) or not answer:
                return 0.0
            return sum(self.points.get(one, 0.0) for one in answer)
        if self.kind is Kind.NUMBER:
            return None if answer in (None, "") else float(str(answer)) * self.weight
        points = self.points.get(str(answer))
        return None if points is None else points * self.weight


@dataclass(frozen=True, slots=True)
class Domain:
    """A part of an instrument with a score of its own."""

    code: str
    titles: Words
    questions: tuple[Question, ...]

    @property
    def title(self) -> str:
        """The title in the language in force."""
        return said(self.titles)


@dataclass(frozen=True, slots=True)
class Band:
    """What a total means from ``start`` on, what may be done, and the level it proposes."""

    code: str
    start: float
    titles: Words
    advice: Words
    level: str = ""

    @property
    def title(self) -> str:
        """The words in the language in force."""
        return said(self.titles)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument; ``decides`` where a person decides a level after it."""

    code: str
    version: str
    on: bool
    decides: bool
    method: Method
    times: float
    missing: int
    better: bool
    from_age: int
    titles: Words
    intro: Words
    licence: Words
    source: str
    domains: tuple[Domain, ...]
    bands: tuple[Band, ...]
    scales: Mapping[str, tuple[tuple[str, Words], ...]]

    @property
    def title(self) -> str:
        """The title in the language in force."""
        return said(self.titles)

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in their order."""
        return tuple(one for domain in self.domains for one in domain.questions)

    def spoken(self, language: str) -> bool:
        """Tell whether every question and answer has its wording in a language."""
        words = [one.words for one in self.questions]
        words += [labels for scale in self.scales.values() for _code, labels in scale]
        return all(one.get(language) for one in words)


@dataclass(frozen=True, slots=True)
class Score:
    """What was counted: ``total`` is None where too much was left unanswered."""

    domains: Mapping[str, float]
    total: float | None
    missing: int
    band: str = ""
    level: str = ""


def said(words: Words) -> str:
    """Return words in the language in force, in English where they have none."""
    return words.get(i18n.language()) or words.get("en", "")


def shipped() -> tuple[Instrument, ...]:
    """Return every instrument of the program, the ones that are on first."""
    found = [_read(path.stem) for path in sorted(paths.resource(_FOLDER).glob("*.toml"))]
    return tuple(sorted(found, key=lambda one: (not one.on, not one.decides, one.code)))


def shipped_one(code: str) -> Instrument:
    """Return one instrument as it is shipped; KeyError for an unknown one."""
    return {one.code: one for one in shipped()}[code]


def reworded(made: Instrument, language: str, words: Mapping[str, str]) -> Instrument:
    """Return an instrument with the wording an organisation wrote down in one language.

    ``words`` has "intro", the codes of questions and "scale:code" of answers.
    """

    def told(old: Words, key: str) -> Words:
        return {**old, language: words[key]} if words.get(key) else old

    domains = tuple(
        replace(
            domain,
            questions=tuple(
                replace(one, words=told(one.words, one.code)) for one in domain.questions
            ),
        )
        for domain in made.domains
    )
    scales = {
        name: tuple((code, told(labels, f"{name}:{code}")) for code, labels in scale)
        for name, scale in made.scales.items()
    }
    return replace(made, domains=domains, scales=scales, intro=told(made.intro, "intro"))


def weighted(made: Instrument, weights: Mapping[str, float], version: str) -> Instrument:
    """Return an instrument whose answers weigh what an organisation decided, as a new version."""
    domains = tuple(
        replace(
            domain,
            questions=tuple(
                replace(one, points={c: weights.get(c, p) for c, p in one.points.items()})
                for one in domain.questions
            ),
        )
        for domain in made.domains
    )
    return replace(made, domains=domains, version=version)


def fields(made: Instrument, domain: Domain) -> tuple[FieldSpec, ...]:
    """Return the questions of a domain as FieldSpecs, in the language in force."""
    return tuple(_spec(made, one) for one in domain.questions)


def lend(made: Instrument) -> None:
    """Let the editors know the answers of an instrument as code lists."""
    for name, scale in made.scales.items():
        entries = [
            codes.Code(code, {"en": said(words), **words}, at)
            for at, (code, words) in enumerate(scale, start=1)
        ]
        codes.lend(_list(made, name), entries)


def score(made: Instrument, answers: Answers) -> Score:
    """Count the answers of an instrument, and say what the count proposes."""
    points = {one.code: one.score(answers.get(one.code)) for one in made.questions}
    missing = sum(value is None for value in points.values())
    domains: dict[str, float] = {}
    for domain in made.domains:
        given = [p for one in domain.questions if (p := points[one.code]) is not None]
        if given:
            domains[domain.code] = _together(made.method, given) * made.times
    known = [value for value in points.values() if value is not None]
    if missing > made.missing or not known:
        return Score(domains, None, missing)
    total = _together(made.method, known) * made.times
    band = _band(made, total)
    level = _raised(made, answers, band.level if band else "")
    return Score(domains, total, missing, band.code if band else "", level)


def band(made: Instrument, code: str) -> Band | None:
    """Return a band by its code."""
    return next((one for one in made.bands if one.code == code), None)


def _together(method: Method, points: Sequence[float]) -> float:
    return max(points, default=_LOWEST) if method == "highest" else sum(points)


def _band(made: Instrument, total: float) -> Band | None:
    fitting = [one for one in made.bands if one.start <= total]
    return max(fitting, key=lambda one: one.start, default=None)


def _raised(made: Instrument, answers: Answers, level: str) -> str:
    """Return the level a total proposes, or a higher one that a single answer proposes."""
    found = [level] if level else []
    for one in made.questions:
        given = answers.get(one.code)
        several = given if isinstance(given, list) else [given]
        found += [one.raises[str(code)] for code in several if str(code) in one.raises]
    return max(found, key=LEVELS.index, default="")


def _spec(made: Instrument, one: Question) -> FieldSpec:
    about = About(
        codes=_list(made, one.answers) if one.answers else "",
        privacy=Privacy.SENSITIVE,
        restricted=True,
    )
    number = one.kind is Kind.NUMBER
    return FieldSpec(
        one.code,
        said(one.words),
        one.kind,
        about,
        minimum=0 if number else None,
        maximum=one.maximum if number else None,
    )


def _list(made: Instrument, scale: str) -> str:
    return f"{made.code}.{scale}"


@cache
def _read(name: str) -> Instrument:
    with paths.resource(_FOLDER, f"{name}.toml").open("rb") as file:
        raw = tomllib.load(file)
    scales = {code: _scale(one) for code, one in raw["scales"].items()}
    points = {
        code: {a["code"]: float(a["points"]) for a in one.get("answers", ()) if "points" in a}
        | {key: float(value) for key, value in one.get("points", {}).items()}
        for code, one in raw["scales"].items()
    }
    return Instrument(
        code=raw["code"],
        version=raw["version"],
        on=raw["on"],
        decides=raw.get("decides", False),
        method=raw.get("method", "sum"),
        times=float(raw.get("times", 1)),
        missing=raw.get("missing", 0),
        better=raw.get("better", False),
        from_age=raw.get("from_age", 0),
        titles=raw["title"],
        intro=raw.get("intro", {}),
        licence=raw["licence"],
        source=raw["source"],
        domains=tuple(_domain(one, scales, points) for one in raw["domains"]),
        bands=tuple(
            Band(
                one["code"],
                float(one["from"]),
                one["title"],
                one.get("advice", {}),
                one.get("level", ""),
            )
            for one in raw.get("bands", ())
        ),
        scales=scales,
    )


def _scale(raw: Mapping[str, Any]) -> tuple[tuple[str, Words], ...]:
    """Return the answers of a scale: written out, or one domain of a code list."""
    if "list" not in raw:
        return tuple((one["code"], one.get("words", {})) for one in raw["answers"])
    where = raw.get("where", {})
    return tuple(
        (one.code, one.labels)
        for one in codes.shipped(raw["list"]).values()
        if not one.retired and all(one.more.get(name) == value for name, value in where.items())
    )


def _domain(
    raw: Mapping[str, Any],
    scales: Mapping[str, tuple[tuple[str, Words], ...]],
    points: Mapping[str, Mapping[str, float]],
) -> Domain:
    questions = []
    for one in raw["questions"]:
        kind = Kind(one.get("kind", "code"))
        scale = one.get("answers", "")
        given = dict(points.get(scale, {}))
        if kind is Kind.CODES:
            given = {code: given.get(code, 1.0) for code, _words in scales[scale]}
        questions.append(
            Question(
                one["code"],
                kind,
                one.get("words", {}),
                given,
                scale,
                float(one.get("weight", 1)),
                one.get("maximum", 0),
                one.get("raises", {}),
            )
        )
    return Domain(raw["code"], raw["title"], tuple(questions))
