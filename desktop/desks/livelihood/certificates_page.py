# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates on the desk: printed one by one, or written for everybody who came to a course."""

from collections.abc import Sequence
from functools import partial

from desktop.activities.series_model import Series
from desktop.activities.series_page import SeriesSource, Sheet
from desktop.core import records
from desktop.core.i18n import _, ngettext
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.livelihoods import certificate_report, certificate_service
from desktop.livelihoods.certificate_page import CertificateSource
from desktop.organisation import uses_service
from desktop.widgets.source import Action


class Certificates(CertificateSource):
    """Certificates of everybody, or of one participant, with their paper."""

    def __init__(self, desk: Desk, participant: str = "") -> None:
        super().__init__(desk.workspace, participant)
        self._desk = desk

    def actions(self, id: str) -> Sequence[Action]:
        words = _("Certificate to sign")
        return (Action("certificate_paper", words, partial(self._paper, id), "paper"),)

    def _paper(self, id: str) -> None:
        with self.workspace.work() as work:
            made = certificate_report.certificate(work, id)
        paper.draw_noted(self._desk, made, "print", id)


class Groups(SeriesSource):
    """Groups and courses; whoever came to most of a course gets a certificate."""

    def __init__(self, desk: Desk, print_sheet: Sheet) -> None:
        super().__init__(desk.workspace, desk.toasts, print_sheet)
        self._desk = desk

    def actions(self, id: str) -> Sequence[Action]:
        above = super().actions(id)
        with self.workspace.work() as work:
            course = records.get(work, Series, id).kind == certificate_service.COURSE
            on = uses_service.COURSES in uses_service.used(work) and work.could("create")
        if not (course and on):
            return above
        words = _("Certificates for who came")
        return (*above, Action("certify", words, partial(self._certify, id), "check"))

    def _certify(self, id: str) -> None:
        with self.workspace.work(write=True) as work:
            n = certificate_service.issue_all(work, id)
        words = ngettext(
            "{n} certificate was written: for who came to 80 % or more and had none.",
            "{n} certificates were written: for who came to 80 % or more and had none.",
            n,
        )
        self._desk.toasts.show(words.format(n=n))
