# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything about one person, for that person: on paper, as JSON, and to be read aloud.

Others and informants stay black: the codes of witnesses, links to other people, and every free
text, because nobody can know whom it names; a note is shown only when it was released by itself.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from desktop.core import clock, erasure, i18n, journal, records, shown
from desktop.core.document import Block, Document, Section, Table, Text
from desktop.core.fields import FieldSpec, Kind, Privacy, specs
from desktop.core.i18n import _, ngettext
from desktop.core.tables import Record, models_of, table_of
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.placements import service as placements
from desktop.places import service as places
from desktop.releases.model import Release
from desktop.rights import words

if TYPE_CHECKING:
    from desktop.core.store import Workspace

BLACK = "█████"
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
    with i18n.speaking(language):
        for store in workspace.open_stores:
            with workspace.work(store) as work:
                items += _items(work, person)
    with workspace.work(write=True) as work:
        work.may("rights")
        code = records.get(work, Participant, person, deleted=True).code
        journal.write(work, "access", person)
        return Access(
            code=code,
            organisation=organisation.about(work).title,
            items=items,
            releases=released(work, person),
            is_demo=workspace.is_demo,
            language=language,
        )


def document(access: Access, released: Collection[str] = ()) -> Document:
    """Return the print-out; ``released`` are the keys of the notes somebody looked at."""
    with i18n.speaking(access.language):
        sections = [Section(_("What this is"), list(_opening(access)))]
        for name in dict.fromkeys(item.register for item in access.items):
            mine = [item for item in access.items if item.register == name]
            blocks: list[Block] = [_table(item, released) for item in mine]
            sections.append(Section(words.register(name), blocks))
        sections.append(Section(_("Who received data"), list(_recipients(access))))
        sections.append(Section(_("What you may ask"), list(_rights())))
        return _page(access, _("What we keep about you"), sections)


def aloud(access: Access) -> Document:
    """Return the same in plain sentences, to be read aloud."""
    with i18n.speaking(access.language):
        lines: list[Block] = [
            Text(_("I am going to read to you what we keep about you. Stop me whenever you want."))
        ]
        for name in dict.fromkeys(item.register for item in access.items):
            mine = [item for item in access.items if item.register == name]
            if name == participants.REGISTER:
                lines += _said(mine[0])
                continue
            latest = max(item.recorded for item in mine)
            said = ngettext(
                "{what}: we wrote down {n}, on {day}.",
                "{what}: we wrote down {n}, the last on {day}.",
                len(mine),
            )
            day = i18n.format_day(latest.astimezone().date())
            lines.append(Text(said.format(what=words.register(name), n=len(mine), day=day), "item"))
        lines += _rights()
        sections = [Section(_("To be read aloud"), lines)]
        return _page(access, _("What we keep about you"), sections)


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
                    one.title: None if _is_black(one, released) else one.raw for one in item.answers
                },
                "withheld": [one.title for one in item.answers if _is_black(one, released)],
            }
            for item in access.items
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str).encode()


def _items(work: Work, person: str) -> list[Item]:
    found = erasure.belonging(work, participants.REGISTER, person)
    links = _links(work)
    items = []
    for model in models_of(work.store):
        table = table_of(model)
        for ids in (found.get(table.name, []),):
            query = sa.select(model).where(table.c.id.in_(ids), table.c.deleted_at.is_(None))
            rows = work.session.execute(query.order_by(table.c.row)).scalars().all()
            items += [_item(row, links) for row in rows]
    return sorted(items, key=lambda item: item.register not in _OWN)


def _item(record: Record, links: shown.Links) -> Item:
    register = str(type(record).__tablename__)
    answers = []
    for spec in specs(record.draft):
        stored = getattr(record, spec.name)
        if stored in (None, "", []) or spec.about.link in _OWN:
            continue
        free = spec.about.privacy is Privacy.FREE_TEXT or spec.kind is Kind.NOTE
        answers.append(
            Answer(
                title=_(spec.title),
                value=shown.value(spec, stored, links),
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


def _is_black(one: Answer, released: Collection[str]) -> bool:
    return one.hidden or (bool(one.note) and one.note not in released)


def _table(item: Item, released: Collection[str]) -> Table:
    rows = [[one.title, BLACK if _is_black(one, released) else one.value] for one in item.answers]
    day = i18n.format_day(item.recorded.astimezone().date())
    title = _("{code}, recorded on {day}").format(code=item.code, day=day)
    return Table(title, [_("Field"), _("Answer")], rows, widths=(1, 2))


def _links(work: Work) -> Mapping[str, Any]:
    if work.store != "cases":
        return {}
    names = {
        "programme": organisation.titles(work),
        "sector": places.names(work),
        "employer": placements.employers(work),
    }
    return {
        kind: (lambda identity, held=held: held.get(identity, "")) for kind, held in names.items()
    }


def released(work: Work, person: str) -> list[tuple[date | None, str]]:
    """Return (day, recipient) of every dataset that holds a row about a person."""
    work.may("rights")
    table = table_of(Release)
    query = (
        sa.select(table.c.created_at, table.c.recipient)
        .where(sa.func.instr(sa.cast(table.c.scheme, sa.Text), person) > 0)
        .order_by(table.c.created_at)
    )
    return [(row.created_at.date(), row.recipient) for row in work.session.execute(query)]


def _opening(access: Access) -> list[Block]:
    name = access.organisation or _("Organisation without a name")
    return [
        Text(
            _("{name} keeps these records about you under the code {code}.").format(
                name=name, code=access.code
            )
        ),
        Text(
            _(
                "Black places may speak of other people. "
                "Each note is shown only after somebody has looked at it."
            )
        ),
        Text(
            _(
                "Keep this page where nobody can read it against your will. "
                "You may also leave it here."
            ),
            "warning",
        ),
    ]


def _recipients(access: Access) -> list[Block]:
    if not access.releases:
        return [Text(_("No row about you has left this office in a dataset."))]
    rows = [[i18n.format_day(day), recipient_words(name)] for day, name in access.releases]
    note = _("Datasets hold no names; they are made so that nobody can be recognised.")
    return [Table("", [_("Date"), _("For whom")], rows, note=note)]


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


def _rights() -> list[Block]:
    said = (
        _("You may ask us to correct what is wrong."),
        _("You may take your consent back, for all or one purpose. It never costs a service."),
        _("You may ask us to erase what we keep; some things the law makes us keep for a while."),
        _("You may complain to the data protection authority."),
    )
    return [Text(line, "item") for line in said]


def _said(item: Item) -> list[Block]:
    kept = ", ".join(one.title for one in item.answers if not one.note)
    return [
        Text(_("In your file we keep: {what}.").format(what=kept), "item"),
        Text(_("If you want to know what it says there, ask me now and I will read it.")),
    ]


def _page(access: Access, title: str, sections: Sequence[Section]) -> Document:
    return Document(
        title=title,
        subtitle=i18n.format_long_day(clock.today()),
        language=access.language,
        sections=sections,
        organisation=access.organisation,
        header=access.code,
        foot=_("for the person only"),
        marks=[_("Demonstration data")] if access.is_demo else [],
        cover=False,
    )
