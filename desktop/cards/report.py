# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of cards and complaints; every split hides what could point at somebody."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from desktop.cards import complaint_service, service
from desktop.cards import question_service as questions
from desktop.cards.question_service import NO_ANSWER, Question, QuestionSet
from desktop.core import disclosure, i18n, indicators
from desktop.core.document import Block, Document, Section, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.indicators import Part
from desktop.core.work import Work
from desktop.places import service as places

_SAFE = ("very_safe", "fairly_safe")
_PAID = ("none", "one", "two", "three", "four_more")
"""Answers of the list groups_paid in order; their place is the number."""
_SEVERAL = 2
_INDICATORS = {
    "I43": ("night", _SAFE),
    "I23": ("illicit", ("less_half", "half_more")),
    "I40": ("groups", _PAID[_SEVERAL:]),
}
"""The question an indicator is read from, and the answers that count."""
_MEASURES = {"I43": "safe_at_night", "I23": "illicit_income", "I40": "several_groups"}
"""The codes of these indicators in the list measure."""
_ABOUT = ("sex", "age")
_BY_PLACE = frozenset({"I40", "I43"})
"""What people live with where they live; what they earn is told of the programme only."""
_UNKNOWN = frozenset({"unknown", "declined", NO_ANSWER})


def cards(work: Work, first: date, last: date, threshold: int) -> Iterator[Block]:
    """Return what anonymous cards of a period said, a table a question (I23, I40, I43)."""
    for name in questions.names():
        asked = questions.read(name)
        n, counts = service.between(work, name, first, last)
        if n < threshold:
            if n:
                words = _("{title}: too few cards to print.").format(title=asked.title)
                yield Text(words, "item")
            continue
        yield from results(asked, n, counts, threshold)
        yield from crossed(work, asked, first, last, threshold)
        if table := by_place(work, asked, first, last, threshold):
            yield table


def shares(work: Work, first: date, last: date) -> dict[str, tuple[int, int, int]]:
    """Return (who count, who answered, who did not) of each indicator that cards answer."""
    found: dict[str, tuple[int, int, int]] = {}
    for name in questions.names():
        asked = questions.read(name)
        if asked.indicator in _INDICATORS:
            _n, counts = service.between(work, name, first, last)
            found[_MEASURES[asked.indicator]] = _answered(asked, counts)
    return found


def results(asked: QuestionSet, n: int, counts: service.Counts, threshold: int) -> Iterator[Block]:
    """Return the tables of one question set, and its indicator as a sentence."""
    words = ngettext("{title}: {n} card.", "{title}: {n} cards.", n)
    yield Text(words.format(title=asked.title, n=i18n.format_number(n)), "strong")
    for question in asked.questions:
        answers = counts.get(question.key, Counter())
        if _gives_away(asked, question, answers, threshold):
            continue
        if table := _table(question, answers, threshold):
            yield table
    yield from _indicator(asked, counts, threshold)


def complaints(work: Work, first: date, last: date, on: date, threshold: int) -> Iterator[Block]:
    """Return the tally of complaints and how many were closed in time (I48)."""
    counts = complaint_service.tally(work, first, last)
    names = disclosure.labels("complaint_type")
    header = (_("Type"), _("Complaints"))
    if table := disclosure.sensitive_table(
        _("Complaints received, by type"), header, counts, names, threshold
    ):
        yield table
        kept, whole = complaint_service.in_time(work, first, last, on)
        words = _("Closed within 30 days, of those that fell due")
        made = Part(words, kept, whole, sum(counts.values()) - whole)
        if term := indicators.table(_("Answers to complaints"), [made], threshold):
            yield term


def blank_cards(name: str, *, is_demo: bool) -> Document:
    """Return the printable card: questions and boxes, nothing that tells who answers."""
    asked = questions.read(name)
    blocks: list[Block] = [
        Text(_("Do not write your name. Put one mark for each question. You may leave any blank."))
    ]
    for question in asked.questions:
        blocks.append(Text(question.text, "strong"))
        blocks += [
            Text(f"☐ {one.label}", "item", f"{at}.")
            for at, one in enumerate(question.answers, start=1)
        ]
    return Document(
        title=asked.title,
        subtitle="",
        language=i18n.language(),
        sections=[Section("", blocks)],
        foot=_("contains no names"),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
    )


def _table(question: Question, counts: Counter[str], threshold: int) -> Table | None:
    header = (_("Answer"), _("Cards"))
    names = disclosure.labels(question.codes)
    return disclosure.sensitive_table(question.text, header, counts, names, threshold)


def _indicator(asked: QuestionSet, counts: service.Counts, threshold: int) -> Iterator[Block]:
    """Yield the indicator a set of questions feeds, with those who did not answer beside it."""
    if asked.indicator not in _INDICATORS:
        return
    words = {
        "I43": _("Feel very or fairly safe walking alone at night"),
        "I23": _("With some income from work that can bring trouble with the law"),
        "I40": _("Paying two groups or more"),
    }[asked.indicator]
    made = Part(words, *_answered(asked, counts), sensitive=True)
    if table := indicators.table(_("Share of those who answered"), [made], threshold):
        yield table
    if asked.indicator == "I40":
        paid = counts.get(_INDICATORS[asked.indicator][0], Counter())
        yield Text(_("Groups paid, median: {n}.").format(n=_median(paid)))


def _gives_away(
    asked: QuestionSet, question: Question, counts: Counter[str], threshold: int
) -> bool:
    """Tell whether the answers one by one, beside the indicator, would tell a hidden number."""
    key, wanted = _INDICATORS.get(asked.indicator, ("", ()))
    if question.key != key:
        return False
    order = [code for code in disclosure.labels(question.codes) if counts[code]]
    shown = disclosure.protect([counts[code] for code in order], threshold)
    hidden = {code for code, cell in zip(order, shown.cells, strict=True) if cell is None}
    parts = (hidden & set(wanted), hidden - set(wanted) - _UNKNOWN, hidden & _UNKNOWN)
    return any(0 < sum(counts[code] for code in part) < threshold for part in parts)


def crossed(
    work: Work, asked: QuestionSet, first: date, last: date, threshold: int
) -> Iterator[Table]:
    """Yield the indicator of a set of perception of safety by sex, then by age (I43)."""
    work.may("report")
    if asked.indicator != "I43":
        return
    question, wanted = _INDICATORS[asked.indicator]
    for one in asked.questions:
        if one.key in _ABOUT:
            pairs = service.crossed(work, asked.name, question, one.key, first, last)
            counts: dict[str, tuple[int, int]] = {}
            for about, answers in pairs.items():
                part, whole, _missing = _part(answers, wanted)
                counts[about] = (part, whole)
            title = (
                _("Feel safe at night, by sex")
                if one.key == "sex"
                else _("Feel safe at night, by age")
            )
            heading = _("Sex") if one.key == "sex" else _("Age")
            names = disclosure.labels(one.codes)
            if table := indicators.split(title, heading, counts, names, threshold):
                yield table


def by_place(
    work: Work, asked: QuestionSet, first: date, last: date, threshold: int
) -> Table | None:
    """Return the indicator of a set by the municipality where its cards were given (I40, I43)."""
    work.may("report")
    if asked.indicator not in _BY_PLACE:
        return None
    question, wanted = _INDICATORS[asked.indicator]
    above = places.municipality_of(work)
    together: service.Counts = {}
    for sector, answers in service.by_sector(work, asked.name, question, first, last).items():
        together.setdefault(above.get(sector, ""), Counter()).update(answers)
    if len(together) < 2:
        return None
    counts: dict[str, tuple[int, int]] = {}
    for place, answers in together.items():
        part, whole, _missing = _part(answers, wanted)
        counts[place] = (part, whole)
    names = {spot.id: spot.label for spot in places.places(work, "municipality")}
    title = {
        "I43": _("Feel safe at night, by municipality"),
        "I40": _("Paying two groups or more, by municipality"),
    }[asked.indicator]
    named = {**names, "": _("Place not known")}
    return indicators.split(title, _("Municipality"), counts, named, threshold)


def _answered(asked: QuestionSet, counts: service.Counts) -> tuple[int, int, int]:
    """Return ``_part`` of the question from which a set's indicator is read."""
    question, wanted = _INDICATORS[asked.indicator]
    return _part(counts.get(question, Counter()), wanted)


def _part(counts: Counter[str], wanted: tuple[str, ...]) -> tuple[int, int, int]:
    """Return how many gave one of the answers, how many answered at all, and how many did not."""
    whole = sum(n for code, n in counts.items() if code not in _UNKNOWN)
    return sum(counts[code] for code in wanted), whole, counts.total() - whole


def _median(counts: Counter[str]) -> str:
    """Return the median number of groups paid; nothing where too few people answered."""
    known = [at for at, code in enumerate(_PAID) for _n in range(counts[code])]
    if len(known) < disclosure.LEAST_FOR_PERCENT:
        return disclosure.HIDDEN
    low, high = known[(len(known) - 1) // 2], known[len(known) // 2]
    return i18n.format_number((low + high) / 2, 0 if (low + high) % 2 == 0 else 1)
