# SPDX-License-Identifier: GPL-3.0-or-later
"""Print one record: what its form shows, by code, without what may not stand on paper."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import clock, history, i18n, journal, records, shown
from desktop.core.document import Document, Section, Table, Text
from desktop.core.fields import FieldSpec, Privacy
from desktop.core.i18n import _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.widgets import dialogs
from desktop.widgets.record_source import RecordSource

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk


def printable(spec: FieldSpec) -> bool:
    """Tell whether a field may stand on paper: no name, no number, nothing restricted."""
    about = spec.about
    named = about.privacy is Privacy.IDENTIFIER and not about.link
    return not (named or about.restricted or not about.printed)


def document_of(source: RecordSource, work: Work, record: Record, *, is_demo: bool) -> Document:
    """Return one record as a document: its sections, then how often it was changed."""
    links = source.links(work)
    values = records.values_of(record)
    sections = []
    for part in (*source.fields(), *source.own_fields()):
        rows = [
            [_(spec.title), shown.value(spec, values[spec.name], links)]
            for spec in part.fields
            if printable(spec) and values.get(spec.name) not in (None, "", [])
        ]
        if rows:
            header = [_("Field"), _("Answer")]
            sections.append(Section(_(part.title), [Table("", header, rows, widths=(1, 2))]))
    sections += source.sections(work, record)
    changes = history.entries(work, record.id)
    words = _("Recorded {first}, last changed {last}.").format(
        first=i18n.format_moment(record.created_at), last=i18n.format_moment(changes[0].moment)
    )
    sections.append(Section(_("History"), [Text(words, "note")]))
    about = organisation.about(work)
    _seq, tag = journal.head(work)
    return Document(
        title=f"{_(source.title)} {record.code}",
        subtitle=i18n.format_long_day(clock.today()),
        language=i18n.language(),
        sections=sections,
        organisation=about.title,
        header=record.code,
        foot=_("without names, notes as they were written · journal {head}").format(head=tag[:12]),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
        paper=about.paper,
    )


def save(desk: "Desk", source: RecordSource, identity: str, target: Path) -> None:
    """Draw one record into a file; it is noted first that it was printed."""
    from desktop.reports import pdf  # ReportLab, on first use only

    workspace = desk.workspace
    with workspace.work(source.store) as work:
        record = records.get(work, source.model, identity)
        document = document_of(source, work, record, is_demo=workspace.is_demo)
    with workspace.work(source.store, write=True) as work:  # no paper without its entry
        journal.write(work, "print", identity)
        pdf.draw(document, target)


def draw(desk: "Desk", document: Document, target: Path, what: str) -> None:
    """Draw a page that belongs to no record; it is noted first that it was printed."""
    _draw_noted(desk, document, target, "print", what)


def ask_and_save(desk: "Desk", source: RecordSource, identity: str) -> None:
    """Ask where a record's page should be written, write it and open it."""
    ask_and_draw(desk, _("record"), lambda target: save(desk, source, identity, target))


def ask_and_draw(desk: "Desk", word: str, write: Callable[[Path], None]) -> None:
    """Ask where a page should be written, write it and open it."""
    target = dialogs.choose_file_to_save(
        None, _("Where should the page be written?"), _patterns(), f"{word}.pdf"
    )
    if target is not None:
        write(target)
        desk.toasts.show(_("The page was written."))
        desk.show_paper(target)


def draw_noted(desk: "Desk", document: Document, act: str, thing: str = "") -> None:
    """Ask where a document should be written and draw it; the journal has it first."""
    ask_and_draw(desk, _("page"), lambda target: _draw_noted(desk, document, target, act, thing))


def _draw_noted(desk: "Desk", document: Document, target: Path, act: str, thing: str) -> None:
    """Draw on the paper of the country, after the journal has it."""
    from desktop.reports import pdf  # ReportLab, on first use only

    marks = document.marks or ([_("Demonstration data")] if desk.workspace.is_demo else [])
    with desk.workspace.work(write=True) as work:  # no paper without its entry
        journal.write(work, act, thing)
        pdf.draw(replace(document, marks=marks, paper=organisation.about(work).paper), target)


def _patterns() -> Sequence[tuple[str, str]]:
    return [(_("PDF files"), "*.pdf")]
