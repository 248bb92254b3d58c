# SPDX-License-Identifier: GPL-3.0-or-later
"""Close the month: what is missing on the left, the report it changes on the right."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.core import clock, i18n
from desktop.core.i18n import N_, _, ngettext
from desktop.desks import month_service
from desktop.desks.frame.desk import Desk
from desktop.desks.quarters_dialog import QuartersDialog
from desktop.organisation import grant_service
from desktop.organisation import service as organisation
from desktop.reports import period, service
from desktop.reports.monthly import Edition
from desktop.widgets import dialogs, look
from desktop.widgets.jobs import Progress
from desktop.widgets.parts import button, empty, label, named, offer_languages, wrapped

MONTHS = 18
PREVIEW_DPI = 80
EDITIONS = (
    ("donor", N_("Donor")),
    ("public", N_("Public")),
    ("team", N_("Team, with sectors and borders")),
)


class MonthPage(QWidget):
    """Choose a month and an edition, see what is open, read the pages, print them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self.setProperty("ring", False)
        self._desk = desk
        self._pdf = b""
        self._images: list[tuple[QLabel, QPixmap]] = []
        self.month = named(QComboBox(), "month", _("Month"))
        self.edition = named(QComboBox(), "edition", _("Edition"))
        self.language = named(QComboBox(), "report_language", _("Language of the report"))
        self.grant = named(QComboBox(), "report_grant", _("What the report is about"))
        self._fill()
        self._missing = QVBoxLayout()
        self._missing.setSpacing(look.space(2))
        self._pages = QVBoxLayout()
        self._pages.setSpacing(look.space(3))
        self._pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.print_button = button(_("Print the month"), "print_month", self._print, "primary")
        self._lay_out()
        for box in (self.month, self.edition, self.language, self.grant):
            box.activated.connect(lambda _at: self.reload())
        self.reload()

    def reload(self) -> None:
        """Say anew what is missing and draw the pages in the worker."""
        chosen = self._period()
        self._say_missing(chosen)
        edition, language = self._edition(), str(self.language.currentData())
        workspace, grant = self._desk.workspace, str(self.grant.currentData())

        def draw(_progress: Progress) -> bytes:
            return service.preview(
                workspace, chosen, edition=edition, language=language, grant=grant
            )

        self._desk.jobs.run(draw, self._show, title=_("Drawing the report"))

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def open(self, _record: str) -> None:
        """There is one page only."""

    @property
    def is_drawn(self) -> bool:
        """Whether the preview is on show."""
        return bool(self._pdf)

    def save(self, target: Path, reason: str = "") -> None:
        """Write the PDF the preview shows, and note it in the ledger."""
        workspace, chosen, edition = self._desk.workspace, self._period(), self._edition()
        language, grant = str(self.language.currentData()), str(self.grant.currentData())

        def write(_progress: Progress) -> int:
            return service.make(
                workspace,
                chosen,
                target,
                edition=edition,
                language=language,
                reason=reason,
                grant=grant,
            )

        def done(pages: int) -> None:
            words = ngettext("{n} page was written.", "{n} pages were written.", pages)
            self._desk.toasts.show(words.format(n=pages))
            self._desk.show_paper(target)

        self._desk.jobs.run(write, done, title=_("Writing the report"))

    def _fill(self) -> None:
        day = clock.today().replace(day=1)
        for _n in range(MONTHS):
            self.month.addItem(i18n.format_month(day), day.isoformat()[:7])
            day = (day - timedelta(days=1)).replace(day=1)
        self.month.setCurrentIndex(1)
        for code, words in EDITIONS:
            self.edition.addItem(_(words), code)
        with self._desk.workspace.work() as work:
            offer_languages(self.language, organisation.about(work).language)
            rows = grant_service.rows(work, grant_service.keys(work))
        self.grant.addItem(_("All our work"), "")
        for identity, reference, donor, *_rest in rows:
            self.grant.addItem(f"{reference} · {donor}", identity)

    def _lay_out(self) -> None:
        left = QWidget()
        look.mark(left, "page")
        column = QVBoxLayout(left)
        column.setContentsMargins(*(look.space(6),) * 4)
        column.setSpacing(look.space(3))
        column.addWidget(label(_("Close the month"), "title"))
        asked = [
            (_("Month"), self.month),
            (_("Edition"), self.edition),
            (_("Language of the report"), self.language),
        ]
        if self.grant.count() > 1:
            asked.append((_("What the report is about"), self.grant))
        for words, box in asked:
            column.addWidget(label(words, "field"))
            column.addWidget(box)
        column.addWidget(label(_("Still open"), "section"))
        column.addLayout(self._missing)
        column.addStretch()
        column.addWidget(self.print_button)
        paper = QWidget()
        paper.setLayout(self._pages)
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        self._left = left
        self._area = _scrolled(left, "month_left")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        halves.addWidget(self._area)
        self._paper = _scrolled(paper, "month_pages")
        self._paper.installEventFilter(self)
        halves.addWidget(self._paper)
        halves.setSizes([look.width(40), look.width(90)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(halves)

    def _say_missing(self, chosen: period.Period) -> None:
        empty(self._missing)
        with self._desk.workspace.work() as work:
            lines = month_service.missing(work, chosen.last)
        for words, place in lines:
            made = button(words, "missing", partial(self._desk.go, place, ""), "link")
            self._missing.addWidget(made, alignment=Qt.AlignmentFlag.AlignLeft)
        if not lines:
            self._missing.addWidget(label(_("Nothing is missing."), "soft"))
        words = _("The month can always be closed. What is open is printed with it.")
        self._missing.addWidget(wrapped(words, "meta"))
        quarterly = button(_("Quarterly figures"), "quarterly_figures", self._quarters, "link")
        self._missing.addWidget(quarterly, alignment=Qt.AlignmentFlag.AlignLeft)
        self._area.setMinimumWidth(self._left.minimumSizeHint().width() + look.space(5))

    def _show(self, pdf: bytes) -> None:
        from desktop.core import pdf_pages

        self._pdf = pdf
        empty(self._pages)
        self._images.clear()
        for number, page in enumerate(pdf_pages.images(pdf, PREVIEW_DPI), start=1):
            image = QImage(
                page.rgb, page.width, page.height, page.stride, QImage.Format.Format_RGB888
            )
            shown = named(QLabel(), f"page_{number}", _("Page {n}").format(n=number))
            self._images.append((shown, QPixmap.fromImage(image.copy())))
            shown.setFrameShape(QFrame.Shape.Box)
            self._pages.addWidget(shown)
        self._pages.addStretch()
        self._draw_pages()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the pages follow the width there is for them."""
        if watched is self._paper and event.type() is QEvent.Type.Resize:
            self._draw_pages()
        return super().eventFilter(watched, event)

    def _draw_pages(self) -> None:
        """Show the pages as large as they were drawn, or as wide as there is room."""
        bar = self._paper.verticalScrollBar().sizeHint().width()
        room = max(self._paper.width() - bar - look.space(6), look.space(20))
        smooth = Qt.TransformationMode.SmoothTransformation
        for shown, image in self._images:
            fits = image.width() <= room
            shown.setPixmap(image if fits else image.scaledToWidth(room, smooth))

    def _print(self) -> None:
        team = self._edition() == "team"
        answer = dialogs.ask(
            self,
            _("Print the month"),
            _("This report names sectors and borders. Say why it is printed.")
            if team
            else _(
                "The report has no names. It is written as a PDF file and noted in the journal."
            ),
            _("Print the month"),
            danger=team,
            reason=team,
        )
        if not answer.agreed:
            return
        word = _("report")
        name = f"{word}-{self.month.currentData()}.pdf"
        if self.grant.currentData():
            reference = self.grant.currentText().split(" · ")[0]
            plain = "".join(one if one.isalnum() else "-" for one in reference)
            name = f"{word}-{self.month.currentData()}-{plain}.pdf"
        target = dialogs.choose_file_to_save(
            self, _("Where should the report be written?"), [(_("PDF files"), "*.pdf")], name
        )
        if target is not None:
            self.save(target, answer.reason)

    def _quarters(self) -> None:
        """Show which figures of quarters the report has, and draw it anew afterwards."""
        shown = QuartersDialog(self, self._desk.workspace)
        shown.exec()
        shown.deleteLater()
        self.reload()

    def _period(self) -> period.Period:
        return period.month_of(date.fromisoformat(f"{self.month.currentData()}-01"))

    def _edition(self) -> Edition:
        code = str(self.edition.currentData())
        return "team" if code == "team" else "public" if code == "public" else "donor"


def _scrolled(page: QWidget, name: str) -> QScrollArea:
    area = named(QScrollArea(), name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(page)
    return area
