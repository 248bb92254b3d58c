# SPDX-License-Identifier: GPL-3.0-or-later
"""A canvas that remembers what each mark on the page means, and keeps pages until all are known.

ReportLab knows no tagged PDF. While drawing, every piece of text or artwork is wrapped in marked
content; the nodes collected here become the structure tree in `pdf_tags`. Pages are held back so
that "page 2 of 6" and the table of contents are drawn once, when the 6 is known.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas


class Content(NamedTuple):
    """A piece of a page: number of the page from 0, number of the piece on it."""

    page: int
    mark: int


class Link(NamedTuple):
    """A link area on a page, by its number among the page's annotations."""

    page: int
    number: int


@dataclass(eq=False, slots=True)
class Node:
    """An element of the structure tree: H1, P, Table, TR, TD, Figure and so on."""

    role: str
    alt: str = ""
    kids: list["Node | Content | Link"] = field(default_factory=list)

    def add(self, role: str, alt: str = "") -> "Node":
        """Return a new child, placed last."""
        child = Node(role, alt)
        self.kids.append(child)
        return child


@dataclass(frozen=True, slots=True)
class Heading:
    """A place the outline and the contents list lead to; ``page`` counts from 0."""

    key: str
    title: str
    page: int
    top: float


class TaggedCanvas(Canvas):
    """A canvas with marked content and pages finished at the end by ``furnish``."""

    _code: list[str]
    _fillColorObj: object
    _strokeColorObj: object
    if TYPE_CHECKING:

        def _startPage(self) -> None: ...

    def __init__(
        self, *args: Any, furnish: Callable[["TaggedCanvas", int, int], None], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.headings: list[Heading] = []
        self._furnish = furnish
        self._held: list[dict[str, Any]] = []
        self._marks = 0
        self._links = 0

    @contextmanager
    def tagged(self, node: Node | None) -> Iterator[None]:
        """Draw inside as the content of a node; without one it is decoration nobody reads out."""
        if node is None:
            self._code.append("/Artifact BMC")
        else:
            node.kids.append(Content(self.getPageNumber() - 1, self._marks))
            self._code.append(f"/{node.role} <</MCID {self._marks}>> BDC")
            self._marks += 1
        yield
        self._code.append("EMC")

    def words(self, x: float, y: float, text: str, font: str, size: float, colour: Color) -> None:
        """Write one line of text."""
        self.setFillColor(colour)
        self.setFont(font, size)
        self.drawString(x, y, text)

    def setFillColor(self, colour: Any, alpha: float | None = None) -> None:
        if colour is not self._fillColorObj:
            super().setFillColor(colour, alpha)

    def setStrokeColor(self, colour: Any, alpha: float | None = None) -> None:
        if colour is not self._strokeColorObj:
            super().setStrokeColor(colour, alpha)

    def heading(self, title: str, above: float) -> None:
        """Remember a heading that is about to be drawn."""
        _x, top = self.absolutePosition(0, above)
        number = len(self.headings)
        self.headings.append(Heading(f"s{number}", title, self.getPageNumber() - 1, top))

    def lead_to(self, heading: Heading, area: tuple[float, float, float, float]) -> Link:
        """Make an area a link to a heading."""
        self.linkRect("", heading.key, area, relative=0, Border="[0 0 0]")
        self._links += 1
        return Link(self.getPageNumber() - 1, self._links - 1)

    def showPage(self) -> None:
        self._held.append(dict(self.__dict__))
        self._startPage()
        self._marks = self._links = 0

    def save(self) -> None:
        total = len(self._held)
        for number, page in enumerate(self._held):
            self.__dict__.update(page)
            for heading in self.headings:
                if heading.page == number:
                    self.bookmarkPage(heading.key, fit="XYZ", left=0, top=heading.top)
                    self.addOutlineEntry(heading.title, heading.key, 0, 0)
            self._furnish(self, number + 1, total)
            super().showPage()
        super().save()
