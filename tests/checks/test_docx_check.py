"""What the fast check of Word files finds, a broken rule at a time; nothing in a good one."""

import pytest
from small_files import Files, docx, zipped
from validation import assert_libreoffice_opens

from publish.checks.docx import check_docx
from publish.diagnostics import Code, Severity


def found(files: Files) -> list[str]:
    """What the check says, with where."""
    diagnostics = check_docx(zipped(files))
    assert all((each.code, each.severity) == (Code.FILE_INVALID, Severity.ERROR) for each in diagnostics)
    return [f"{each.path}: {each.message}" for each in diagnostics]


def with_change(name: str, old: str, new: str) -> Files:
    files = docx()
    assert old in files[name]
    return {**files, name: files[name].replace(old, new, 1)}


def with_relationship(entry: str) -> Files:
    return with_change("word/_rels/document.xml.rels", "</Relationships>", f"{entry}</Relationships>")


HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def test_nothing_is_found_in_a_good_document() -> None:
    assert found(docx()) == []


@pytest.mark.validators
def test_and_libreoffice_opens_it() -> None:
    assert_libreoffice_opens(zipped(docx()))


def test_a_file_that_is_no_archive() -> None:
    assert "no zip archive" in check_docx(b"")[0].message


@pytest.mark.parametrize(
    ("name", "old", "new", "sentence"),
    [
        (
            "[Content_Types].xml",
            'Extension="rels"',
            'Extension="txt"',
            "_rels/.rels: the part has no content type",
        ),
        (
            "[Content_Types].xml",
            "/word/styles.xml",
            "/word/style.xml",
            "word/style.xml: a content type is given",
        ),
        ("[Content_Types].xml", "document.main", "document.macroEnabled.main", "holds macros"),
        ("_rels/.rels", "relationships/officeDocument", "relationships/other", "names no main document"),
        ("docProps/core.xml", "乌镇", "", "no title in its core properties"),
        ("word/_rels/document.xml.rels", "styles.xml", "gone.xml", "the part word/gone.xml is not there"),
        ("word/_rels/document.xml.rels", 'Id="rId2"', 'Id="rId1"', "two relationships have the id rId1"),
        ("word/styles.xml", "</w:styles>", "", "word/styles.xml:2: the file is not well-formed XML"),
        ("word/styles.xml", '"Title"><w:name', '"Body"><w:name', "2 styles have the id Body"),
        ("word/styles.xml", 'basedOn w:val="Body"', 'basedOn w:val="Gone"', "there is no style “Gone”"),
        ("word/numbering.xml", 'Id w:val="0"', 'Id w:val="7"', "of a kind 7 that is not there"),
        (
            "word/document.xml",
            'w:val="Title"',
            'w:val="Gone"',
            "word/document.xml:2: there is no style “Gone”",
        ),
    ],
)
def test_the_package_and_its_names(name: str, old: str, new: str, sentence: str) -> None:
    assert any(sentence in each for each in found(with_change(name, old, new)))


def test_a_part_without_a_content_type() -> None:
    assert "word/media/a.jpg: the part has no content type" in found({**docx(), "word/media/a.jpg": "x"})


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ('<w:p><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:p>', "there is no list 9"),
        ('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>', "there is no footnote 2"),
        ('<w:p><w:hyperlink r:id="rId9"/></w:p>', "the relationship rId9 is not there"),
        ('<w:p><w:hyperlink w:anchor="a9"/></w:p>', "leads to the bookmark a9, which is not there"),
        ('<w:altChunk r:id="rId1"/>', "a file in another format"),
        ('<w:p><w:fldSimple w:instr=" INCLUDETEXT c:/x "/></w:p>', "the field INCLUDETEXT has no place"),
        (
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DD</w:instrText>'
            '<w:instrText>EAUTO x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
            "the field DDEAUTO has no place",
        ),
        ('<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>', "begins and does not end"),
        ('<w:p><w:bookmarkEnd w:id="1"/></w:p>', "ends and did not begin"),
        ('<w:bookmarkStart w:id="1" w:name="a b"/><w:bookmarkEnd w:id="1"/>', "does not take “a b”"),
        (f'<w:bookmarkStart w:id="1" w:name="{"a" * 41}"/><w:bookmarkEnd w:id="1"/>', "does not take “aaa"),
        ('<w:bookmarkStart w:id="1" w:name="1a"/><w:bookmarkEnd w:id="1"/>', "does not take “1a”"),
        (
            '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
            '<w:bookmarkStart w:id="2" w:name="A"/><w:bookmarkEnd w:id="2"/>',
            "two bookmarks have the name A",
        ),
        (
            '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
            '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>',
            "two bookmarks have the same id",
        ),
        ('<w:p><w:r><wp:docPr id="1" name="a"/></w:r></w:p>', "a picture has no alternative text"),
        (
            '<w:p><w:r><wp:docPr id="1" descr=""/><wp:docPr id="1" descr=""/></w:r></w:p>',
            "two pictures have the id 1",
        ),
    ],
)
def test_the_text(body: str, sentence: str) -> None:
    assert any(sentence in each for each in found(docx(body)))


def test_what_names_something_that_is_there() -> None:
    body = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '<w:bookmarkStart w:id="1" w:name="_Toc1"/><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:bookmarkEnd w:id="1"/></w:p><w:p><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
        '<w:hyperlink w:anchor="_Toc1"/><w:fldSimple w:instr=" PAGEREF _Toc1 \\h "/></w:p>'
    )
    assert found(docx(body, notes='<w:footnote w:id="2"><w:p/></w:footnote>')) == []


@pytest.mark.parametrize(
    ("kind", "target", "allowed"),
    [
        (HYPERLINK, "https://example.org/", True),
        (HYPERLINK, "mailto:a@example.org", True),
        (HYPERLINK, "file://///host/share", False),
        (HYPERLINK, "\\\\host\\share", False),
        (IMAGE, "https://example.org/a.png", False),
    ],
)
def test_only_links_lead_out_of_the_document(kind: str, target: str, allowed: bool) -> None:
    entry = f'<Relationship Id="rId9" Type="{kind}" Target="{target}" TargetMode="External"/>'
    said = found(with_relationship(entry))
    assert (said == []) is allowed
    assert allowed or f"reaches out of itself: {target}" in said[0]


def test_every_part_is_read() -> None:
    assert any("customXml/item1.xml" in each for each in found({**docx(), "customXml/item1.xml": "<a>"}))
    assert found({**docx(), "customXml/item1.xml": "<a/>"}) == []


def test_a_document_without_styles() -> None:
    files = with_change("word/_rels/document.xml.rels", "relationships/styles", "relationships/other")
    assert any("has no styles" in each for each in found(files))
