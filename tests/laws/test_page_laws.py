"""Laws of reading pages, on those of Mozilla's Readability: no line is lost, and little is debris."""

import re
import sys
import tarfile
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from statistics import fmean
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading.accounts import PLUGINS, lost_lines, read, words_of

from publish.cleaning import clean
from publish.diagnostics import Report
from publish.reading import decode_capture, read_capture

LONG = "When the rainy season begins the walls turn damp and every house has its own remedy for it. "
WORD = st.from_regex(r"[a-z]{2}[0-9]{2}", fullmatch=True)
PIECES = (
    *('<a href="#n1" id="r1">1</a>', '<sup id="r2"><a href="#n2">2</a></sup>', '<a href="#n1">1</a>'),
    *('<li id="n1">{} <a href="#r1">^</a></li>', '<p id="n2">{} <a href="#r2">b</a>{}</p>', "<h2>{}</h2>"),
    *(
        '<div class="poem"><p>{}<br>{}</p>',
        '<p class="caption">{}</p>',
        '<img src="a.png">',
        "<table><td>{}",
    ),
    *(
        '<p lang="fr">{}',
        "<div>{}",
        "</div>",
        "<ol>",
        "</ol>",
        "<p>{}</p>",
        "{}",
        "<math><mi>{}</mi></math>",
    ),
    *(
        '<picture><source srcset="b.png 2x">',
        "</picture>",
        "<figure>{}",
        "</figure>",
        "<hr>",
        "<pre>{}</pre>",
    ),
)


@st.composite
def parts(draw: st.DrawFn) -> str:
    """Notes and their calls, poems, captions and the like, not all where they belong or closed."""
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=14))
    return "\n".join(piece.format(draw(WORD), draw(WORD)) for piece in pieces)


@settings(max_examples=300)
@given(parts())
def test_no_word_is_lost_among_notes_and_the_like(inside: str) -> None:
    source = f"<html><body><article>\n<p>{LONG * 5}</p>\n{inside}\n</article></body></html>"
    article = read(source, "a.html")
    left_out = (gone.excerpt for gone in article.provenance.removals if gone.rule != "markup")
    found = words_of(article) + "".join(left_out)
    assert [word for word in re.findall(r"[a-z]{2}[0-9]{2}", inside) if word not in found] == []
    assert lost_lines(source, article) == []


# trafilatura 2.3 has .935 on the same pages (bench/score_pages.py).
LEAST_F1 = 0.965


@pytest.fixture(scope="module")
def suite(shared: Path) -> Path:
    return shared / "suites/readability/test-pages.tar.xz"


def sources(suite: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(suite) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith("/source.html") else None
            if file:
                yield member.name, file.read()


def test_every_line_of_a_page_is_accounted_for(suite: Path) -> None:
    for name, data in sources(suite):
        capture = decode_capture(data, "page.html", Report())
        article = read_capture(capture, PLUGINS, Report())
        assert lost_lines(capture.text, article) == [], name
        cleaned = clean(article)
        assert clean(cleaned) == cleaned, name


def test_the_text_is_that_which_a_reader_would_choose(suite: Path) -> None:
    bench = scorer()
    scores = [
        bench.score(
            bench.words(bench.our_text(page, raw=False)), bench.words(bench.expected_text(page.expected))
        ).f1
        for page in bench.pages(suite)
    ]
    assert len(scores) == 130
    assert fmean(scores) >= LEAST_F1


def scorer() -> ModuleType:
    """The script that also sets trafilatura beside us."""
    path = Path(__file__).parents[2] / "bench/score_pages.py"
    spec = spec_from_file_location("score_pages", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["score_pages"] = module
    spec.loader.exec_module(module)
    return module
