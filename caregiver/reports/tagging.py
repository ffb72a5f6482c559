"""The structure tree that lets a screen reader read a paper (PDF 1.7, 14.7 and 14.8).

Elements are made while the page is drawn, so the order of the tree is the order of the page.
The objects are written as ready bytes: it costs next to nothing, and needs no second pass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc


@dataclass(slots=True, eq=False)
class Element:
    """A node of the tree: `tag` is a standard structure type (H1, P, Table, TR, TH, TD…).

    `kids` are elements and marks (page index, mark number). `scope` is for TH: "Column", "Row".
    `box` is where a Figure stands: left, bottom, right, top, from the lower left corner.
    """

    tag: str
    parent: Element | None = None
    alt: str = ""
    scope: str = ""
    columns: int = 1
    box: tuple[float, float, float, float] | None = None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)

    def child(self, tag: str, *, alt: str = "", scope: str = "", columns: int = 1) -> Element:
        """Append an element."""
        element = Element(tag, self, alt=alt, scope=scope, columns=columns)
        self.kids.append(element)
        return element


class _Ready(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no type information
    """A PDF object that is already written."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.content = b""

    def format(self, _document: Any) -> bytes:
        return self.content


class TreeWriter:
    """Write a structure tree into a ReportLab document whose pages are complete."""

    def __init__(self, document: Any, root: Element, marks: list[list[Element]]) -> None:
        """Take the tree below `root`; `marks[page][number]` is the element of each mark."""
        self._document = document
        self._root = root
        self._marks = marks
        self._numbers: dict[Element, int] = {}
        self._ready: list[tuple[Element, _Ready]] = []
        self._pages: list[int] = []

    def write(self, language: str) -> None:
        """Write the tree, and say in the catalog that the document has one."""
        catalog = self._document.Catalog
        catalog.Lang = pdfdoc.PDFString(language)
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        tree = _Ready()
        tree_number = self._reserve(tree)
        catalog.StructTreeRoot = tree
        self._tie_pages()
        self._number_all(self._root)
        for element, ready in self._ready:
            parent = self._numbers[element.parent] if element.parent else tree_number
            ready.content = self._written(element, parent)
        tree.content = (
            f"<</Type/StructTreeRoot/K {self._numbers[self._root]} 0 R"
            f"/ParentTree<</Nums[{self._owners()}]>>/ParentTreeNextKey {len(self._marks)}>>"
        ).encode("ascii")

    def _reserve(self, ready: _Ready) -> int:
        self._document.Reference(ready)
        number: int = self._document.objectcounter
        return number

    def _tie_pages(self) -> None:
        for index in range(len(self._marks)):
            name = f"Page{index + 1}"
            page = self._document.idToObject[name]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = index
            page.Tabs = pdfdoc.PDFName("S")
            self._pages.append(self._document.idToObjectNumberAndVersion[name][0])

    def _number_all(self, root: Element) -> None:
        waiting = [root]
        while waiting:
            element = waiting.pop()
            ready = _Ready()
            self._numbers[element] = self._reserve(ready)
            self._ready.append((element, ready))
            waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))

    def _written(self, element: Element, parent: int) -> bytes:
        home = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
        parts = [f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R"]
        if home is not None:
            parts.append(f"/Pg {self._pages[home]} 0 R")
        parts.append(f"/K[{' '.join(self._kid(kid, home) for kid in element.kids)}]")
        if element.alt:
            parts.append(f"/Alt<{element.alt.encode('utf-16').hex()}>")
        table = f"/Scope/{element.scope}" if element.scope else ""
        table += f"/ColSpan {element.columns}" if element.columns > 1 else ""
        if table:
            parts.append(f"/A<</O/Table{table}>>")
        if element.box:
            edges = " ".join(f"{edge:.2f}" for edge in element.box)
            parts.append(f"/A<</O/Layout/BBox[{edges}]/Placement/Block>>")
        parts.append(">>")
        return "".join(parts).encode("ascii")

    def _kid(self, kid: Element | tuple[int, int], home: int | None) -> str:
        if isinstance(kid, Element):
            return f"{self._numbers[kid]} 0 R"
        page, mark = kid
        if page == home:
            return str(mark)
        return f"<</Type/MCR/Pg {self._pages[page]} 0 R/MCID {mark}>>"

    def _owners(self) -> str:
        return " ".join(
            f"{index} [{' '.join(f'{self._numbers[element]} 0 R' for element in page)}]"
            for index, page in enumerate(self._marks)
        )
