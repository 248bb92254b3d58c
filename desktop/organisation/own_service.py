# SPDX-License-Identifier: GPL-3.0-or-later
"""An organisation's own questions and codes: kept as rows, laid over forms and lists when it opens.

Nothing here breaks old data: a question is retired and its answers stay readable, a code is
offered no more and keeps its label, an answer taken off a list stays known.
"""

import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from desktop.core import codes, custom, journal, listing, records
from desktop.core.code_usage import FIXED
from desktop.core.codes import Code
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.tables import metadata, table_of
from desktop.core.work import Work
from desktop.organisation.own_model import LISTED, CustomField, OwnCode

_F, _O = table_of(CustomField), table_of(OwnCode)
OWN = "own:"
GONE = "-"
"""What stands before an answer that is offered no more."""
_FIRST = 10_000  # own codes come after the shipped ones


def use(work: Work) -> None:
    """Ask the organisation's own questions and speak its own codes from now on."""
    work.may("read")
    held = work.session.execute(
        sa.select(CustomField).where(_F.c.deleted_at.is_(None)).order_by(_F.c.row)
    )
    questions = list(held.scalars())
    lists: dict[str, dict[str, Code]] = {}
    rows = sa.select(OwnCode).where(_O.c.deleted_at.is_(None)).order_by(_O.c.row)
    for at, own in enumerate(work.session.execute(rows).scalars()):
        lists.setdefault(own.code_list, {})[own.entry] = _code(own, at)
    for field in questions:
        if field.kind in LISTED:
            lists[list_of(field)] = answers(field.answers)
    codes.lay_own(lists)
    custom.lay(_question(field) for field in questions)


def keys(work: Work) -> "array[int]":
    """Return the own questions by register, those asked no more last."""
    work.may("settings")
    retired = sa.func.coalesce(_F.c.retired, sa.false())
    return listing.snapshot(work, CustomField, order=[retired, _F.c.asked_of, _F.c.row])


def rows(work: Work, wanted: Sequence[int]) -> list[CustomField]:
    """Return the own questions of a page of the list."""
    work.may("settings")
    return [records.at_row(work, CustomField, row) for row in wanted]


def ask(work: Work, values: Mapping[str, Any]) -> CustomField:
    """Ask a new question; it stands on the forms at once."""
    work.may("settings")
    made = records.create(work, CustomField, values)
    use(work)
    return made


def reword(work: Work, field: CustomField, values: Mapping[str, Any]) -> CustomField:
    """Change a question: what is known of it stays what it was, so that old answers hold."""
    work.may("settings")
    for name in ("asked_of", "kind"):
        if name in values and values[name] != getattr(field, name):
            raise UserError(
                N_(
                    "Answers to this question are kept already. Retire it and ask a new one "
                    "instead of changing where or how it is asked."
                )
            )
    given = dict(values)
    if "answers" in given:
        given["answers"] = nothing_lost(field.answers, str(given["answers"] or ""))
    made = records.amend(work, field, given)
    use(work)
    return made


def drop(work: Work, field: CustomField) -> None:
    """Take a question away; the answers stay in the records and come back with it."""
    work.may("settings")
    records.remove(work, field)
    use(work)


def name_of(field: CustomField) -> str:
    """Return the name under which the answers are kept: it never changes."""
    return custom.PREFIX + field.code.replace("-", "").lower()


def used(work: Work, field: CustomField) -> int:
    """Return how many records hold an answer to a question."""
    work.may("settings")
    table = metadata.tables[field.asked_of]
    answer = sa.func.json_extract(table.c.extra, f'$."{name_of(field)}"')
    query = sa.select(sa.func.count()).where(table.c.deleted_at.is_(None), answer.is_not(None))
    return int(work.session.execute(query).scalar_one())


def list_of(field: CustomField) -> str:
    """Return the name of the list of a question's answers."""
    return f"own_{name_of(field)}"


def answers(text: str | None) -> dict[str, Code]:
    """Read the answers of a question: one a line, ``Spanish | Portuguese | English``."""
    found: dict[str, Code] = {}
    for at, line in enumerate(filter(None, map(str.strip, (text or "").splitlines()))):
        retired = line.startswith(GONE)
        parts = [part.strip() for part in line.removeprefix(GONE).split("|")]
        first = next(filter(None, parts), "")
        if not first:
            continue
        spoken = dict(zip(("es", "pt_BR", "en"), [*parts, "", ""], strict=False))
        labels = {language: word or first for language, word in spoken.items()}
        code = OWN + _slug(first)
        found.setdefault(code, Code(code, labels, at, retired))
    return found


def nothing_lost(before: str | None, after: str, *, gone: bool = True) -> str:
    """Keep the answers a new text does not have; those taken off are offered no more."""
    kept = answers(after)
    lost = [
        f"{GONE} {line.removeprefix(GONE).strip()}" if gone else line.strip()
        for line in (before or "").splitlines()
        if (held := answers(line)) and not held.keys() & kept.keys()
    ]
    return "\n".join([after.strip(), *lost]).strip()


def set_code(
    work: Work, name: str, code: str, labels: Mapping[str, str], *, retired: bool
) -> OwnCode:
    """Word a code of a list anew, or offer it no more; what was answered stays as it is."""
    work.may("settings")
    if retired and name in FIXED:
        raise UserError(N_("The program itself uses this list. Its words may change, no more."))
    values = {
        "code_list": name,
        "entry": code,
        "label_es": labels.get("es"),
        "label_pt": labels.get("pt_BR"),
        "label_en": labels.get("en"),
        "retired": retired or None,
    }
    query = sa.select(OwnCode).where(
        _O.c.deleted_at.is_(None), _O.c.code_list == name, _O.c.entry == code
    )
    held: OwnCode | None = work.session.execute(query).scalars().first()
    made = records.amend(work, held, values) if held else records.create(work, OwnCode, values)
    journal.write(work, "settings", f"codes:{name}")
    use(work)
    return made


def add_code(work: Work, name: str, labels: Mapping[str, str]) -> OwnCode:
    """Add a code of the organisation's own to a list."""
    work.may("settings")
    if name in FIXED:
        raise UserError(N_("The program itself uses this list. Its words may change, no more."))
    first = next((word.strip() for word in labels.values() if word.strip()), "")
    if not first:
        raise UserError(N_("Write the word in one language at least."))
    code = OWN + _slug(first)
    if code in codes.read(name):
        raise UserError(N_("This list already has an answer of that name."))
    return set_code(work, name, code, labels, retired=False)


def _question(field: CustomField) -> custom.Question:
    spoken = {"es": field.title_es, "pt_BR": field.title_pt, "en": field.title_en}
    return custom.Question(
        name=name_of(field),
        register=field.asked_of,
        titles={language: title for language, title in spoken.items() if title},
        kind=field.kind,
        privacy=field.privacy,
        reason=field.reason or "",
        codes=list_of(field) if field.kind in LISTED else "",
        retired=bool(field.retired),
    )


def _code(own: OwnCode, at: int) -> Code:
    spoken = {"es": own.label_es, "pt_BR": own.label_pt, "en": own.label_en}
    labels = {language: word for language, word in spoken.items() if word}
    return Code(own.entry, labels, _FIRST + at, bool(own.retired))


def _slug(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(mark for mark in letters if not unicodedata.combining(mark))
    return re.sub(r"\W+", "_", plain).strip("_")[:50] or "x"
