"""Small EPUB, Word and PDF files made by hand: what the checks' tests break in one place at a time."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
import weasyprint

Files = dict[str, str]
"""The files of an archive by name, in order."""


def zipped(files: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ("mimetype",)) -> bytes:
    """An archive of these files."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=kind)
    return output.getvalue()


# EPUB ----------------------------------------------------------------------------------------------


def xhtml(body: str, title: str = "乌镇") -> str:
    """A document of an EPUB with this body."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="zh-Hans" xml:lang="zh-Hans">\n<head><title>{title}</title>'
        f'<link rel="stylesheet" href="style.css"/></head>\n<body>{body}</body>\n</html>\n'
    )


def epub(body: str = '<h1 id="a1">乌镇</h1><p>正文。</p>') -> Files:
    """The files of a valid EPUB of one article."""
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<?xml version="1.0"?>\n<container version="1.0" '
            'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>"
        ),
        "EPUB/package.opf": (
            '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" '
            'version="3.0" unique-identifier="id" xml:lang="zh-Hans">\n'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            '<dc:identifier id="id">urn:uuid:6f1d3c1e-52a4-5c1b-9d0e-1c2f6f1b7a10</dc:identifier>\n'
            "<dc:title>乌镇</dc:title>\n<dc:language>zh-Hans</dc:language>\n"
            '<meta property="dcterms:modified">2024-11-20T00:00:00Z</meta>\n</metadata>\n<manifest>\n'
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
            '<item id="a1" href="a1.xhtml" media-type="application/xhtml+xml"/>\n'
            '<item id="css" href="style.css" media-type="text/css"/>\n'
            '</manifest>\n<spine><itemref idref="a1"/></spine>\n</package>\n'
        ),
        "EPUB/nav.xhtml": xhtml(
            '<nav epub:type="toc"><ol><li><a href="a1.xhtml#a1">乌镇</a></li></ol></nav>'
        ),
        "EPUB/a1.xhtml": xhtml(body),
        "EPUB/style.css": "p { text-indent: 2em }\n",
    }


# Word ----------------------------------------------------------------------------------------------

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_RELATION}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def paragraph(text: str, style: str = "Body") -> str:
    """A Word paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def docx(body: str = paragraph("乌镇", "Title") + paragraph("正文。"), notes: str = "") -> Files:
    """The files of a Word document of one article that our check finds nothing in."""
    return {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPES}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_TYPES}.numbering+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPES}.footnotes+xml"/>'
            '<Override PartName="/docProps/core.xml" '
            'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
        ),
        "_rels/.rels": _relationships(
            ("rId1", f"{_RELATION}/officeDocument", "word/document.xml"),
            (
                "rId2",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
        ),
        "docProps/core.xml": (
            f"{_XML}<cp:coreProperties "
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>乌镇</dc:title></cp:coreProperties>'
        ),
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": (
            f'{_XML}<w:styles {_W}><w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/>'
            '</w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
            '<w:basedOn w:val="Body"/></w:style></w:styles>'
        ),
        "word/numbering.xml": (
            f'{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"/>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        "word/footnotes.xml": f"{_XML}<w:footnotes {_W}>{notes}</w:footnotes>",
        "word/_rels/document.xml.rels": _relationships(
            ("rId1", f"{_RELATION}/styles", "styles.xml"),
            ("rId2", f"{_RELATION}/numbering", "numbering.xml"),
            ("rId3", f"{_RELATION}/footnotes", "footnotes.xml"),
        ),
    }


def _relationships(*rows: tuple[str, str, str]) -> str:
    entries = "".join(f'<Relationship Id="{id_}" Type="{kind}" Target="{to}"/>' for id_, kind, to in rows)
    return (
        f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{entries}</Relationships>"
    )


# PDF -----------------------------------------------------------------------------------------------

_CSS = (
    "@page { size: 100mm 120mm; margin: 15mm; @top-left { content: 'running head' } "
    "@bottom-left { content: counter(page) } } body { font: 10pt 'Noto Serif CJK SC', serif } "
    ".note { float: footnote }"
)


def pdf(
    body: str = "<article><h1>乌镇</h1><p>正文。</p></article>", css: str = "", lang: str = "zh-Hans"
) -> bytes:
    """A tagged PDF of one article, with a running head and folios."""
    head = f"<head><title>乌镇</title><style>{_CSS}{css}</style></head>"
    html = f"<html lang='{lang}'>{head}<body>{body}</body></html>"
    printed = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(printed, bytes)
    return printed


def repacked(document: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF that a test has changed."""
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()
