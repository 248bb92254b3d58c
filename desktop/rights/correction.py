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
    """Return the letter to everybody whose dataset holds a value that was corrected since."""
    about = organisation.about(work)
    code = participants.get(work, person).code
    changes = [one for one in corrected(work, person) if one.leaves]
    left = access.released(work, person)
    with i18n.speaking(language):
        said = _(
            "In a row of a dataset you received, these answers were corrected. Use the next "
            "dataset, and do not go on with the earlier values."
        )
        sections = [
            Section(_("What was corrected"), [Text(said), _answers(changes)]),
            Section(_("Who received data"), [_recipients(left)]),
            Section(_("Signatures"), [Signature([_("For the organisation")])]),
        ]
        return Document(
            title=_("Notice of a correction"),
            subtitle=i18n.format_long_day(clock.today()),
            language=language,
            sections=sections,
            organisation=about.title,
            header=code,
            foot=_("contains no names"),
            marks=[_("Demonstration data")] if is_demo else [],
            cover=False,
        )


def _answers(changes: list[Corrected]) -> Table:
    rows = [[_(one.title), i18n.format_moment(one.moment)] for one in changes]
    return Table("", [_("Field"), _("Date")], rows or [[_("nothing"), "–"]])


def _recipients(left: list[tuple[date | None, str]]) -> Table:
    rows = [[i18n.format_day(day), access.recipient_words(name)] for day, name in left]
    return Table("", [_("Date"), _("For whom")], rows or [["–", _("nobody")]])
