# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables on paper: header on every page, numbers to the right, hairlines, totals last, notes under.

ReportLab's own table keeps no record of what is a header and grows slow with long lists; this one
sets each cell once, and its parts on later pages share that work.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reportlab.platypus import Flowable

from desktop.core.document import Table
from desktop.core.i18n import _
from desktop.reports import pdf_look as look
from desktop.reports.pdf_canvas import Node, TaggedCanvas
from desktop.reports.pdf_text import write

_PAD_X, _PAD_Y = 4.5, 2.6
_LONGEST = 20  # lines of one row that stand on one page; a longer cell runs on
_SHORT = 0.38  # share of the page up to which a table stays whole
_BY_HAND = 30.0
_WIDEST_WORD = 0.3  # share of the page up to which a word is kept whole


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed row: lines of each cell, and its nodes (none where the header is repeated)."""

    cells: Sequence[Sequence[str]]
    height: float
    nodes: Sequence[Node | None]
    total: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Set:
    """A table set to a width, shared by its parts on several pages.

    ``edges`` are those of the columns; ``down`` is how far each row begins below the header.
    """

    edges: Sequence[float]
    style: look.Style
    header: _Row
    rows: Sequence[_Row]
    down: Sequence[float]
    title: Sequence[str]
    more: Sequence[str]
    caption: Node | None
    note: Sequence[str]
    under: Node | None


class Grid(Flowable):
    """A table, or the part of one that stands on a page: rows ``start`` to ``stop``."""

    canv: TaggedCanvas

    def __init__(
        self, table: Table, node: Node, ready: _Set | None = None, span: tuple[int, int] = (0, 0)
    ) -> None:
        super().__init__()
        self._table, self._node = table, node
        self._ready = ready
        self._start, self._stop = span
        self.spaceBefore, self.spaceAfter = 6, 12

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        ready = self._prepared(width)
        rows = ready.down[self._stop] - ready.down[self._start]
        self.height = self._head(ready) + rows + self._foot(ready)
        return width, self.height

    def least(self, width: float, page: float) -> float:
        """Return the height below which the table should rather begin on a new page.

        A short table is not torn apart.
        """
        self.wrap(width, 0)
        if self.height < page * _SHORT:
            return self.height
        ready = self._prepared(width)
        few = ready.down[min(3, len(ready.rows))]
        return min(self.height, self._head(ready) + few)

    def split(self, width: float, height: float) -> list[Flowable]:
        ready = self._prepared(width)
        room = height - self._head(ready)
        cut = bisect_right(ready.down, ready.down[self._start] + room + 0.01) - 1
        wanted = (2, 1) if hasattr(self, "_postponed") else (2,)  # it may not fit a whole page
        for few in wanted:
            place = min(cut, self._stop - few)
            if place - self._start >= few:
                parts = ((self._start, place), (place, self._stop))
                return [Grid(self._table, self._node, ready, span) for span in parts]
        return []

    def draw(self) -> None:
        ready = self._prepared(self.width)
        first = self._start == 0
        caption = look.STYLES["caption"]
        title, style = (ready.title, caption) if first else (ready.more, look.STYLES["fine"])
        top = self.height
        if title:
            with self.canv.tagged(ready.caption if first else None):
                write(self.canv, title, 0, top, style)
            top -= len(title) * style.leading + caption.after
        top = self._draw_header(ready, top, repeated=not first)
        for row in ready.rows[self._start : self._stop]:
            top = self._draw_row(ready, row, top)
        if self._stop == len(ready.rows) and ready.note:
            with self.canv.tagged(ready.under):
                write(self.canv, ready.note, 0, top - 4, look.STYLES["fine"])

    def _prepared(self, width: float) -> _Set:
        if self._ready is None:
            self._ready = _set(self._table, self._node, width)
            self._stop = len(self._ready.rows)
        return self._ready

    def _head(self, ready: _Set) -> float:
        caption = look.STYLES["caption"]
        title = ready.title if self._start == 0 else ready.more
        leading = (caption if self._start == 0 else look.STYLES["fine"]).leading
        above = len(title) * leading + caption.after if title else 0.0
        return above + ready.header.height

    def _foot(self, ready: _Set) -> float:
        if self._stop < len(ready.rows) or not ready.note:
            return 0.0
        return 4 + len(ready.note) * look.STYLES["fine"].leading

    def _draw_header(self, ready: _Set, top: float, *, repeated: bool) -> float:
        style = _bold(ready.style)
        bottom = top - ready.header.height
        for number, cell in enumerate(ready.header.cells):
            above = bottom + len(cell) * style.leading + _PAD_Y
            with self.canv.tagged(None if repeated else ready.header.nodes[number]):
                self._cell(ready, number, cell, above, style)
        self._rule(ready, bottom, 0.9, "accent")
        return bottom

    def _draw_row(self, ready: _Set, row: _Row, top: float) -> float:
        style = _bold(ready.style) if row.total else ready.style
        bottom = top - row.height
        if row.total:
            with self.canv.tagged(None):
                self.canv.setFillColor(look.INK["accent_tint"])
                self.canv.rect(0, bottom, ready.edges[-1], row.height, stroke=0, fill=1)
            self._rule(ready, top, 0.7, "accent")
        for number, cell in enumerate(row.cells):
            if cell:
                with self.canv.tagged(row.nodes[number]):
                    self._cell(ready, number, cell, top - _PAD_Y, style)
        if row.closed:
            self._rule(ready, bottom, 0.35, "line")
        return bottom

    def _cell(
        self, ready: _Set, number: int, cell: Sequence[str], top: float, style: look.Style
    ) -> None:
        left, right = ready.edges[number], ready.edges[number + 1]
        if not _numeric(self._table, number):
            write(self.canv, cell, left + _PAD_X, top, style)
            return
        for line in cell:
            x = right - _PAD_X - look.measure(line, style.size, style.bold)
            write(self.canv, [line], x, top, style)
            top -= style.leading

    def _rule(self, ready: _Set, y: float, thick: float, colour: str) -> None:
        with self.canv.tagged(None):
            self.canv.setStrokeColor(look.INK[colour])
            self.canv.setLineWidth(thick)
            self.canv.line(0, y, ready.edges[-1], y)


def _set(table: Table, node: Node, width: float) -> _Set:
    """Choose size and columns, break every cell, and hang the table's nodes into the tree."""
    texts = [look.clean(text) for text in table.header]
    rows = [[look.clean(text) for text in row] for row in table.rows]
    size, columns = _columns(table, texts, rows, width)
    style = look.Style(size, size + 2.5)
    caption, fine = look.STYLES["caption"], look.STYLES["fine"]
    title, note = look.clean(table.title), look.clean(table.note)
    more = _("{title} (continued)").format(title=title) if title else ""
    above = node.add("Caption") if title else None
    header = _row(texts, columns, _bold(style), _cells(node, "TH", len(texts)))[0]
    body: list[_Row] = []
    for number, row in enumerate(rows or [[_("Nothing was recorded.")]]):
        total = table.total and number == len(rows) - 1
        row = [*row, *[""] * (len(texts) - len(row))][: len(texts)]
        nodes = _cells(node, "TD", len(row))
        body += _row(row, columns, _bold(style) if total else style, nodes, total=total)
    if table.by_hand:
        body = [replace(row, height=max(row.height, _BY_HAND)) for row in body]
    return _Set(
        edges=list(accumulate(columns, initial=0.0)),
        style=style,
        header=header,
        rows=body,
        down=list(accumulate((row.height for row in body), initial=0.0)),
        title=look.lines(title, width, caption) if title else [],
        more=look.lines(more, width, fine) if title else [],
        caption=above,
        note=look.lines(note, width, fine) if note else [],
        under=node.add("P") if note else None,
    )


def _cells(table: Node, role: str, count: int) -> list[Node]:
    row = table.add("TR")
    return [row.add(role) for _number in range(count)]


def _row(
    texts: Sequence[str],
    columns: Sequence[float],
    style: look.Style,
    nodes: Sequence[Node],
    *,
    total: bool = False,
) -> list[_Row]:
    """Break a row's cells into lines; a row too tall for comfort becomes several that run on."""
    cells = [
        look.lines(text, column - 2 * _PAD_X, style) if text else []
        for text, column in zip(texts, columns, strict=True)
    ]
    tall = max(1, *(len(cell) for cell in cells))
    found = []
    for start in range(0, tall, _LONGEST):
        part = [cell[start : start + _LONGEST] for cell in cells]
        height = max(1, *(len(cell) for cell in part)) * style.leading + 2 * _PAD_Y
        found.append(_Row(part, height, nodes, total, closed=start + _LONGEST >= tall))
    return found


def _columns(
    table: Table, header: Sequence[str], rows: Sequence[Sequence[str]], width: float
) -> tuple[float, list[float]]:
    """Return the type size and column widths: the wished shares, bent so that no word is cut.

    A narrow table does not stretch over the page: the eye would lose the line.
    """
    count = len(header)
    for size in (8.5, 7.5, 6.5):
        least, ideal = _needs(header, rows, size, width)
        if sum(least) <= width:
            break
    shares = list(table.widths) or [2.0 if n == 0 and count > 1 else 1.0 for n in range(count)]
    wide = table.full or table.by_hand or count > 3
    whole = width if wide else min(width, max(sum(ideal) * 1.25, width * 0.5))
    if sum(least) > whole:
        whole = width
    if sum(least) > width:
        return size, [wide * width / sum(least) for wide in least]
    wished = [whole * share / sum(shares) for share in shares]
    if table.full or table.by_hand:
        return size, _bent(wished, least)
    if sum(ideal) <= whole and any(a < b for a, b in zip(wished, ideal, strict=True)):
        spare = (whole - sum(ideal)) / sum(shares)
        return size, [wide + spare * share for wide, share in zip(ideal, shares, strict=True)]
    return size, _bent(wished, least)


def _needs(
    header: Sequence[str], rows: Sequence[Sequence[str]], size: float, width: float
) -> tuple[list[float], list[float]]:
    """Return for each column the width of its longest word and of its longest cell."""
    least, ideal = [], []
    for number, head in enumerate(header):
        cells = {row[number] for row in rows if number < len(row)}
        words = {word for cell in cells for word in cell.split()}
        pad = 2 * _PAD_X + 0.01
        word = max(
            [look.measure(word, size, True) for word in head.split()]
            + [look.measure(word, size, True) for word in words],
            default=0.0,
        )
        cell = max([look.measure(cell, size, True) for cell in cells], default=0.0)
        least.append(min(word, width * _WIDEST_WORD) + pad)
        ideal.append(max(least[-1], min(cell, width * 0.5) + pad))
    return least, ideal


def _bent(wished: list[float], least: list[float]) -> list[float]:
    """Widen columns that need it at the cost of those with room."""
    columns = [max(wish, need) for wish, need in zip(wished, least, strict=True)]
    over = sum(columns) - sum(wished)
    room = [column - need for column, need in zip(columns, least, strict=True)]
    if over <= 0 or not sum(room):
        return columns
    return [column - over * spare / sum(room) for column, spare in zip(columns, room, strict=True)]


def _numeric(table: Table, number: int) -> bool:
    return number < len(table.numeric) and table.numeric[number]


def _bold(style: look.Style) -> look.Style:
    return look.Style(style.size, style.leading, bold=True)
