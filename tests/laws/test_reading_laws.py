"""Laws of reading: any bytes give an Article, every line is accounted for, no word is lost."""

import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading.accounts import lost_lines, marked_up_words, read, words_of

from publish.diagnostics import Report
from publish.errors import ReadError
from publish.model import Article, Capture
from publish.normal import normalize, scrub
from publish.plugins import Plugins
from publish.reading import decode_capture, load_capture, read_capture
from publish.reading.html_fragment import blocks_from_html

PLUGINS = Plugins()

# Any bytes -----------------------------------------------------------------------------------------

SOUP = (
    *(
        "---\n",
        "title: ",
        "date: 2024-13-45",
        ": ",
        "- ",
        "&a ",
        "*a",
        "!!python/x ",
        "{",
        "}",
        "[",
        "]",
        "|",
    ),
    *(
        "\n",
        "\n\n",
        "    ",
        "\t",
        "# ",
        "> ",
        "1. ",
        "* ",
        "```",
        "~~~",
        "***",
        "===",
        "|a|b|\n|-|-|\n",
        ">",
    ),
    *(
        "[^1]",
        "[^1]: ",
        "^[",
        "[a]: /b ",
        "![",
        "](",
        ")",
        "**",
        "_",
        "`",
        "$$",
        "\\(",
        "\\)",
        "\\",
        "<!--",
    ),
    *(
        "-->",
        "<table>",
        "<tr>",
        "<td colspan=99999999>",
        "</table>",
        "<ul>",
        "<li>",
        "<p>",
        "<div>",
        "</div>",
    ),
    *("<script>", "</script>", "<pre>", "<br>", "<ruby>", "<rt>", "<a href='javascript:x'>", "<img src=x>"),
    *("<![CDATA[", "]]>", "<?", "&amp;", "&#0;", "&#xD800;", "&nbsp;", "<details>", "<b>", "<x", "<T>"),
    *("<publish-insert number='0'>", "中", "乌镇，", "“", "a", " ", "\r", "\r\n", "\x00", "\x1b", "\ufeff"),
    *("\u200b", "\u2028", "\x85", "𠀀", "é"),
)
PATHS = st.sampled_from(("a.md", "a.html", "a.txt", "a", "目录/文.htm", ".md", "a.unknown"))


@st.composite
def soups(draw: st.DrawFn) -> bytes:
    """Pieces of Markdown, YAML and HTML in any order, in some charset, perhaps with a bad byte."""
    text = "".join(draw(st.lists(st.one_of(st.sampled_from(SOUP), st.text(max_size=3)), max_size=30)))
    charset = draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "big5")))
    data = text.encode(charset, "replace")
    at = draw(st.integers(0, len(data)))
    return data[:at] + draw(st.sampled_from((b"", b"", b"\xff", b"\xc3", b"\x00"))) + data[at:]


@settings(max_examples=300)
@given(st.one_of(soups(), st.binary(max_size=200)), PATHS)
def test_any_bytes_give_an_article(data: bytes, path: str) -> None:
    capture = decode_capture(data, path, Report())
    article = read_capture(capture, PLUGINS, Report())
    assert normalize(article) == article
    assert article.title == scrub(article.title)
    assert lost_lines(capture.text, article) == []


def test_what_is_too_large_is_a_read_error() -> None:
    with pytest.raises(ReadError, match="larger than 32 MB"):
        decode_capture(b"a" * (2**25 + 1), "a.md", Report())


# Markdown ------------------------------------------------------------------------------------------

MARKED = re.compile(r"[a-z]{2}[0-9]{2}|[乌镇互联网]{2}")
WORD = st.from_regex(MARKED, fullmatch=True)


FORMS = (
    *(
        "{} ",
        "**{}** ",
        "*{}*",
        "`{}`",
        "[{}](https://a.example/) ",
        "![{}](a.png)",
        "~~{}~~ ",
        "<b>{}</b>",
    ),
    *("{}\n", "{}  \n", "“{}”，", "{}<br>", "^[{}] ", "<span>{}</span>", "<u>{} ", "{}\\\n", "<{}> "),
)


@st.composite
def lines_of_text(draw: st.DrawFn) -> str:
    """Words with marks between them."""
    words = draw(st.lists(WORD, min_size=1, max_size=5))
    forms = st.sampled_from(FORMS)
    made = "".join(draw(forms).format(word) for word in words)
    return made.strip("\n\\ ")


@st.composite
def markdown(draw: st.DrawFn, depth: int = 2) -> str:
    """A Markdown text of blocks that nest."""
    text = draw(lines_of_text())
    kind = draw(st.integers(0, 15 if depth else 8))
    if kind > 8:
        inner = draw(markdown(depth - 1))
        indented = inner.replace("\n", "\n    ")
        return (
            f"> {inner.replace(chr(10), chr(10) + '> ')}",
            f"-   {indented}",
            f"1.  {indented}\n2.  {text}",
            f"<div>\n\n{inner}\n\n</div>",
            f"<table><tr><td>\n\n{inner}\n\n</td><td>{text.split()[0]}</td></tr></table>",
            f"note[^n]\n\n[^n]: {indented}",
            f"{inner}\n\n{draw(markdown(depth - 1))}",
        )[kind - 9]
    line = " ".join(text.split())
    return (
        *(text, f"# {line}", f"{line}\n---", f"```\n{text}\n```", f"    {line}", f"term\n:   {line}"),
        *(f"| {line} | a |\n|-|-|\n| {line} | b | c |", f"<!-- c -->\n\n{text}", f"[^unused]: {line}"),
    )[kind]


@settings(max_examples=300)
@given(markdown(), st.sampled_from(("", "---\ntitle: t01: x\nkey: [a, b]\n---\n", "---\ntitle: t01\n\n")))
@example("a <b\n\nxx11", "")
@example("|a|\n|-|\n|b|c|xx11|", "")
def test_no_word_of_markdown_is_lost(source: str, front: str) -> None:
    article = read(front + source)
    found = words_of(article)
    assert [word for word in MARKED.findall(source) if word not in found] == []
    assert lost_lines(front + source, article) == []
    assert marked_up_words(front + source, article) == []


# HTML ----------------------------------------------------------------------------------------------


NAMES = (
    *(
        "p",
        "div",
        "section",
        "b",
        "i",
        "a",
        "span",
        "h2",
        "ul",
        "li",
        "ol",
        "table",
        "tr",
        "td",
        "th",
        "caption",
    ),
    *(
        "blockquote",
        "pre",
        "code",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "details",
        "summary",
        "ruby",
        "rt",
    ),
    *("sup", "q", "font", "center", "x-y"),
)


@st.composite
def elements(draw: st.DrawFn, depth: int = 3) -> str:
    """Elements inside one another, with words between them, not all where they belong or closed."""
    if not depth:
        return draw(WORD)
    name = draw(st.sampled_from(NAMES))
    inner = "".join(draw(st.lists(elements(depth - 1), max_size=3)))
    close = draw(st.sampled_from((f"</{name}>", f"</{name}>\n", "")))
    return f"{draw(WORD)}<{name}>{draw(WORD)}{inner}{close}{draw(WORD)}"


@settings(max_examples=300)
@given(elements())
def test_no_word_of_html_is_lost(source: str) -> None:
    blocks = blocks_from_html(source, target=lambda address, span: address, first_line=1)
    found = words_of(Article("", blocks))
    assert [word for word in MARKED.findall(source) if word not in found] == []


@given(elements())
def test_every_line_of_a_page_is_accounted_for(source: str) -> None:
    page = f"<!DOCTYPE html>\n<html><title>t</title>\n<body><article>\n{source}\n</article></body></html>"
    assert lost_lines(page, read(page, "a.html")) == []


# Where the private test data is --------------------------------------------------------------------


def captured(path: Path) -> tuple[str, Article]:
    capture = load_capture(path, Report())
    return capture.text, read_capture(capture, PLUGINS, Report())


def test_the_archive(shared: Path) -> None:
    """Every line accounted for, nothing but marks dropped, and the right kind for each capture."""
    archive = shared / "corpus/archive"
    manifest = json.loads((archive / "MANIFEST.json").read_text(encoding="utf-8"))
    assert len(manifest) > 400
    for entry in manifest:
        text, article = captured(archive / entry["file"])
        assert lost_lines(text, article) == [], entry["file"]
        assert marked_up_words(text, article) == [], entry["file"]
        kind = {"full": "article"}.get(entry["kind"], entry["kind"])
        assert article.provenance.kind == kind, entry["file"]


def test_every_dialect(shared: Path) -> None:
    """What the labels say must stay is there, in Markdown of every kind and in saved pages."""
    labels = list((shared / "corpus/dev").glob("*.json"))
    assert labels
    for path in labels:
        label = json.loads(path.read_text(encoding="utf-8"))
        text, article = captured(path.parent / label["file"])
        found = words_of(article)
        assert lost_lines(text, article) == [], path
        for kept in label["keep"] if label["expect"] == "body" else ():
            assert "".join(re.findall(r"\w+", kept)) in found, path


def test_commonmarks_examples_lose_no_text(shared: Path) -> None:
    """Every word of the HTML that CommonMark expects is in the article."""
    spec = (shared / "suites/commonmark/spec.txt").read_text(encoding="utf-8").replace("→", "\t")
    examples = re.findall(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", spec, re.DOTALL | re.MULTILINE)
    assert len(examples) == 655
    for source, expected in examples:
        article = read(source)
        found = words_of(article)
        assert [word for word in re.findall(r"\w+", seen(expected)) if word not in found] == [], source
        assert lost_lines(source, article) == [], source


TAG = re.compile(
    r"</?[A-Za-z][A-Za-z0-9-]*(?:\s+[\w:.-]+(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
)
UNSEEN = re.compile(
    r"<(script|style)\b.*?</\1>|<!--.*?-->|<\?.*?\?>|<![A-Z][^>]*>|<!\[CDATA\[|\]\]>", re.DOTALL
)


def seen(page: str) -> str:
    """The words that a reader of this HTML sees, and the pictures' alternatives."""
    alternatives = re.findall(r'<img\b[^>]*\balt="([^"]*)"', page)
    return html.unescape(" ".join([TAG.sub(" ", UNSEEN.sub(" ", page)), *alternatives]))


def test_bad_inputs_are_read(shared: Path) -> None:
    captures = list((shared / "badinputs/files").glob("*.md"))
    assert captures
    for path in captures:
        _, article = captured(path)
        source = path.read_bytes().decode("utf-8", "replace")
        for sentence in ("正文第一段", "正文最后一段"):
            assert sentence in words_of(article) or sentence not in source, path


def test_naughty_strings_are_read(shared: Path) -> None:
    strings: list[str] = json.loads((shared / "suites/blns/blns.json").read_text(encoding="utf-8"))
    for naughty in strings:
        capture = Capture("a.md", f"---\ntitle: {naughty}\n---\n\n{naughty}\n\n后")
        article = read_capture(capture, PLUGINS, Report())
        assert words_of(article).endswith("后"), naughty
