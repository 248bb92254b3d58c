# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop or a copy was lost: what was on it, who must know by when, and what to write to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from desktop.core import clock, i18n, listing, records
from desktop.core.document import Block, Document, Section, Signature, Table, Text
from desktop.core.i18n import _
from desktop.core.tables import models_of, table_of
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.participants.model import Participant
from desktop.rights import deadlines, processing
from desktop.rights.model import DataBreach

if TYPE_CHECKING:
    from array import array

    from desktop.core.store import Workspace

BLANK = "_" * 44
Notice = Literal["authority", "people", "internal"]
NOTICES: tuple[Notice, ...] = ("authority", "people", "internal")
_TABLE = table_of(DataBreach)
_C = _TABLE.c
DONE = ("keys_changed_on", "authority_told_on", "people_told_on", "partners_told_on")


@dataclass(frozen=True, slots=True)
class Contents:
    """What the stores that are open hold, in counts only."""

    people: int
    registers: Mapping[str, int]

    @property
    def entries(self) -> int:
        """All records together."""
        return sum(self.registers.values())


def contents(workspace: "Workspace") -> Contents:
    """Count what a copy of this workspace holds."""
    counts: dict[str, int] = {}
    for store in workspace.open_stores:
        with workspace.work(store) as work:
            for model in models_of(store):
                table = table_of(model)
                n = work.session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                counts[table.name] = counts.get(table.name, 0) + int(n)
    with workspace.work() as work:
        people = listing.count(work, Participant)
    return Contents(people, {name: n for name, n in counts.items() if n})


def report(work: Work, values: Mapping[str, Any], found: Contents) -> DataBreach:
    """Write a loss down with its deadlines and what was on it."""
    work.may("rights")
    counted = {"people": found.people, "entries": found.entries}
    return records.create(work, DataBreach, {**values, **_dates(values), **counted})


def amend(work: Work, loss: DataBreach, values: Mapping[str, Any]) -> DataBreach:
    """Change what is known of a loss; the deadlines follow the day it was noticed."""
    work.may("rights")
    whole = {**records.values_of(loss), **values}
    return records.amend(work, loss, {**values, **_dates(whole)})


def due(work: Work) -> list[tuple[str, str, date]]:
    """Return (id, code, day) of losses of which somebody has not been told yet."""
    work.may("rights")
    query = sa.select(DataBreach).where(_C.deleted_at.is_(None), _C.closed_on.is_(None))
    found = []
    for loss in work.session.execute(query).scalars():
        waiting = [
            by
            for told, by in (
                (loss.authority_told_on, loss.due_on),
                (loss.people_told_on, loss.tell_people_by),
            )
            if told is None and by is not None
        ]
        if waiting:
            found.append((loss.id, loss.code, min(waiting)))
    return sorted(found, key=lambda one: one[2])


def keys(work: Work) -> "array[int]":
    """Return the losses, those still open first."""
    return listing.snapshot(work, DataBreach, order=[_C.closed_on.is_not(None), _C.due_on])


def rows(work: Work, wanted: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return (code, kind, noticed_on, due_on, people, closed_on) of each loss."""
    columns = (_C.code, _C.kind, _C.noticed_on, _C.due_on, _C.people, _C.closed_on)
    return listing.page(work, _TABLE, _C.row, columns, wanted)


def steps(loss: DataBreach) -> list[tuple[str, date | None, date | None]]:
    """Return (what to do, until when, done on) in the order of weight."""
    return [
        (_("Change the keys: dismiss every user of the lost laptop and admit them again."),
         None, loss.keys_changed_on),
        (_("Tell the authority, with the draft notice."), loss.due_on, loss.authority_told_on),
        (_("Tell the people, by the way of contact that is safe for each."),
         loss.tell_people_by, loss.people_told_on),
        (_("Tell partners whose data were on it."), None, loss.partners_told_on),
    ]  # fmt: skip


def notice(work: Work, loss: DataBreach, kind: Notice, *, language: str, is_demo: bool) -> Document:
    """Return a draft notice; an office reads and corrects it before it goes anywhere."""
    work.may("rights")
    about = organisation.about(work)
    with i18n.speaking(language):
        name = about.title or _("Organisation without a name")
        office = processing.office(work)["contact"]
        bodies = {"authority": _to_authority, "people": _to_people, "internal": _internal}
        return Document(
            title={
                "authority": _("Notice of a loss of personal data"),
                "people": _("Notice to the people whose data were on it"),
                "internal": _("What the team does now"),
            }[kind],
            subtitle=i18n.format_long_day(clock.today()),
            language=language,
            sections=bodies[kind](loss, name, office),
            organisation=name,
            header=loss.code,
            foot=_("Draft: to be checked by your lawyer"),
            marks=[_("Draft"), *([_("Demonstration data")] if is_demo else [])],
            cover=False,
        )


def protected(loss: DataBreach) -> bool:
    """Tell whether the passphrase stood between the finder and the data."""
    return loss.state == "off"


def _to_authority(loss: DataBreach, name: str, office: str) -> list[Section]:
    to = deadlines.authority(loss.country) or _("The authority in charge")
    facts = [
        [_("To"), to],
        [_("Sent by"), name],
        [_("Whom to ask"), office or BLANK],
        [_("Law"), deadlines.law(loss.country) or "–"],
        [_("What was lost"), _label("breach_kind", loss.kind)],
        [_("Noticed on"), i18n.format_day(loss.noticed_on)],
        [_("This notice is due on"), i18n.format_day(loss.due_on) or "–"],
        [_("People whose data were on it"), i18n.format_number(loss.people or 0)],
        [_("Records on it"), i18n.format_number(loss.entries or 0)],
        [_("Was the program locked"), _label("breach_state", loss.state)],
        [_("Was the whole disk encrypted"), _label("yes_no", loss.disk_encrypted)],
        [_("Day of the newest copy"), i18n.format_day(loss.newest_copy) or "–"],
    ]
    if loss.due_on and loss.due_on < clock.today():
        facts.append([_("Why it comes late"), BLANK])
    return [
        Section(_("The facts"), [_answers(facts)]),
        Section(_("Kinds of data"), _lines(_KINDS())),
        Section(_("What protected them"), _lines(_measures(loss))),
        Section(_("What may follow for people"), [Text(_following(loss))]),
        Section(_("What we have done"), [_done(loss)]),
        Section(_("Signatures"), [Signature([_("For the organisation")])]),
    ]


def _to_people(loss: DataBreach, name: str, office: str) -> list[Section]:
    said = [
        _("{name} tells you that something that held data about you was lost on {day} or before.")
        .format(name=name, day=i18n.format_long_day(loss.noticed_on)),
        _("It was encrypted. Without a passphrase of our team nobody can read it.")
        if protected(loss)
        else _("It may have been open. Others may have been able to read what it held."),
        _("It may have held your name, how to reach you, and notes about the help you asked for."),
        _("If somebody speaks to you about it, you owe them no answer. Tell us at once."),
        _("You may come to us and ask what we keep about you, or ask us to erase it."),
    ]  # fmt: skip
    advice = Text(
        _(
            "For the team: tell it by word of mouth or by the safe way of each person; never leave "
            "this page at a home."
        ),
        "warning",
    )
    return [
        Section(_("What happened"), [advice, *(Text(line) for line in said)]),
        Section(_("How you reach us"), [Text(office or BLANK * 2)]),
    ]


def _internal(loss: DataBreach, _name: str, _office: str) -> list[Section]:
    rows = [
        [what, i18n.format_day(by) or _("at once"), i18n.format_day(done) or ""]
        for what, by, done in steps(loss)
    ]
    header = [_("What"), _("Until"), _("Done on")]
    table = Table("", header, rows, widths=(3, 1, 1), full=True)
    more = (
        _("Restore the newest copy on another computer, and check what was entered since."),
        _("Think of who is in danger if it is read, and make their safety plans now."),
        _("Write down who knew of it and when; keep this page for five years."),
    )
    return [Section(_("What to do"), [table, *_lines(more)])]


def _lines(lines: Sequence[str]) -> list[Block]:
    return [Text(line, "item") for line in lines]


def _KINDS() -> tuple[str, ...]:
    return (
        _("Year of birth, sex, sector of residence and the way to reach the person."),
        _("Names and papers where somebody wrote them down."),
        _("Needs, services, placements and notes of contacts."),
        _("For some, facts about their safety and legal situation."),
    )


def _measures(loss: DataBreach) -> list[str]:
    said = [
        _("Every file is encrypted with AES-256; keys come from a passphrase by Argon2id."),
        _("Dialogues, sources and protected incidents have keys of their own."),
        _("The program keeps no passphrase and no key on the disk."),
    ]
    if not protected(loss):
        said.append(_("The program may have been open: these measures may not have held."))
    return said


def _done(loss: DataBreach) -> Block:
    done = (
        (_("All keys of the lost computer were changed"), loss.keys_changed_on),
        (_("The people were told"), loss.people_told_on),
        (_("Partners whose data were on it were told"), loss.partners_told_on),
    )
    rows = [[what, i18n.format_day(day) or _("not yet")] for what, day in done]
    return Table("", [_("What"), _("Done on")], rows, widths=(3, 1), full=True)


def _answers(rows: list[list[str]]) -> Table:
    return Table("", [_("Field"), _("Answer")], rows, widths=(1, 2), full=True)


def _following(loss: DataBreach) -> str:
    if protected(loss):
        return _(
            "Without a passphrase of the team nobody can read it. The loss is told so that people "
            "can take care all the same."
        )
    return _(
        "Somebody may learn who takes part and where people can be found. For some this is a "
        "danger to life; their safety plans are being renewed."
    )


def _label(name: str, code: str) -> str:
    from desktop.core import codes

    return codes.label(name, code)


def _dates(values: Mapping[str, Any]) -> dict[str, date]:
    noticed = values.get("noticed_on")
    if not isinstance(noticed, date):
        return {}
    country = str(values.get("country") or "")
    return {
        "due_on": deadlines.tell_authority_by(country, noticed),
        "tell_people_by": deadlines.tell_people_by(country, noticed),
    }
