# SPDX-License-Identifier: GPL-3.0-or-later
"""What the report says of cards and complaints; every split hides what could point at somebody."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from desktop.cards import complaint_service, service
from desktop.cards import question_service as questions
from desktop.cards.question_service import NO_ANSWER, Question, QuestionSet
from desktop.core import disclosure, i18n
from desktop.core.document import Block, Document, Section, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.work import Work

_SAFE = ("very_safe", "fairly_safe")
_PAID = ("none", "one", "two", "three", "four_more")
"""Answers of the list groups_paid in order; their place is the number."""
_SEVERAL = 2
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


def results(asked: QuestionSet, n: int, counts: service.Counts, threshold: int) -> Iterator[Block]:
    """Return the tables of one question set, and its indicator as a sentence."""
    words = ngettext("{title}: {n} card.", "{title}: {n} cards.", n)
    yield Text(words.format(title=asked.title, n=i18n.format_number(n)), "strong")
    for question in asked.questions:
        if table := _table(question, counts.get(question.key, Counter()), threshold):
            yield table
    if sentence := _indicator(asked, counts):
        yield Text(sentence)


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
        words = _("Closed within 30 days: {share} of those that fell due.")
        yield Text(words.format(share=disclosure.percent(kept, whole)))


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


def _indicator(asked: QuestionSet, counts: service.Counts) -> str:
    """Return the indicator a set of questions feeds, in one sentence; empty where it has none."""
    median = ""
    if asked.indicator == "I43":
        part, whole = _part(counts.get("night", Counter()), _SAFE)
        words = _("Feel very or fairly safe walking alone at night: {share}.")
    elif asked.indicator == "I23":
        part, whole = _part(counts.get("illicit", Counter()), ("less_half", "half_more"))
        words = _("With some income from work that can bring trouble with the law: {share}.")
    elif asked.indicator == "I40":
        paid = counts.get("groups", Counter())
        part, whole = _part(paid, _PAID[_SEVERAL:])
        words = _("Paying two groups or more: {share}; groups paid, median: {median}.")
        median = _median(paid)
    else:
        return ""
    return words.format(share=disclosure.percent(part, whole), median=median)


def _part(counts: Counter[str], wanted: tuple[str, ...]) -> tuple[int, int]:
    """Return how many gave one of the answers, and how many answered at all."""
    whole = sum(n for code, n in counts.items() if code not in _UNKNOWN)
    return sum(counts[code] for code in wanted), whole


def _median(counts: Counter[str]) -> str:
    """Return the median number of groups paid; nothing where too few people answered."""
    known = [at for at, code in enumerate(_PAID) for _n in range(counts[code])]
    if len(known) < disclosure.LEAST_FOR_PERCENT:
        return disclosure.HIDDEN
    low, high = known[(len(known) - 1) // 2], known[len(known) // 2]
    return i18n.format_number((low + high) / 2, 0 if (low + high) % 2 == 0 else 1)
