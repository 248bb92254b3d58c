# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate of an erasure: what went, in counts, who approved, until when copies hold it."""

from desktop.core import clock, i18n
from desktop.core.document import Block, Document, Section, Signature, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.leftovers import copies_until
from desktop.core.team import approvals
from desktop.rights import retention, words
from desktop.rights.erasing import Done


def document(done: Done, *, organisation: str, language: str, is_demo: bool) -> Document:
    """Return the certificate; it names nobody and holds no code of the person."""
    with i18n.speaking(language):
        sections = [
            Section(_("What was erased"), [_table(done), *_further(done)]),
            Section(_("What stays"), list(_stays(done))),
            Section(_("Signatures"), [Signature(_signers(done))]),
        ]
        number = _("No. {number}").format(number=done.number)
        return Document(
            title=_("Certificate of erasure"),
            subtitle=f"{number} · {i18n.format_moment(done.moment)}",
            language=language,
            sections=sections,
            organisation=organisation,
            header=number,
            foot=_("contains no names"),
            marks=[_("Demonstration data")] if is_demo else [],
            cover=False,
        )


def of_term(kind: str, done: int, organisation: str, *, language: str, is_demo: bool) -> Document:
    """Return the certificate of records treated because their term was over."""
    with i18n.speaking(language):
        gone = kind in retention.OF_RUMOURS
        title, heading = (
            (_("Certificate of erasure"), _("What was erased"))
            if gone
            else (_("Certificate of shortened records"), _("What lost its detail"))
        )
        stays = {
            "incident_detail_years": _("Area, month, type and numbers stay. All else is gone."),
            "dialogue_months": _("Stages and days stay. The words are gone, in the history too."),
        }
        rows = [[_(retention.PAST[kind]), i18n.format_number(done)]]
        table = Table("", [_("What"), _("How many")], rows, (False, True))
        until = i18n.format_day(copies_until(clock.today()))
        said = _("Automatic copies made before may hold the data until {day}, encrypted.")
        further = [
            Text(line, "item") for line in (stays.get(kind, ""), said.format(day=until)) if line
        ]
        return Document(
            title=title,
            subtitle=i18n.format_moment(clock.now()),
            language=language,
            sections=[
                Section(heading, [table, *further]),
                Section(_("Signatures"), [Signature([_("Erased by")])]),
            ],
            organisation=organisation,
            foot=_("contains no names"),
            marks=[_("Demonstration data")] if is_demo else [],
            cover=False,
        )


def _table(done: Done) -> Table:
    rows = [[title, i18n.format_number(n)] for title, n in words.counted(done.registers)]
    rows.append([_("Entries of the history"), i18n.format_number(done.history)])
    rows.append([_("Unfinished drafts"), i18n.format_number(done.drafts)])
    rows.append([_("Papers"), i18n.format_number(done.papers)])
    return Table("", [_("What"), _("How many")], rows, (False, True))


def _further(done: Done) -> list[Block]:
    blocks: list[Block] = []
    if done.approved:
        blocks.append(Text(approvals.words(done.approved)))
    if done.sealed:
        n = len(done.sealed)
        said = ngettext(
            "{n} part that was closed got a sealed request; its members carry it out.",
            "{n} parts that were closed got a sealed request; their members carry it out.",
            n,
        )
        blocks.append(Text(said.format(n=n)))
    return blocks


def _signers(done: Done) -> list[str]:
    """Who confirmed alone, as a small team may, signs alone."""
    alone = done.approved is not None and done.approved.how == "alone"
    return [_("Erased and confirmed by")] if alone else [_("Erased by"), _("Approved by")]


def _stays(done: Done) -> list[Block]:
    until = i18n.format_day(done.copies_until)
    lines = (
        _("A coded row for statistics: sex, age band, municipality, occupation, months. No name."),
        _("A random number without a name, so that an old copy cannot bring the data back."),
        _("Automatic copies made before may hold the data until {day}, encrypted.").format(
            day=until
        ),
        _("Copies on other disks, printed pages and datasets that have left are not reached."),
        _("Signed receipts of money stay as long as tax law says."),
    )
    return [Text(line, "item") for line in lines]
