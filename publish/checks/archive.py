"""Zip files with XML in them, which EPUB and Word files are: opened within bounds, parsed without reach."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from publish.checks.findings import invalid
from publish.diagnostics import Diagnostic

MAX_UNPACKED = 4 * 1024**3
"""Bytes that an edition may hold unpacked: some hundred times the largest we have seen."""

Element = etree._Element

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)


@dataclass
class Archive:
    """The entries of a zip file, read as they are asked for; what is wrong gathers in `findings`."""

    zip: zipfile.ZipFile
    findings: list[Diagnostic] = field(default_factory=list)
    _parsed: dict[str, Element | None] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of all files, in the order of the archive."""
        return [entry.filename for entry in self.zip.infolist() if not entry.is_dir()]

    def find(self, message: str, where: str = "") -> None:
        """Say that something is wrong."""
        self.findings.append(invalid(message, where))

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None, and a finding, if it is not there or damaged."""
        try:
            return self.zip.read(name)
        except KeyError:
            self.find("the file is not in the archive", name)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            self.find(f"the file is damaged ({error})", name)
        return None

    def parse(self, name: str) -> Element | None:
        """The root of an XML file, parsed once; None, and a finding, if it is not well formed."""
        if name not in self._parsed:
            data = self.read(name)
            self._parsed[name] = None if data is None else self._root(name, data)
        return self._parsed[name]

    def _root(self, name: str, data: bytes) -> Element | None:
        try:
            return etree.fromstring(data, _PARSER)
        except etree.XMLSyntaxError as error:
            self.find(f"the file is not well-formed XML ({error.msg})", f"{name}:{error.lineno or 1}")
        except ValueError as error:
            self.find(f"the file is not well-formed XML ({error})", name)
        return None


def open_archive(data: bytes) -> Archive | list[Diagnostic]:
    """The archive, or why it cannot be used: no zip file, or more in it than anyone can hold."""
    try:
        archive = Archive(zipfile.ZipFile(io.BytesIO(data)))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return [invalid(f"the file is no zip archive ({error})")]
    entries = archive.zip.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return [invalid(f"the archive holds more than {MAX_UNPACKED >> 30} GB unpacked")]
    seen: set[str] = set()
    for entry in entries:
        if entry.filename.casefold() in seen:
            archive.find("two files of the archive have the same name", entry.filename)
        if not _is_inside(entry.filename):
            archive.find("the file lies outside the archive's folder", entry.filename)
        seen.add(entry.filename.casefold())
    return archive


def _is_inside(name: str) -> bool:
    return bool(name) and not name.startswith("/") and ".." not in name.split("/") and "\\" not in name


def resolve(reference: str, base: str) -> str:
    """The name in the archive that a relative reference in the file `base` leads to, without fragment."""
    path = unquote(re.split("[?#]", reference, maxsplit=1)[0])
    if not path:
        return base
    folder = [] if path.startswith("/") else base.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            folder = folder[:-1]
        elif step not in {"", "."}:
            folder.append(step)
    return "/".join(folder)


def local_name(element: Element) -> str:
    """The name of an element without its namespace, empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def place(name: str, element: Element) -> str:
    """Where an element stands: `file:line`."""
    return f"{name}:{element.sourceline}" if element.sourceline else name
