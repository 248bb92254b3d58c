# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate on paper: what was learned and for how long; the name is written in by hand.

No name leaves the program with it, no code stands beside the name somebody writes there, and
neither organisation nor programme says who else learns here: the stamp does, where one is wanted.
"""

from desktop.activities import series_service
from desktop.core import codes, i18n
from desktop.core.document import Block, Document, Section, Signature, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.livelihoods import certificate_service

_WORDS = {
    "attendance": lambda: _("took part in"),
    "passed": lambda: _("completed and passed"),
    "competence": lambda: _("showed the skill"),
    "school_year": lambda: _("completed the school year"),
}


def certificate(work: Work, identity: str) -> Document:
    """Return the page of one certificate, to be written on, signed and handed over."""
    work.may("read")
    held = certificate_service.get(work, identity)
    title = series_service.titles(work).get(held.series or "", "")
    did = _WORDS.get(held.kind, _WORDS["attendance"])()
    told = [Text(f"{did} {title}".strip(), "strong")]
    if held.hours:
        told.append(Text(_("Hours: {n}").format(n=i18n.format_number(held.hours))))
    told.append(Text(_("Issued in {month}").format(month=i18n.format_month(held.issued_on))))
    blocks: list[Block] = [
        Text(_("This certifies that")),
        Signature([_("Name and document, written by hand")]),
        *told,
        Signature([_("For the institution, with its stamp"), _("Signature of the person")]),
    ]
    return Document(
        title=_("Certificate"),
        subtitle=codes.label("certificate_kind", held.kind),
        language=i18n.language(),
        sections=[Section("", blocks)],
        cover=False,
    )
