"""Whether a file is a PDF that opens anywhere, is tagged, and shows its words: the check of every build.

Looks for what must hold in all our PDFs (ISO 14289-1, PDF/UA-1) and for what a capture might have brought
in: files, scripts, addresses of the reader's own machine. page-validation knows all of the standards
(`validators`).
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from publish.checks.findings import invalid
from publish.checks.pdf_content import Font, PageReader
from publish.diagnostics import Code, Diagnostic
from publish.errors import ReadError

MALFORMED = (
    pikepdf.PdfError,
    AttributeError,
    IndexError,
    KeyError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What pikepdf raises where an object of a PDF is of another kind than the standard says."""

_LINKS_OUT = ("http://", "https://", "mailto:")
_ACTIONS = {"/URI", "/GoTo"}


@dataclass
class Printed:
    """A PDF with its pages read, and what was found wrong in it."""

    pdf: pikepdf.Pdf
    pages: PageReader = field(default_factory=PageReader)
    findings: list[Diagnostic] = field(default_factory=list)

    def find(self, message: str, where: str = "") -> None:
        """Say that something is wrong."""
        self.findings.append(invalid(message, where))


def check_pdf(data: bytes) -> list[Diagnostic]:
    """What is wrong with a PDF; nothing for a good one."""
    printed = open_pdf(data)
    return printed if isinstance(printed, list) else check_printed(printed)


def open_pdf(data: bytes) -> Printed | list[Diagnostic]:
    """The PDF with its pages read, or why that cannot be done."""
    try:
        printed = Printed(pikepdf.open(io.BytesIO(data)))
    except pikepdf.PasswordError:
        return [invalid("the PDF cannot be opened: it is encrypted and wants a password")]
    except pikepdf.PdfError as error:  # which begins with the place of our bytes in memory
        return [invalid(f"the PDF cannot be opened ({str(error).rpartition('>: ')[2]})")]
    for number, page in enumerate(printed.pdf.pages):
        try:
            printed.pages.read(page, number)
        except MALFORMED as error:
            printed.find(f"the page cannot be read ({error})", f"page {number + 1}")
    return printed


@contextmanager
def followed(name: str) -> Iterator[None]:
    """While a PDF of this name is read closely: ReadError for what is MALFORMED in it."""
    try:
        yield
    except MALFORMED as error:
        why = f" ({error})" if str(error) else ""
        raise ReadError(
            f"the structure of the PDF cannot be followed{why}",
            where=name,
            hint="the file is damaged, or written in a way we do not know: build or export it again",
        ) from error


def check_printed(printed: Printed) -> list[Diagnostic]:
    """What is wrong with a PDF that could be opened."""
    try:
        _check_all(printed)
    except MALFORMED as error:
        printed.find(f"objects of the PDF are not what they should be ({error})")
    return printed.findings


def _check_all(printed: Printed) -> None:
    if not printed.pdf.pages:
        printed.find("the PDF has no pages")
    _check_catalogue(printed)
    for font in printed.pages.fonts.values():
        _check_font(printed, font)
    for number, page in enumerate(printed.pdf.pages):
        for annotation in page.obj.get("/Annots", ()):
            _check_annotation(printed, annotation, f"page {number + 1}")


def _check_catalogue(printed: Printed) -> None:
    root = printed.pdf.Root
    marked = root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    if not marked or "/K" not in root.get("/StructTreeRoot", pikepdf.Dictionary()):
        printed.find("the PDF is not tagged: it has no structure tree")
    if not str(root.get("/Lang", "")).strip():
        printed.find("the PDF does not say its language")
    if not _title(printed.pdf).strip():
        printed.find("the PDF has no title")
    names = root.get("/Names", pikepdf.Dictionary())
    if "/EmbeddedFiles" in names or "/AF" in root:
        printed.find("files are attached to the PDF")
    if "/JavaScript" in names or "/AA" in root:
        printed.find("the PDF holds a script")
    _check_action(printed, root.get("/OpenAction"), "when opened")
    for item in _outline_items(root.get("/Outlines")):
        _check_action(printed, item.get("/A"), "outline")


def _title(pdf: pikepdf.Pdf) -> str:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        return str(metadata.get("dc:title") or pdf.docinfo.get("/Title", ""))


def _outline_items(item: Any) -> Iterator[Any]:
    """Every item of the outline (ISO 32000-1, 12.3.3)."""
    waiting = [item]
    while waiting:
        item = waiting.pop()
        if item is not None:
            yield item
            waiting += [item.get("/Next"), item.get("/First")]


# Fonts ---------------------------------------------------------------------------------------------


def _check_font(printed: Printed, font: Font) -> None:
    if not font.shown:
        return
    if font.subtype == "/Type3":
        printed.find(f"the font {font.name} is of type 3, drawings instead of letters")
        return
    if font.program is None:
        printed.find(f"the font {font.name} is not embedded")
    if not font.to_unicode:
        printed.find(f"the text in the font {font.name} cannot be searched or copied: no ToUnicode map")
    elif font.is_composite and font.glyphs is None:
        printed.find(f"the font {font.name} has an encoding that we do not read")
    if font.is_composite and font.program is not None:
        _check_glyphs(printed, font)


def _check_glyphs(printed: Printed, font: Font) -> None:
    """No empty boxes: every code shown is a glyph of the embedded font, and none the one for missing ones.

    A character that no font has keeps its text for copying, so the words alone would not tell.
    """
    for code in font.missing:
        text = font.to_unicode.get(code, "")
        named = f"“{text}” ({' '.join(f'U+{ord(each):04X}' for each in text)})" if text else "a character"
        printed.findings.append(
            Diagnostic(
                Code.GLYPH_MISSING,
                Code.GLYPH_MISSING.severity,
                f"no font has a glyph for {named}; the page shows an empty box",
                f"page {font.shown[code] + 1}",
                hint="install a font that has the character, or name one in the theme",
            )
        )


# Links and what hangs on pages ---------------------------------------------------------------------


def _check_annotation(printed: Printed, annotation: Any, where: str) -> None:
    if annotation.get("/Subtype") != pikepdf.Name.Link:
        printed.find(
            f"something other than a link is attached to the page: {annotation.get('/Subtype')}", where
        )
    if "/AA" in annotation:
        printed.find("a link holds a script", where)
    _check_action(printed, annotation.get("/A"), where)


def _check_action(printed: Printed, action: Any, where: str) -> None:
    """Only links to addresses of the world and to places of the document (ISO 32000-1, 12.6)."""
    if not isinstance(action, pikepdf.Dictionary):
        return
    kind = str(action.get("/S", ""))
    if kind not in _ACTIONS:
        printed.find(f"an action of the kind {kind} has no place in an edition", where)
    elif kind == "/URI" and not str(action.get("/URI", "")).lower().startswith(_LINKS_OUT):
        printed.find(f"a link leads to {str(action.get('/URI', ''))[:80]}", where)
