# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around the text: masthead, contents list, header, marks and foot of every page."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from desktop.core.document import Document
from desktop.core.i18n import _
from desktop.reports import pdf_look as look
from desktop.reports.pdf_canvas import Heading, Node, TaggedCanvas
from desktop.reports.pdf_text import write

TOP = 13 * look.MM
_HEADER = 6 * look.MM
_FOOT = 11 * look.MM
_MARK = look.Style(8.5, 12, bold=True, colour="warning")


class Surround:
    """Header, marks and foot; knows how much room it leaves for the text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.width, self.height = look.PAPERS[document.paper]
        self._inner = self.width - 2 * look.MARGIN
        fine = look.STYLES["fine"]
        marks = " · ".join(look.clean(mark) for mark in document.marks)
        self._marks = look.lines(marks, self._inner - 16, _MARK) if marks else []
        self._foot = look.lines(look.clean(document.foot), self._inner * 0.75, fine)
        band = len(self._marks) * _MARK.leading + 16 if self._marks else 8
        self.top = TOP + _HEADER + band
        self.bottom = _FOOT + len(self._foot) * fine.leading + 14
        self.contents: Contents | None = None

    def furnish(self, canvas: TaggedCanvas, page: int, total: int) -> None:
        """Finish a page, once it is known how many there are."""
        document = self._document
        if self.contents:
            self.contents.fill(canvas, page - 1)
        with canvas.tagged(None):
            if page > 1 or not document.cover:
                self._header(canvas)
            self._band(canvas)
            fine = look.STYLES["fine"]
            top = self.bottom - 10
            self._rule(canvas, self.bottom - 6)
            write(canvas, self._foot, look.MARGIN, top, fine)
            count = _("Page {page} of {pages}").format(page=page, pages=total)
            right = self.width - look.MARGIN - look.measure(count, fine.size)
            write(canvas, [count], right, top, fine)

    def _header(self, canvas: TaggedCanvas) -> None:
        fine = look.STYLES["fine"]
        top = self.height - TOP
        right = _short(look.clean(self._document.header), self._inner * 0.6, fine)
        wide = look.measure(right, fine.size)
        left = _short(look.clean(self._document.organisation), self._inner - wide - 24, fine)
        write(canvas, [left], look.MARGIN, top, fine)
        write(canvas, [right], self.width - look.MARGIN - wide, top, fine)
        if left or right:
            self._rule(canvas, top - fine.leading - 3)

    def _band(self, canvas: TaggedCanvas) -> None:
        if not self._marks:
            return
        tall = len(self._marks) * _MARK.leading + 6
        bottom = self.height - TOP - _HEADER - tall
        canvas.setFillColor(look.INK["warning_tint"])
        canvas.rect(look.MARGIN, bottom, self._inner, tall, stroke=0, fill=1)
        write(canvas, self._marks, look.MARGIN + 8, bottom + tall - 3, _MARK)

    def _rule(self, canvas: TaggedCanvas, y: float) -> None:
        canvas.setStrokeColor(look.INK["line"])
        canvas.setLineWidth(0.5)
        canvas.line(look.MARGIN, y, self.width - look.MARGIN, y)


class Rule(Flowable):
    """The thick line under the organisation's name."""

    canv: TaggedCanvas

    def __init__(self) -> None:
        super().__init__()
        self.spaceAfter = 10

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, 3.0

    def draw(self) -> None:
        with self.canv.tagged(None):
            self.canv.setFillColor(look.INK["accent"])
            self.canv.rect(0, 0, self.width, 2.4, stroke=0, fill=1)


class Facts(Flowable):
    """Label and value pairs in three columns."""

    canv: TaggedCanvas

    def __init__(self, facts: Sequence[tuple[str, str]], nodes: Sequence[Node]) -> None:
        super().__init__()
        self._facts, self._nodes = facts, nodes
        self.spaceBefore, self.spaceAfter = 8, 8

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self._column = (width - 2 * 14) / 3
        label, value = look.STYLES["label"], look.STYLES["fact"]
        cells = [
            (
                look.lines(look.clean(name), self._column, label),
                look.lines(look.clean(text), self._column, value),
            )
            for name, text in self._facts
        ]
        self._rows = [cells[n : n + 3] for n in range(0, len(cells), 3)]
        self._tall = [
            max(len(a) * label.leading + len(b) * value.leading for a, b in row) + 8
            for row in self._rows
        ]
        return width, sum(self._tall)

    def draw(self) -> None:
        label, value = look.STYLES["label"], look.STYLES["fact"]
        top, nodes = sum(self._tall), iter(self._nodes)
        for row, tall in zip(self._rows, self._tall, strict=True):
            for number, (name, text) in enumerate(row):
                x = number * (self._column + 14)
                with self.canv.tagged(next(nodes)):
                    write(self.canv, [*name, ""], x, top, label)
                    write(self.canv, text, x, top - len(name) * label.leading, value)
            top -= tall


class Contents(Flowable):
    """Room for the list of sections, filled in when their pages are known."""

    canv: TaggedCanvas
    leading = 15.0

    def __init__(self, count: int, node: Node) -> None:
        super().__init__()
        self._count, self._node = count, node
        self._page = -1
        self._at = (0.0, 0.0)
        self.spaceBefore, self.spaceAfter = 6, 6

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = -(-self._count // 2) * self.leading
        return width, self.height

    def draw(self) -> None:
        self._page = self.canv.getPageNumber() - 1
        self._at = self.canv.absolutePosition(0, self.height)

    def fill(self, canvas: TaggedCanvas, page: int) -> None:
        """Write the list if it stands on this page."""
        if page != self._page:
            return
        half = -(-self._count // 2)
        column = (self.width - 24) / 2
        for number, heading in enumerate(canvas.headings):
            x = self._at[0] + (number // half) * (column + 24)
            top = self._at[1] - (number % half) * self.leading
            self._line(canvas, heading, x, top, column)

    def _line(
        self, canvas: TaggedCanvas, heading: Heading, x: float, top: float, column: float
    ) -> None:
        style = look.STYLES["contents"]
        number = str(heading.page + 1)
        right = x + column - look.measure(number, style.size)
        title = _short(heading.title, column - 30, style)
        node = self._node.add("TOCI").add("Link")
        with canvas.tagged(node):
            write(canvas, [title], x, top, style)
            write(canvas, [f" {number}"], right - look.measure(" ", style.size), top, style)
        with canvas.tagged(None):
            canvas.setStrokeColor(look.INK["edge"])
            canvas.setLineWidth(0.6)
            canvas.setDash([0.6, 2.4])
            y = top - style.leading + 3.2
            canvas.line(x + look.measure(title, style.size) + 5, y, right - 5, y)
            canvas.setDash()
        node.kids.append(canvas.lead_to(heading, (x, top - self.leading, x + column, top)))


def _short(text: str, width: float, style: look.Style) -> str:
    """Cut a text that does not fit its line."""
    first, *rest = look.lines(text, width - look.measure(" …", style.size), style)
    return f"{first} …" if rest else first
