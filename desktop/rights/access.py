# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything about one person, for that person; `print_out` puts it on paper, here it is JSON.

Others and informants stay black: the codes of witnesses, links to other people, and every free
text, because nobody can know whom it names; a note is shown only when it was released by itself.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import clock, custom, erasure, i18n, journal, records, scope, shown
from desktop.core.document import Paper
from desktop.core.fields import FieldSpec, Kind, Privacy, specs
from desktop.core.i18n import _
from desktop.core.papers import attachments
from desktop.core.tables import Record, models_of, table_of
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import employer_service as employers
from desktop.places import service as places
from desktop.releases.model import Release
from desktop.rights import words
from desktop.schooling import service as schooling

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_OWN = {participants.REGISTER}
"""Registers whose names and numbers are the person's own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of one record; ``note`` is the key by which a free text may be released."""

    title: str
    value: str
    raw: Any
    note: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One record about the person."""

    register: str
    code: str
    answers: Sequence[Answer]
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Access:
    """Everything about one person in the stores that are open."""

    code: str
    organisation: str
    items: Sequence[Item]
    releases: Sequence[tuple[date | None, str]]
    is_demo: bool
    language: str

    papers: Sequence[tuple[str, str, date]] = ()
    """(kind, register, day) of each paper kept with a record; its name may speak of others."""
    paper: Paper = "A4"

    def notes(self) -> list[tuple[str, str, str]]:
        """Return (key, where, text) of every free text, for who releases them one by one."""
        return [
            (one.note, f"{words.register(item.register)} {item.code} · {one.title}", one.value)
            for item in self.items
            for one in item.answers
            if one.note
        ]


def collect(workspace: "Workspace", person: str, *, language: str) -> Access:
    """Read everything about a person, in a language; that it was read stands in the journal."""
    items: list[Item] = []
    papers: list[tuple[str, str, date]] = []
    with i18n.speaking(language):
        for store in workspace.open_stores:
            with workspace.work(store) as work:
                found = erasure.belonging(work, participants.REGISTER, person)
                items += _items(work, found)
                papers += _papers(work, found)
    with workspace.work(write=True) as work:
        work.may("rights")
        code = records.get(work, Participant, person, deleted=True).code
        journal.write(work, "access", person)
        about = organisation.about(work)
        return Access(
            code=code,
            organisation=about.title,
            items=sorted(items, key=_place),
            releases=released(work, person),
            is_demo=workspace.is_demo,
            language=language,
            papers=papers,
            paper=about.paper,
        )


def as_json(access: Access, released: Collection[str] = ()) -> bytes:
    """Return the same for a machine: fields by name, codes as codes, the same black."""
    whole = {
        "format": "vereda-access/1",
        "made_on": clock.today().isoformat(),
        "code": access.code,
        "records": [
            {
                "register": item.register,
                "code": item.code,
                "answers": {
                    one.title: None if is_black(one, released) else one.raw for one in item.answers
                },
                "withheld": [one.title for one in item.answers if is_black(one, released)],
            }
            for item in access.items
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode()


def _place(item: Item) -> int:
    """Return where a register stands: the person first, then what hangs on the person."""
    known = list(words.REGISTERS)
    return known.index(item.register) if item.register in known else len(known)


def _papers(work: Work, found: erasure.Found) -> list[tuple[str, str, date]]:
    return [
        (paper.kind, register, paper.added_at.astimezone().date())
        for register, ids in found.items()
        for one in ids
        for paper in attachments.listed(work, one)
    ]


def _items(work: Work, found: erasure.Found) -> list[Item]:
    links = _links(work)
    items = []
    for model in models_of(work.store):
        table = table_of(model)
        for ids in (found.get(table.name, []),):
            query = sa.select(model).where(table.c.id.in_(ids), table.c.deleted_at.is_(None))
            rows = work.session.execute(query.order_by(table.c.row)).scalars().all()
            items += [_item(row, links) for row in rows]
    return items


def _item(record: Record, links: shown.Links) -> Item:
    register = str(type(record).__tablename__)
    answers = []
    own = custom.known(register)
    held = {spec.name: getattr(record, spec.name) for spec in specs(record.draft)}
    held |= record.extra or {}
    for spec in (*specs(record.draft), *own):
        stored = held.get(spec.name)
        if stored in (None, "", []) or spec.about.link in _OWN:
            continue
        value = shown.value(spec, stored, links)
        if not value:  # a link into what has no name of its own
            continue
        free = spec.about.privacy is Privacy.FREE_TEXT or spec.kind is Kind.NOTE
        answers.append(
            Answer(
                title=_(spec.title),
                value=value,
                raw=stored,
                note=f"{record.id}/{spec.name}" if free else "",
                hidden=_of_others(spec, register),
            )
        )
    return Item(register, record.code, answers, record.created_at)


def _of_others(spec: FieldSpec, register: str) -> bool:
    """Tell whether a field names somebody else: an identifier outside the person's own file."""
    about = spec.about
    return about.privacy is Privacy.IDENTIFIER and not about.link and register not in _OWN


def is_black(one: Answer, released: Collection[str]) -> bool:
    """Tell whether an answer stays black: of others, or a note nobody has released."""
    return one.hidden or (bool(one.note) and one.note not in released)


def _links(work: Work) -> Mapping[str, Any]:
    if work.store != "cases":
        return {}
    names = {
        "programme": organisation.titles(work),
        "sector": places.names(work),
        "employer": employers.names(work),
        "school": schooling.schools(work),
    }
    return {
        kind: (lambda identity, held=held: held.get(identity, "")) for kind, held in names.items()
    }


def released(work: Work, person: str) -> list[tuple[date | None, str]]:
    """Return (day, recipient) of every dataset that holds a row about a person."""
    scope.require_id(work, "rights", participants.REGISTER, person)
    table = table_of(Release)
    query = (
        sa.select(table.c.created_at, table.c.recipient)
        .where(sa.func.instr(sa.cast(table.c.scheme, sa.Text), person) > 0)
        .order_by(table.c.created_at)
    )
    return [(row.created_at.date(), row.recipient) for row in work.session.execute(query)]


def recipient_words(name: str) -> str:
    """Return what a kind of recipient of the ledger is called."""
    known = {
        "donor": _("Donor"),
        "public": _("Public"),
        "partner": _("Partner"),
        "internal": _("The organisation itself"),
        "team": _("Team"),
    }
    return known.get(name, name)
