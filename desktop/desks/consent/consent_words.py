# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read aloud before somebody agrees, on screen and on the sheet to sign."""

from typing import TYPE_CHECKING

from desktop.core import codes, i18n
from desktop.core.document import Document, Section, Signature, Table, Text
from desktop.core.i18n import N_, _
from desktop.organisation import service as organisation

if TYPE_CHECKING:
    from desktop.core.work import Work

QUESTIONS = {
    "participation": N_("May we accompany you in this programme?"),
    "data_storage": N_("May we keep what you tell us, locked and under a code?"),
    "referral_sharing": N_("May we tell another service what it needs to help you?"),
    "contact_employer": N_("May we speak with your employer about how it goes?"),
    "contact_school": N_("May we speak with your school?"),
    "contact_family": N_("May we make contact with your family?"),
    "follow_up": N_("May we look for you 6, 12 and 24 months after it ends?"),
    "anonymous_stats": N_("May we count you in figures without any name?"),
    "image": N_("May we use a picture or a story of yours?"),
}


def opening() -> str:
    """Return the one text that is read aloud before the questions."""
    return _(
        "We write down what helps us to accompany you, under a code and not under your name. "
        "I will ask you about each thing by itself. You may say no to any of them, and a no never "
        "costs you a service. You may take a yes back on any day."
    )


def question(purpose: str) -> str:
    """Return the question about one purpose."""
    if purpose in QUESTIONS:
        return _(QUESTIONS[purpose])
    return codes.label("consent_purpose", purpose)


def sheet(work: "Work", code: str, *, is_demo: bool) -> Document:
    """Return the sheet to sign, where a law demands a name on paper."""
    about = organisation.about(work)
    answers = " / ".join(words for _code, words in codes.choices("consent_answer")[:2])
    rows = [[question(purpose), answers] for purpose, _words in codes.choices("consent_purpose")]
    table = Table("", [_("Question"), _("Answer")], rows, widths=(3, 2), full=True)
    signed = Signature([_("Name and signature"), _("Guardian, of a minor"), _("Witness, by code")])
    return Document(
        title=_("What you agree to"),
        subtitle="",
        language=i18n.language(),
        sections=[Section("", [Text(opening()), table, signed])],
        organisation=about.title,
        header=code,
        foot=_("Only where a law demands it on paper. Keep it locked away from the computer."),
        marks=[_("Demonstration data")] if is_demo else [],
        cover=False,
        paper=about.paper,
    )
