"""The .docx package: find the parts that a redline changes, and write the others as they were."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION, _OVERRIDE = f"{{{_RELATIONSHIPS}}}Relationship", f"{{{_TYPES}}}Override"
_CONTENT_TYPES = "[Content_Types].xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """The members of a .docx by name. Raises zipfile.BadZipFile, KeyError and lxml's XMLSyntaxError for a damaged one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._members = {info.filename: archive.read(info) for info in archive.infolist()}
        self._changed: dict[str, bytes] = {}
        self.main = self._target("", "officeDocument") or "word/document.xml"

    def tree(self, name: str) -> etree._Element:
        """The root of an XML part, as it is now; white space is kept and entities are not resolved."""
        content = self._changed.get(name) or self._members[name]
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))

    def put(self, name: str, root: etree._Element) -> None:
        """Change or add the XML part ``name``."""
        self._changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def comments(self) -> tuple[str, etree._Element]:
        """Name and root of the part that holds the comments; it is made known to the package where there was none."""
        name = self._target(self.main, "comments")
        if name and name in self._members:
            return name, self.tree(name)
        name = posixpath.join(posixpath.dirname(self.main), self._free("comments"))
        self._relate(posixpath.basename(name))
        types = self.tree(_CONTENT_TYPES)
        etree.SubElement(types, _OVERRIDE, {"PartName": f"/{name}", "ContentType": _COMMENTS_TYPE})
        self.put(_CONTENT_TYPES, types)
        return name, etree.Element(f"{{{_WORD}}}comments", nsmap={"w": _WORD})

    def stories(self) -> list[etree._Element]:
        """The roots of the XML parts beside the main one that may bear ids: headers, footers, notes, comments."""
        folder = posixpath.dirname(self.main)
        kinds = ("header", "footer", "footnotes", "endnotes", "comments")
        names = (name for name in self._members if posixpath.dirname(name) == folder and name.endswith(".xml"))
        return [self.tree(name) for name in names if posixpath.basename(name).startswith(kinds)]

    def written(self) -> bytes:
        """The bytes of the package: members in their old order with their old dates, changed ones in place, new ones last."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for info in old.infolist():
                new.writestr(_like(info), self._changed.get(info.filename, self._members[info.filename]))
            first = old.infolist()[0]
            for name, content in _missing(self._changed, self._members).items():
                made = zipfile.ZipInfo(name, first.date_time)
                made.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(made, content)
        return buffer.getvalue()

    def _target(self, source: str, kind: str) -> str:
        """The part to which ``source`` relates as ``kind``, "" where there is none."""
        name = _relations(source)
        if name not in self._members:
            return ""
        for relation in self.tree(name).iter(_RELATION):
            if relation.get("Type") == f"{_OFFICE}/{kind}":
                target = str(relation.get("Target"))
                return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
        return ""

    def _relate(self, target: str) -> None:
        name = _relations(self.main)
        root = self.tree(name) if name in self._members else etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        taken = {relation.get("Id") for relation in root.iter(_RELATION)}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        etree.SubElement(root, _RELATION, {"Id": f"rId{number}", "Type": f"{_OFFICE}/comments", "Target": target})
        self.put(name, root)

    def _free(self, stem: str) -> str:
        folder = posixpath.dirname(self.main)
        names = (f"{stem}{n or ''}.xml" for n in range(len(self._members) + 1))
        return next(name for name in names if posixpath.join(folder, name) not in self._members)


def _relations(source: str) -> str:
    return posixpath.join(posixpath.dirname(source), "_rels", f"{posixpath.basename(source)}.rels")


def _missing(changed: Mapping[str, bytes], members: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: content for name, content in changed.items() if name not in members}


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(info.filename, info.date_time)
    made.compress_type, made.comment = info.compress_type, info.comment
    made.external_attr, made.create_system = info.external_attr, info.create_system
    return made
