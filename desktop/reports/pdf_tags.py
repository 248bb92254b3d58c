# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives a drawn PDF its structure tree, language and title, for those who have it read to them.

ReportLab writes marked content (see `pdf_canvas`) but no tree. The file names no program, no
person and no moment, so that two runs give the same bytes.
"""

from html import escape
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from desktop.reports.pdf_canvas import Content, Link, Node

# Written by hand, because libraries sign theirs with their name and the time of day.
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def add(raw: bytes, root: Node, title: str, language: str) -> bytes:
    """Return the PDF with the tree under ``root`` and its metadata."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        _Tree(pdf).plant(root)
        code = language.replace("_", "-")
        pdf.Root.Lang = String(code)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if "/PageMode" in pdf.Root and not pdf.Root.get("/Outlines"):
            del pdf.Root.PageMode
        del pdf.docinfo
        pdf.docinfo[Name.Title] = String(title)
        described = _METADATA.format(title=escape(title, quote=False), language=code)
        pdf.Root.Metadata = pdf.make_stream(
            described.encode(), Type=Name.Metadata, Subtype=Name.XML
        )
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return target.getvalue()


class _Tree:
    """Writes nodes as structure elements and notes, for each page, whose every mark is."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._owners: list[dict[int, Object]] = [{} for _page in self._pages]
        self._linked: list[tuple[int, Object]] = []

    def plant(self, root: Node) -> None:
        """Write the whole tree into the file."""
        pdf = self._pdf
        top = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree = self._element(root, top)
        top.K = Array([tree] if tree is not None else [])
        numbers = Array()
        for number, (page, owners) in enumerate(zip(self._pages, self._owners, strict=True)):
            page.StructParents = number
            page.Tabs = Name.S
            numbers.append(number)
            numbers.append(pdf.make_indirect(Array([owners[mark] for mark in sorted(owners)])))
        for number, owner in self._linked:
            numbers.append(number)
            numbers.append(owner)
        top.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        top.ParentTreeNextKey = len(self._pages) + len(self._linked)
        pdf.Root.StructTreeRoot = top

    def _element(self, node: Node, parent: Object) -> Object | None:
        """Write a node; one that was never drawn and has no kids leaves no trace."""
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent)
        )
        kids = [kid for kid in (self._kid(kid, element) for kid in node.kids) if kid is not None]
        if not kids and node.role not in ("TD", "TH"):
            return None
        if kids:
            element.K = Array(kids)
        if node.alt:
            element.Alt = String(node.alt)
        if node.role == "TH":
            element.A = Dictionary(O=Name.Table, Scope=Name.Column)
        return element

    def _kid(self, kid: Node | Content | Link, element: Object) -> Object | None:
        if isinstance(kid, Node):
            return self._element(kid, element)
        page = self._pages[kid.page]
        if isinstance(kid, Content):
            self._owners[kid.page][kid.mark] = element
            return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.mark)
        link = page.Annots[kid.number]
        number = len(self._pages) + len(self._linked)
        link.StructParent = number
        self._linked.append((number, element))
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=link)
