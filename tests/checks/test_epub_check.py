"""What the fast check of EPUBs finds, a broken rule at a time, and that it finds nothing in a good one."""

import pytest
from small_files import Files, epub, xhtml, zipped
from validation import assert_valid_epub

from publish.checks.book import Book, open_book
from publish.checks.epub import check_epub
from publish.checks.readback import read_book
from publish.diagnostics import Code, Severity


def found(files: Files, **options: tuple[str, ...]) -> list[str]:
    """What the check says, with where."""
    diagnostics = check_epub(zipped(files, **options))
    assert all((each.code, each.severity) == (Code.FILE_INVALID, Severity.ERROR) for each in diagnostics)
    return [f"{each.path}: {each.message}" for each in diagnostics]


def with_change(name: str, old: str, new: str) -> Files:
    files = epub()
    assert old in files[name]
    return {**files, name: files[name].replace(old, new, 1)}


def test_nothing_is_found_in_a_good_epub() -> None:
    assert found(epub()) == []


@pytest.mark.validators
def test_and_epubcheck_agrees() -> None:
    assert_valid_epub(zipped(epub()))


def test_a_file_that_is_no_archive() -> None:
    assert "no zip archive" in check_epub(b"<html/>")[0].message


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<dc:language>zh-Hans</dc:language>", "", "no dc:language"),
        ("<dc:title>乌镇</dc:title>", "<dc:title> </dc:title>", "no dc:title"),
        ('<dc:identifier id="id">', '<dc:identifier id="other">', "unique-identifier leads to no"),
        ("2024-11-20T00:00:00Z", "2024-11-20", "one dcterms:modified"),
        ('version="3.0"', 'version="2.0"', "version 3.0"),
        (' xml:lang="zh-Hans"', "", "no xml:lang"),
        ('<itemref idref="a1"/>', "", "the reading order is empty"),
        ('<itemref idref="a1"/>', '<itemref idref="a2"/>', "names “a2”, which the manifest does not have"),
        ('<itemref idref="a1"/>', '<itemref idref="a1"/><itemref idref="a1"/>', "a1.xhtml twice"),
        ('<itemref idref="a1"/>', '<itemref idref="css"/>', "is no XHTML"),
        ('properties="nav"', "", "0 navigation documents"),
        ('id="css"', 'id="nav"', "two items of the manifest have the id “nav”"),
        (
            'href="style.css"',
            'href="other.css"',
            "EPUB/other.css: the manifest names a file that is not in",
        ),
        ('href="style.css"', 'href="https://example.org/style.css"', "lies elsewhere"),
        (
            '<item id="css" href="style.css" media-type="text/css"/>',
            "",
            "EPUB/style.css: the file is not in the manifest",
        ),
        (
            'href="style.css" media-type="text/css"',
            'href="a1.xhtml" media-type="text/css"',
            "names the file twice",
        ),
        (
            'href="style.css" media-type="text/css"',
            'href="style.css" media-type="image/png"',
            "the file is no image/png",
        ),
        ("</package>", "", "not well-formed"),
    ],
)
def test_the_package_document(old: str, new: str, sentence: str) -> None:
    assert any(sentence in each for each in found(with_change("EPUB/package.opf", old, new)))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<p>a<p>", "EPUB/a1.xhtml:5: the file is not well-formed XML"),
        ("<p>&nbsp;</p>", "not well-formed"),
        ('<p id="a1"/><p id="a1"/>', "EPUB/a1.xhtml:5: the id “a1” stands in the document twice"),
        ('<p id="a1"><a href="#gone">x</a></p>', "leads to nothing: EPUB/a1.xhtml#gone"),
        ('<p id="a1"><a href="gone.xhtml">x</a></p>', "leads to nothing: EPUB/gone.xhtml"),
        ('<p id="a1"><img src="gone.png" alt=""/></p>', "leads to nothing: EPUB/gone.png"),
        ('<p id="a1"><img src="style.css"/></p>', "no alt attribute"),
        ('<p id="a1"><img src="https://example.org/a.png" alt=""/></p>', "leads out of the book: https"),
        ('<p id="a1"><img src="//example.org/a.png" alt=""/></p>', "leads out of the book: //"),
        ('<p id="a1"><a href="javascript:alert(1)">x</a></p>', "leads out of the book: javascript"),
        ('<p id="a1"><a href="file:///etc/hostname">x</a></p>', "leads out of the book: file"),
        ('<p id="a1" onclick="x()"/>', "the attribute onclick is a script"),
        ('<p id="a1"/><script>x()</script>', "the element script has no place"),
        ('<p id="a1"/><iframe src="a1.xhtml"/>', "the element iframe has no place"),
        ('<p id="a1"/><form/>', "the element form has no place"),
        ('<p id="a1" style="background: url(gone.png)"/>', "the style leads to nothing: gone.png"),
        (
            '<p id="a1"/><svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'
            '<image x:href="http://example.org/a.png"/></svg>',
            "leads out of the book: http",
        ),
        ("<p>正文。</p>", "EPUB/nav.xhtml:5: the reference leads to nothing: EPUB/a1.xhtml#a1"),
    ],
)
def test_documents(body: str, sentence: str) -> None:
    assert any(sentence in each for each in found(epub(body)))


@pytest.mark.parametrize(
    "body",
    [
        '<p id="a1"><a href="https://example.org/?a=1&amp;b=2">x</a></p>',
        '<p id="a1"><a href="mailto:a@example.org">x</a></p>',
        '<p id="a1"><a href="nav.xhtml">x</a> <a href="./a1.xhtml#a1">y</a></p>',
        '<p id="a1"><a href="../EPUB/a1.xhtml#a1">x</a></p>',
        '<p id="a1"/><blockquote cite="https://example.org">x</blockquote>',
    ],
)
def test_links_that_lead_somewhere(body: str) -> None:
    assert found(epub(body)) == []


def test_documents_need_a_title_and_a_language() -> None:
    assert any(
        "no title" in each for each in found({**epub(), "EPUB/nav.xhtml": xhtml("<nav/>", title="")})
    )
    files = with_change("EPUB/a1.xhtml", ' xml:lang="zh-Hans"', ' xml:lang="en"')
    assert any("lang and xml:lang" in each for each in found(files))


def test_the_navigation_document_needs_contents() -> None:
    assert any("has no contents" in each for each in found({**epub(), "EPUB/nav.xhtml": xhtml("<p>x</p>")}))


@pytest.mark.parametrize(
    ("css", "sentence"),
    [
        ("p { background: url('gone.png') }", "leads to nothing: gone.png"),
        ("p { background: url( https://example.org/a.png ) }", "leads out of the book"),
        ('@import "other.css";', "leads to nothing: other.css"),
        ("/* url(gone.png) */ p { mask: url(#m) }", ""),
    ],
)
def test_style_sheets(css: str, sentence: str) -> None:
    said = found({**epub(), "EPUB/style.css": css})
    assert any(sentence in each for each in said) if sentence else said == []


def test_mimetype_comes_first_and_is_stored() -> None:
    files = epub()
    late = {name: files[name] for name in [*list(files)[1:], "mimetype"]}
    assert any("must be the first file" in each for each in found(late))
    assert any("must be the first file" in each for each in found(files, stored=()))
    assert any("must say" in each for each in found({**files, "mimetype": "application/epub+zip\n"}))


def test_files_outside_the_folder_and_files_of_one_name() -> None:
    assert any("outside the archive's folder" in each for each in found({**epub(), "../a.xml": ""}))
    assert any("have the same name" in each for each in found({**epub(), "EPUB/STYLE.css": ""}))


def test_a_damaged_file_is_said() -> None:
    data = bytearray(zipped(epub(), stored=tuple(epub())))
    at = data.index("正文".encode())
    data[at] ^= 1
    assert any("damaged" in each.message for each in check_epub(bytes(data)))


def test_entities_are_never_resolved() -> None:
    laughs = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    files = with_change("EPUB/a1.xhtml", "<!DOCTYPE html>", laughs)
    files["EPUB/a1.xhtml"] = files["EPUB/a1.xhtml"].replace("正文。", "&b;")
    book = open_book(zipped(files))
    assert isinstance(book, Book)
    assert "ha" not in "".join(read_book(book).text)
