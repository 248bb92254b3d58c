# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a Document on paper: tagged, with its fonts inside, the same bytes every time."""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageBreak,
    PageTemplate,
)

from desktop.core import i18n
from desktop.core.document import (
    Block,
    Boxes,
    Chart,
    Document,
    KeyFigures,
    Map,
    Section,
    Signature,
    Table,
    Text,
)
from desktop.core.figures.drawing import Picture
from desktop.core.figures.drawing_charts import chart_picture, describe
from desktop.core.figures.drawing_maps import map_picture
from desktop.core.i18n import _
from desktop.reports import pdf_look as look
from desktop.reports import pdf_tags
from desktop.reports.pdf_canvas import Node, TaggedCanvas
from desktop.reports.pdf_drawing import Plate
from desktop.reports.pdf_frame import Contents, Facts, Rule, Surround
from desktop.reports.pdf_table import Grid
from desktop.reports.pdf_text import Figures, Item, Prose, Signing, Squares, Title

_SIGNING = 110.0
_LISTED = 4  # a document with fewer sections needs no contents list
_MAP = 0.54  # share of the page's height a map may take


def draw(document: Document, target: Path | BinaryIO) -> int:
    """Draw a document into a file or stream and return the number of its pages.

    A file appears under its name only when it is whole. The same document gives the same bytes.
    """
    region = document.region
    if not region and i18n.language() == document.language:
        region = i18n.region()
    with i18n.speaking(document.language, region or None):
        content, pages = _drawn(document)
    if isinstance(target, Path):
        part = target.with_name(f".{target.name}.part")
        try:
            part.write_bytes(content)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    else:
        target.write(content)
    return pages


def _drawn(document: Document) -> tuple[bytes, int]:
    look.prepare()
    surround = Surround(document)
    root = Node("Document")
    width = surround.width - 2 * look.MARGIN
    height = surround.height - surround.top - surround.bottom
    story = list(_story(document, root, surround, width, height))
    raw = BytesIO()
    template = BaseDocTemplate(
        raw,
        pagesize=(surround.width, surround.height),
        title=document.title,
        lang=document.language.replace("_", "-"),
        invariant=1,
        pageCompression=0,
        initialFontName=look.PLAIN,
        displayDocTitle=1,
    )
    frame = Frame(look.MARGIN, surround.bottom, width, height, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate("page", [frame]))
    template.build(story, canvasmaker=partial(TaggedCanvas, furnish=surround.furnish))
    title = " – ".join(filter(None, (look.clean(document.title), look.clean(document.subtitle))))
    tagged = pdf_tags.add(raw.getvalue(), root, title, document.language)
    return tagged, template.page


def _story(
    document: Document, root: Node, surround: Surround, width: float, height: float
) -> Iterator[Flowable]:
    yield from _masthead(document, root, surround)
    for number, section in enumerate(document.sections):
        if section.new_page and number:
            yield PageBreak()
        flowables = list(_section(section, root, width, height))
        following = document.sections[number + 1 : number + 2]
        if following and _signs(following[0]):
            flowables.insert(-1, CondPageBreak(_with_signing(flowables[-1], width, height)))
        yield from flowables


def _signs(section: Section) -> bool:
    """Tell whether a section is nothing but lines to sign on; they never stand alone on a page."""
    return bool(section.blocks) and all(isinstance(one, Signature) for one in section.blocks)


def _with_signing(last: Flowable, width: float, height: float) -> float:
    """Return the room for the last thing before the lines to sign on, and for these.

    What is tall by itself may be torn: its end then stands with the lines.
    """
    tall = last.wrap(width, height)[1]
    return 0.0 if tall > height / 2 else tall + _SIGNING


def _masthead(document: Document, root: Node, surround: Surround) -> Iterator[Flowable]:
    if document.cover and document.organisation:
        style = look.STYLES["organisation"]
        yield Prose(look.clean(document.organisation), style, root.add("P"))
    if document.cover:
        yield Rule()
    style = look.STYLES["title" if document.cover else "small title"]
    yield Title(look.clean(document.title), style, root.add("H1"), listed=False)
    if document.subtitle:
        yield Prose(look.clean(document.subtitle), look.STYLES["subtitle"], root.add("P"))
    if document.facts:
        yield Facts(document.facts, [root.add("P") for _fact in document.facts])
    if document.cover and len(document.sections) >= _LISTED:
        surround.contents = Contents(len(document.sections), root.add("TOC"))
        yield surround.contents


def _section(section: Section, root: Node, width: float, height: float) -> Iterator[Flowable]:
    title = look.clean(section.title)
    blocks = section.blocks or [Text(_("Nothing was recorded in this period."), "note")]
    above = 0.0
    if title:
        heading = Title(title, look.STYLES["section"], root.add("H2"), listed=True)
        above = heading.wrap(width, height)[1] + heading.style.before + heading.style.after
    flowables = list(_blocks(blocks, root, width, height))
    yield CondPageBreak(min(height * 0.95, above + _least(flowables[0], width, height)))
    if title:
        yield heading
    for number, flowable in enumerate(flowables):
        if number and isinstance(flowable, Grid):
            yield CondPageBreak(min(height * 0.95, flowable.least(width, height)))
        if number and _leads(blocks[number]) and number + 1 < len(flowables):
            under = _least(flowables[number + 1], width, height)
            yield CondPageBreak(min(height * 0.95, _least(flowable, width, height) + under))
        yield flowable


def _leads(block: Block) -> bool:
    """Tell whether a line is the heading of what follows; it never stands last on a page."""
    return isinstance(block, Text) and block.style == "strong"


def _least(flowable: Flowable, width: float, height: float) -> float:
    """Return the room a heading needs under it so that it does not stand alone."""
    if isinstance(flowable, Grid):
        return flowable.least(width, height)
    tall = flowable.wrap(width, height)[1]
    return min(tall, 30.0) if isinstance(flowable, Prose) else float(tall)


def _blocks(blocks: Sequence[Block], root: Node, width: float, height: float) -> Iterator[Flowable]:
    for is_item, group in groupby(blocks, lambda b: isinstance(b, Text) and b.style == "item"):
        if is_item:
            yield from _items([block for block in group if isinstance(block, Text)], root)
            continue
        for block in group:
            yield _flowable(block, root, width, height)


def _items(texts: Sequence[Text], root: Node) -> Iterator[Flowable]:
    together = root.add("L")
    for text in texts:
        item = together.add("LI")
        dash = item.add("Lbl")
        style = look.STYLES["numbered" if text.mark else "item"]
        yield Item(look.clean(text.body), style, item.add("LBody"), dash, look.clean(text.mark))


def _flowable(block: Block, root: Node, width: float, height: float) -> Flowable:
    match block:
        case Text():
            return Prose(look.clean(block.body), look.STYLES[block.style], root.add("P"))
        case KeyFigures():
            return Figures(block, [root.add("P") for _figure in block.figures])
        case Table():
            return Grid(block, root.add("Table"))
        case Boxes():
            return Squares(block, [root.add("P") for _row in range(block.rows)])
        case Signature():
            return Signing(block, [root.add("P") for _role in block.roles])
        case Chart():
            picture = chart_picture(block, width, look.measure)
            return _plate(block, picture, describe(block), root, width, height)
        case Map():
            picture = map_picture(block, width, height * _MAP, look.measure)
            return _plate(block, picture, block.description, root, width, height)


def _plate(
    block: Chart | Map, picture: Picture, words: str, root: Node, width: float, height: float
) -> Flowable:
    nodes = [root.add("P"), root.add("Figure", words or block.title), root.add("P")]
    plate = Plate(block.title, block.source, picture, nodes)
    plate.shrink(width, height * 0.95)
    return plate
