# SPDX-License-Identifier: GPL-3.0-or-later
"""One paper shown from memory: a picture, the pages of a PDF, or text."""

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import _
from desktop.core.papers import cleaning, cleaning_picture
from desktop.widgets import icons, look
from desktop.widgets.parts import label, named

LONGEST = 1_600
"""Pixels of the longer side a preview is made in, whatever the file says of itself."""
_MEGABYTES = cleaning_picture.MOST_PIXELS * 8 // 1024 // 1024  # sixteen bits a channel at most


class PaperPreview(QWidget):
    """Fits what it shows into its room; a PDF is turned page by page."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "paper_preview", _("Preview"))
        self._pdf, self._page, self._pages = b"", 0, 0
        self._image = QImage()
        self._picture = named(QLabel(), "paper_picture")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._text = named(QPlainTextEdit(), "paper_text", _("Preview"))
        self._text.setReadOnly(True)
        self._words = label("", "soft", "paper_words")
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for part in (self._words, self._picture, self._text):
            self._stack.addWidget(part)
        self._before = _turner(_("Previous page"), "page_before", "chevron-left")
        self._after = _turner(_("Next page"), "page_after", "chevron-right")
        self._number = label("", "soft", "page_number")
        self._before.clicked.connect(lambda _checked: self._turn(-1))
        self._after.clicked.connect(lambda _checked: self._turn(1))
        row = QHBoxLayout()
        for turner in (self._before, self._number, self._after):
            row.addWidget(turner)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.space(3), 0, 0, 0)
        column.addWidget(self._stack, 1)
        column.addLayout(row)
        self.setMinimumWidth(look.width(24))
        self.clear()

    def show_paper(self, kind: str, content: bytes) -> None:
        """Show the content of a paper."""
        self.clear()
        if kind == "text":
            self._text.setPlainText(content.decode("utf-8", "replace"))
            self._stack.setCurrentWidget(self._text)
        elif kind == "pdf":
            self._open_pdf(content)
        elif kind in cleaning.SOUNDS:
            self.say(_("A voice note is kept here and not played. To listen, take a copy out."))
        else:
            self._show_image(picture(content))

    def say(self, words: str) -> None:
        """Show a sentence instead of a paper."""
        self.clear()
        self._words.setText(words)

    def clear(self) -> None:
        """Show nothing and hold nothing."""
        self._pdf, self._page, self._pages, self._image = b"", 0, 0, QImage()
        self._picture.setPixmap(QPixmap())
        self._text.clear()
        self._words.setText("")
        self._stack.setCurrentWidget(self._words)
        self._show_turners()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open_pdf(self, content: bytes) -> None:
        from desktop.core import pdf_pages  # pdfium, only when a PDF is looked at

        self._pdf, self._pages = content, pdf_pages.count(content)
        self._turn(0)

    def _turn(self, by: int) -> None:
        from desktop.core import pdf_pages

        self._page = min(max(self._page + by, 0), max(self._pages - 1, 0))
        page = pdf_pages.image(self._pdf, self._page, LONGEST)
        kind = QImage.Format.Format_RGB888
        self._show_image(
            QImage(page.rgb, page.width, page.height, page.stride, kind).copy()
            if page
            else QImage()
        )
        self._show_turners()

    def _show_image(self, image: QImage) -> None:
        if image.isNull():
            self._words.setText(
                _("This paper cannot be shown here. It is kept, and a copy can be taken out.")
            )
            self._stack.setCurrentWidget(self._words)
            return
        self._image = image
        self._stack.setCurrentWidget(self._picture)
        self._fit()

    def _fit(self) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self._stack.size() * ratio
        if self._image.width() > room.width() or self._image.height() > room.height():
            image = self._image.scaled(
                room,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        else:
            image = self._image
        shown = QPixmap.fromImage(image)
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)

    def _show_turners(self) -> None:
        several = self._pages > 1
        for part in (self._before, self._after, self._number):
            part.setVisible(several)
        self._before.setEnabled(self._page > 0)
        self._after.setEnabled(self._page < self._pages - 1)
        self._number.setText(_("Page {n} of {m}").format(n=self._page + 1, m=self._pages))


def _turner(words: str, name: str, icon: str) -> QPushButton:
    """Return a button with a picture; its word is the tip and what is read aloud."""
    made = named(QPushButton(), name, words)
    made.setToolTip(words)
    icons.dress(made, icon)
    return made


def picture(content: bytes) -> QImage:
    """Return a picture from memory, upright and no larger than a preview; null if it cannot be."""
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    QImageReader.setAllocationLimit(_MEGABYTES)
    size = reader.size()
    if max(size.width(), size.height()) > LONGEST:
        reader.setScaledSize(
            size.scaled(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio)
        )
    return reader.read()
