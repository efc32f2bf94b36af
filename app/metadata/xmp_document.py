"""Where things lie in an XMP packet: nodes, properties, and their byte ranges.

An XMP packet belongs to other programs (develop settings, histories, face regions), so it is never
written anew: it is only ever edited at the byte ranges found here. Parsed by expat; a document type
declaration is refused, so entity bombs cannot be built.

Source: XMP specification part 1 (serialisation as RDF/XML), Namespaces in XML 1.0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from app.metadata.position import CannotWrite

NS_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

Name = tuple[str, str]
"""Namespace URI and local name."""

_MAX_DEPTH = 256
_IS_FINAL = True
_RDF, _DESCRIPTION = (NS_RDF, "RDF"), (NS_RDF, "Description")
# Attributes of rdf:Description that belong to RDF itself and hold no property of the photo.
_NODE_ATTRIBUTES = frozenset({(NS_RDF, "about"), (NS_RDF, "ID"), (NS_RDF, "nodeID"), ("", "about")})
_START_TAG = re.compile(
    rb"<[^\s/>\"'=]+(?:\s+[^\s=/>]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>", re.DOTALL
)
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')", re.DOTALL)


@dataclass(frozen=True)
class Property:
    """One property of the photo; its range includes the white space before it."""

    name: Name
    start: int
    end: int
    text: str


@dataclass
class Node:
    """One top-level rdf:Description and its properties, attributes and elements alike."""

    start: int
    end: int = 0
    properties: list[Property] = field(default_factory=list[Property])


class XmpDocument:
    """The layout of one packet; all ranges are byte offsets into ``data``.

    Attributes:
        nodes: the top-level descriptions in document order.
        about: the quoted ``rdf:about`` value they share, as it stands in the packet.
        insert_at: where a further description belongs.
        empty_rdf: range of ``/>`` where rdf:RDF is an empty tag, else None.
        rdf_name: rdf:RDF's name as the packet spells it, prefix included.

    Raises:
        CannotWrite: ``data`` is not well-formed, holds no RDF, or declares a document type.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.nodes: list[Node] = []
        self.about = b'""'
        self.insert_at = -1
        self.empty_rdf: tuple[int, int] | None = None
        self.rdf_name = b"rdf:RDF"
        _Scanner(self).run()
        if self.insert_at < 0:
            raise CannotWrite("its XMP holds no RDF")

    def properties(self) -> dict[Name, str]:
        """Every property with its text; of those given twice, the first."""
        found: dict[Name, str] = {}
        for node in self.nodes:
            for item in node.properties:
                found.setdefault(item.name, item.text)
        return found


class _Scanner:
    """Walks a packet with expat and fills in an XmpDocument."""

    def __init__(self, document: XmpDocument) -> None:
        self.document = document
        self.data = document.data
        # From the first tag to the last, without a byte-order mark and without padding behind.
        self.offset = max(self.data.find(b"<"), 0)
        self.end = self.data.rfind(b">") + 1
        self.depth = 0
        self.rdf_depth = 0
        self.property_name: Name | None = None
        # Start and bytes of the open tags of rdf:RDF (0), a node (1) and a property (2).
        self.open_tags: dict[int, tuple[int, bytes]] = {}
        self.text: list[str] = []
        parser = expat.ParserCreate("utf-8", " ")
        parser.ordered_attributes = True
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        parser.StartDoctypeDeclHandler = self._on_doctype
        self.parser = parser

    def run(self) -> None:
        try:
            self.parser.Parse(self.data[self.offset : self.end], _IS_FINAL)
        except expat.ExpatError as error:
            raise CannotWrite(f"its XMP is not well-formed ({error})") from error

    @property
    def position(self) -> int:
        return self.offset + self.parser.CurrentByteIndex

    def _on_doctype(self, *_details: object) -> None:
        raise CannotWrite("its XMP declares a document type, which XMP does not have")

    def _on_start(self, qualified: str, attributes: list[str]) -> None:
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise CannotWrite("its XMP is nested too deeply")
        name = _name(qualified)
        if self.rdf_depth == 0:
            if name == _RDF and self.document.insert_at < 0:
                self.rdf_depth = self.depth
                self._open_tag(0)
            return
        level = self.depth - self.rdf_depth
        if level == 1 and name == _DESCRIPTION:
            node = Node(self._outer_start(self.position))
            self.document.nodes.append(node)
            self._open_tag(level)
            self._read_attributes(node, attributes)
        elif level == 2 and self._in_node():
            self._open_tag(level)
            self.property_name = name
            self.text = []

    def _in_node(self) -> bool:
        return bool(self.document.nodes) and self.document.nodes[-1].end == 0

    def _on_text(self, text: str) -> None:
        if self.property_name is not None and self.depth - self.rdf_depth == 2:
            self.text.append(text)

    def _on_end(self, qualified: str) -> None:
        level = self.depth - self.rdf_depth
        self.depth -= 1
        if not self.rdf_depth:
            return
        if level == 2 and self.property_name is not None:
            start = self._outer_start(self.open_tags[level][0])
            text = "".join(self.text).strip()
            self.document.nodes[-1].properties.append(
                Property(self.property_name, start, self._element_end(level), text)
            )
            self.property_name = None
        elif level == 1 and self._in_node() and _name(qualified) == _DESCRIPTION:
            self.document.nodes[-1].end = self._element_end(level)
        elif level == 0:
            self._end_of_rdf()

    def _end_of_rdf(self) -> None:
        self.rdf_depth = 0
        start, tag = self.open_tags[0]
        self.document.rdf_name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
        end = start + len(tag)
        if tag.endswith(b"/>"):
            self.document.empty_rdf = (end - 2, end)
            self.document.insert_at = end
        else:
            self.document.insert_at = self._outer_start(self.position)

    def _outer_start(self, position: int) -> int:
        """``position`` moved to the front of the white space before it."""
        start = position
        while start and self.data[start - 1] in b" \t\r\n":
            start -= 1
        return start

    def _open_tag(self, level: int) -> None:
        match = _START_TAG.match(self.data, self.position)
        if match is None:
            raise CannotWrite("its XMP holds a tag that cannot be read")
        self.open_tags[level] = self.position, match.group()

    def _element_end(self, level: int) -> int:
        """Offset behind the element of ``level`` that expat is just closing."""
        start, tag = self.open_tags[level]
        if tag.endswith(b"/>"):
            return start + len(tag)
        return self.data.index(b">", self.position) + 1

    def _read_attributes(self, node: Node, attributes: list[str]) -> None:
        position, tag = self.open_tags[1]
        # expat leaves out namespace declarations and keeps the order of all others.
        written = [
            match
            for match in _ATTRIBUTE.finditer(tag)
            if match.group(1) != b"xmlns" and not match.group(1).startswith(b"xmlns:")
        ]
        if len(written) * 2 != len(attributes):
            raise CannotWrite("its XMP holds a tag that cannot be read")
        for match, qualified, text in zip(written, attributes[::2], attributes[1::2], strict=True):
            name = _name(qualified)
            if name not in _NODE_ATTRIBUTES:
                start, end = position + match.start(), position + match.end()
                node.properties.append(Property(name, start, end, text.strip()))
            elif name[1] == "about" and len(self.document.nodes) == 1:
                self.document.about = match.group(2)


def _name(qualified: str) -> Name:
    uri, _, local = qualified.rpartition(" ")
    return uri, local
