# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of processing and the impact assessment, written by the declarations themselves.

Each register of the program is one processing: its fields by what they can do to a person, where
they are kept, who received them, how long they stay. What only the office knows it fills in.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields

import sqlalchemy as sa

from desktop.core import clock, codes, i18n, journal, settings, store_names, values
from desktop.core.crypto.header import STORES
from desktop.core.document import Block, Document, Section, Signature, Table, Text
from desktop.core.fields import Export, Privacy, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record, models_of, table_of
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.releases.model import Release
from desktop.rights import access, deadlines, terms, words

_SETTING, LONGEST = "processing", 4_000
OFFICE = {
    "responsible": N_("Who is responsible (office and role)"),
    "contact": N_("How people reach the office about their data"),
    "basis": N_("Legal basis beside consent"),
    "processors": N_("Others who process data for the office"),
    "risks": N_("Risks the office sees, and what it does about them"),
    "consulted": N_("Who was asked about this: participants, team, lawyer"),
}
PRIVACY = {
    Privacy.IDENTIFIER: N_("Identifies a person"),
    Privacy.QUASI: N_("Could identify together with other facts"),
    Privacy.SENSITIVE: N_("Sensitive"),
    Privacy.FREE_TEXT: N_("Free text"),
    Privacy.INSENSITIVE: N_("Harmless by itself"),
}


def office(work: Work) -> dict[str, str]:
    """Return what the office filled in."""
    work.may("read")
    found: Mapping[str, str] = settings.read(work, _SETTING, {})
    return {name: str(found.get(name, "")) for name in OFFICE}


def fill(work: Work, answers: Mapping[str, str]) -> None:
    """Keep what the office fills in."""
    work.may("settings")
    kept = {name: values.line(answers.get(name, ""), LONGEST) for name in OFFICE}
    settings.write(work, _SETTING, kept)
    journal.write(work, "settings", _SETTING)


def document(work: Work, *, leaving: Collection[str], language: str, is_demo: bool) -> Document:
    """Return the register of processing and the impact assessment, in a language of its own.

    ``leaving`` names the registers of which anything may stand in a dataset.
    """
    work.may("rights")
    about = organisation.about(work)
    with i18n.speaking(language):
        sections = [
            Section(_("What the office says"), [_office(work)]),
            Section(_("For what people are asked"), [_purposes()]),
            Section(_("How long data are kept"), [_terms(work)]),
            Section(_("Who received data"), [_recipients(work)]),
            Section(_("Measures"), _measures()),
            Section(_("Impact assessment"), list(_impact())),
            Section(_("Signatures"), [Signature([_("For the organisation"), _("Checked by")])]),
            Section(_("Processings"), list(_processings(leaving)), new_page=True),
        ]
        return Document(
            title=_("Register of processing"),
            subtitle=i18n.format_long_day(clock.today()),
            language=language,
            sections=sections,
            organisation=about.title,
            header=deadlines.law(about.country),
            foot=_("Draft: to be checked by your lawyer"),
            marks=[_("Draft"), *([_("Demonstration data")] if is_demo else [])],
            cover=False,
        )


def _office(work: Work) -> Table:
    held = office(work)
    rows = [[_(title), held[name] or _("not filled in")] for name, title in OFFICE.items()]
    return Table("", [_("Question"), _("Answer")], rows, widths=(1, 2), full=True)


def _purposes() -> Table:
    rows = [[words_of] for _code, words_of in codes.choices("consent_purpose")]
    note = _("Each is asked by itself; a no never costs a service, and a yes can be taken back.")
    return Table("", [_("Purpose")], rows, note=note)


def _processings(leaving: Collection[str]) -> Iterator[Block]:
    for store in STORES:
        for model in models_of(store):
            if str(model.__tablename__) in words.REGISTERS:
                yield _processing(store, model, leaves=str(model.__tablename__) in leaving)


def _processing(store: str, model: type[Record], *, leaves: bool) -> Table:
    title = f"{words.register(str(model.__tablename__))} · {_(store_names.NAMES[store])}"
    rows = []
    for privacy, said in PRIVACY.items():
        mine = [spec for spec in specs(model.draft) if spec.about.privacy is privacy]
        if mine:
            out = [one for one in mine if leaves and one.about.export is not Export.WITHHELD]
            said_out = ", ".join(_(spec.title) for spec in out)
            names = ", ".join(_(spec.title) for spec in mine)
            rows.append([_(said), names, said_out or _("nothing")])
    header = [_("Kind of data"), _("Fields"), _("Leaves in datasets, coarsened")]
    return Table(title, header, rows, widths=(1.4, 3, 2), full=True)


def _recipients(work: Work) -> Table:
    table = table_of(Release)
    query = (
        sa.select(table.c.kind, table.c.recipient, sa.func.count())
        .where(table.c.deleted_at.is_(None))
        .group_by(table.c.kind, table.c.recipient)
    )
    rows = [
        [_kind(kind), access.recipient_words(name), i18n.format_number(n)]
        for kind, name, n in work.session.execute(query)
    ]
    header = [_("What"), _("For whom"), _("Times")]
    numbers = (False, False, True)
    return Table("", header, rows or [[_("nothing"), "–", "0"]], numbers, full=True)


def _kind(kind: str) -> str:
    return {"report": _("Report"), "dataset": _("Dataset")}.get(kind, kind)


def _terms(work: Work) -> Table:
    kept = terms.terms(work)
    rows = [
        [_(terms.TITLES[one.name]), i18n.format_number(getattr(kept, one.name))]
        for one in fields(terms.Terms)
    ]
    note = _("Nothing is erased by itself: each month a list is shown and somebody confirms it.")
    return Table(
        "",
        [_("Kind of record"), _("Term")],
        rows,
        (False, True),
        note=note,
        widths=(6, 1),
        full=True,
    )


def _measures() -> list[Block]:
    lines = (
        _("Everything is kept encrypted on computers of the team; nothing goes over a network."),
        _("Lists, prints and datasets show codes, not names."),
        _("Dialogues, sources and protected incidents have stores and keys of their own."),
        _("Each user has a passphrase; what is looked at, printed and released is in a journal."),
        _("Datasets are checked before they leave so that nobody can be recognised."),
        _("Erasure needs two people; it reaches search, drafts, papers and later copies."),
    )  # fmt: skip
    return [Text(line, "item") for line in lines]


def _impact() -> Iterator[Block]:
    yield Text(
        _("If these data leak, people can be killed. Each risk has an answer in the program.")
    )
    rows = [
        [_("The laptop is stolen"), _("Encryption; no key on the disk; lock ends the program")],
        [_("A colleague is dismissed or coerced"), _("Keys are changed; journal; stores apart")],
        [_("Somebody outside asks for data"), _("Register of demands; codes; no lists of names")],
        [_("A dataset is put beside other facts"), _("Coarsening; small cells hidden; a ledger")],
        [_("Data are kept longer than needed"), _("Terms with a monthly list; erasure on paper")],
        [_("Consent is not clear"), _("Read aloud, one purpose at a time, taken back freely")],
    ]  # fmt: skip
    yield Table("", [_("Risk"), _("Answer")], rows, widths=(1, 1.5), full=True)
    yield Text(
        _("What remains: an open laptop, a camera over the shoulder, people forced to speak."),
        "note",
    )
