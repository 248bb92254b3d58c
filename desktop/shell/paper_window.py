# SPDX-License-Identifier: GPL-3.0-or-later
"""A finished file shown by ourselves, from memory.

Other programs keep the names of what they opened, sometimes a copy, and stay on the screen while
ours is covered or locked. So a report or a page is shown and printed here; handing it to another
program is an act of its own that says what it means.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QPageLayout, QPainter
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.papers import cleaning
from desktop.widgets import dialogs, icons, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.framed import room
from desktop.widgets.paper_preview import LONGEST, PaperPreview
from desktop.widgets.papers import FileUnreadable
from desktop.widgets.parts import button

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FINEST = 3_508
"""Pixels of the longer side a page is printed in: A4 at 300 dots an inch."""


class PaperWindow(QDialog):
    """The pages of one file, with what can be done with it. It bears the neutral title."""

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        self.setObjectName("paper_window")
        self.setWindowTitle(parent.windowTitle())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._path, self._content = path, b""
        self.preview = PaperPreview()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidget(self.preview)
        self._print = button(_("Print"), "paper_print", self._ask_printer, "primary")
        self._larger = QPushButton(_("Larger"))
        self._larger.setObjectName("paper_larger")
        self._larger.setCheckable(True)
        self._larger.toggled.connect(self._enlarge)
        icons.dress(self._print, "print", "on_accent")
        self._lay_out()
        self._read()

    def done(self, result: int) -> None:
        """Forget what was shown."""
        self._content = b""
        self.preview.clear()
        super().done(result)

    def print_on(self, printer: "QPrinter") -> None:
        """Draw every page on a printer, each turned as it is."""
        from desktop.core import pdf_pages

        painter = QPainter()
        for number in range(pdf_pages.count(self._content)):
            page = pdf_pages.image(self._content, number, FINEST)
            if page is None:
                continue
            kind = QImage.Format.Format_RGB888
            image = QImage(page.rgb, page.width, page.height, page.stride, kind)
            wide = page.width > page.height
            turned = QPageLayout.Orientation
            printer.setPageOrientation(turned.Landscape if wide else turned.Portrait)
            if painter.isActive():
                printer.newPage()
            else:
                painter.begin(printer)
            paper = QRectF(painter.viewport())
            size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
        painter.end()

    def _read(self) -> None:
        """Show what is in the file; of a folder only that it is there."""
        if self._path.is_dir():
            self.preview.say(_("The files are in the folder {name}.").format(name=self._path.name))
        else:
            try:
                self._content = self._path.read_bytes()
                self.preview.show_paper(cleaning.kind_of(self._content), self._content)
            except OSError:
                self.preview.say(str(FileUnreadable()))
        shown = cleaning.kind_of(self._content) == "pdf"
        self._print.setVisible(shown)
        self._larger.setVisible(shown)

    def _ask_printer(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())  # the queue of the printer tells nothing more
        asked = QPrintDialog(printer, self)
        if asked.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)
        asked.deleteLater()

    def _enlarge(self, larger: bool) -> None:
        side = LONGEST if larger else look.width(24)
        self.preview.setMinimumSize(side, side if larger else 0)

    def _hand_over(self) -> None:
        asked = dialogs.ask(
            self,
            _("Open with another program"),
            _(
                "The other program shows this outside of here: neither the cover nor the lock "
                "hides it. It may remember the name of the file and keep a copy. Close it yourself "
                "when you are done."
            ),
            _("Open with another program"),
        )
        if asked.agreed:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, look.space(4), 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        foot = look.mark(QFrame(), "foot")
        row = FlowLayout(foot, gap=2, right=True)
        row.setContentsMargins(look.space(6), look.space(2), look.space(6), look.space(2))
        over = button(_("Open with another program"), "paper_elsewhere", self._hand_over)
        for part in (
            self._print,
            self._larger,
            over,
            button(_("Close"), "paper_close", self.accept),
        ):
            row.addWidget(part)
        whole.addWidget(foot)
        look.mark(self, "page")
        screen = room(self)
        self.resize(min(look.width(90), screen.width()), screen.height() * 9 // 10)


def show(parent: QWidget, path: Path) -> PaperWindow:
    """Show a finished file beside the work."""
    opened = PaperWindow(parent, path)
    opened.setModal(False)
    opened.show()
    return opened
