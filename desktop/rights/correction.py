# SPDX-License-Identifier: GPL-3.0-or-later
"""A correction, told to those who received the earlier value; the history keeps what it was."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.core import clock, erasure, history, i18n
from desktop.core.document import Document, Section, Signature, Table, Text
from desktop.core.fields import specs
from desktop.core.i18n import _
from desktop.core.tables import models_of
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.participants import service as participants
from desktop.rights import access


@dataclass(frozen=True, slots=True)
class Corrected:
    """One field that was changed after its record was written; no value, old or new."""

    title: str
    moment: datetime
    leaves: bool
    """Whether the field may stand in a dataset, so that somebody may hold the earlier value."""


def corrected(work: Work, person: str) -> list[Corrected]:
    """Return what was corrected in the records of a person, the latest first."""
    work.may("rights")
    participants.get(work, person)  # of one's own people only
    found = erasure.belonging(work, participants.REGISTER, person)
    changes = []
    for model in models_of(work.store):
        fields = {spec.name: spec for spec in specs(model.draft)}
        for identity in found.get(str(model.__tablename__), []):
            for one in history.entries(work, identity):
                spec = fields.get(one.field)
                if spec is not None:
                    leaves = spec.about.export != "withheld"
                    changes.append(Corrected(spec.title, one.moment, leaves))
    return sorted(changes, key=lambda one: one.moment, reverse=True)


def notice(work: Work, person: str, *, language: str, is_demo: bool) -> Document:
    """Return a page for each recipient whose dataset holds a value that was corrected since.

    No code stands on it, and no other recipient: a dataset holds no codes, and the letter must not
    be what ties one of its rows to a person.
    """
    about = organisation.about(work)
    participants.get(work, person)  # of one's own people only
    changes = [one for one in corrected(work, person) if one.leaves]
    left = access.released(work, person) if changes else []
    with i18n.speaking(language):
        sections: list[Section] = []
        for name in dict.fromkeys(name for _day, name in left):
            days = [day for day, whom in left if whom == name]
            sections += _letter(name, days, changes, first=not sections)
        return Document(
            title=_("Notice of a correction"),
            subtitle=i18n.format_long_day(clock.today()),
            language=language,
            sections=sections or [Section(_("Nobody has to be told"), [Text(_nobody())])],
            organisation=about.title,
            foot=_("contains no names"),
            marks=[_("Demonstration data")] if is_demo else [],
            cover=False,
        )


def _letter(
    name: str, days: list[date | None], changes: list[Corrected], *, first: bool
) -> list[Section]:
    said = _(
        "In a row of a dataset you received, these answers were corrected. Use the next "
        "dataset, and do not go on with the earlier values."
    )
    written = ", ".join(dict.fromkeys(i18n.format_day(day) for day in days))
    received = _("Datasets you received on: {days}").format(days=written)
    to = _("To: {recipient}").format(recipient=access.recipient_words(name))
    return [
        Section(to, [Text(said), Text(received), _answers(changes)], new_page=not first),
        Section("", [Signature([_("For the organisation")])]),
    ]


def _answers(changes: list[Corrected]) -> Table:
    days = {one.title: i18n.format_day(one.moment.astimezone().date()) for one in reversed(changes)}
    rows = [[_(title), day] for title, day in days.items()]
    return Table(_("What was corrected"), [_("Field"), _("Date")], rows)


def _nobody() -> str:
    return _("No answer that was corrected has left this office in a dataset: no letter is needed.")
