"""The lines as the engine draws them: set by WeasyPrint in prepared test fonts, read back from the PDF.

Only here is the markup written that a line needs; `renderers.pdf` writes the same.
"""

import ctypes
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from typefaces import EVERYTHING, font_file, write

from publish.model import Inline, Styled, Tagged, Text
from publish.plugins import Plugins
from publish.shorthand import inlines, strong
from publish.theming.fontcache import FontCache
from publish.theming.fontfiles import FontFile, InstalledFonts
from publish.theming.fonts import FontSet, FontUse, prepare_fonts
from publish.theming.shipped import open_theme
from publish.theming.theme import Font
from publish.typesetting.compose import Compositor, Line, Setting
from publish.typesetting.grain import weasyprint
from publish.walk import Inlines, plain_text

SIZE, MEASURE, MARGIN = 10.5, 378.0, 40.0
CSS = """
@page { size: 500pt 700pt; margin: 40pt }
body { margin: 0; font: 10.5pt/18pt FAMILIES }
p { margin: 0; text-indent: 2em; white-space: pre }
.latin, .latin-before, .latin-after, .latin-between
  { letter-spacing: 0; font-variant-east-asian: proportional-width }
.latin-before, .latin-between { margin-left: 0.25em }
.latin-after, .latin-between { margin-right: 0.25em }
.tight { margin-right: -0.5em }
"""
PARAGRAPHS: list[tuple[Inline, ...]] = [
    inlines("一二三四五六七八九十中文，字国人天地玄黄宇宙洪荒，日月盈昃辰宿列张。" * 4),
    inlines("“一二三”，《三四五六》、七八（五六七八）九十；九十《中文字国人》，天《文字》。" * 5),
    inlines("一二2024三四，xyz五六七八Abc def九十，中文5.5%字国人。" * 6),
    inlines("一二三，", strong("《四五》"), "，六七", strong("八九Xyz十中，"), "文字国。" * 25),
    inlines("一二——三四五六，七八……九十“中文——字国”人天，地玄黄——宇宙。" * 4),
]


class Drawn(NamedTuple):
    """A character of the PDF: where its origin is, in pt from the left and the foot of the page."""

    character: str
    x: float
    y: float


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> FontSet:
    folder = tmp_path_factory.mktemp("fonts")
    path = write(folder, "song.ttf", font_file(EVERYTHING))
    installed = InstalledFonts([FontFile(path, 0, ("Song",), 400, 700)])
    theme = replace(open_theme("journal", Plugins()), fonts={"serif": Font("serif", {"hans": ("Song",)})})
    uses = [FontUse("serif", weight, "zh-Hans", frozenset(EVERYTHING)) for weight in (400, 700)]
    return prepare_fonts(theme, uses, installed=installed, cache=FontCache(folder / "cache"))


def written(run: Inlines) -> str:
    parts = []
    for node in run:
        match node:
            case Text(text):
                parts.append(escape(text))
            case Styled(content=content):
                parts.append(f"<b>{written(content)}</b>")
            case Tagged(content, role):
                parts.append(f'<span class="{role}">{written(content)}</span>')
            case _:
                raise AssertionError(node)
    return "".join(parts)


def line_markup(line: Line) -> str:
    hyphen = f'<span style="letter-spacing: 0; margin: 0 {-line.hyphen_trim}pt">\u2010</span>'
    text = written(line.content) + (hyphen if line.hyphen else "")
    style = [f"letter-spacing: {line.letter_spacing:.4f}pt"] if line.letter_spacing else []
    style += [f"word-spacing: {line.word_spacing:.4f}pt"] if line.word_spacing else []
    style += [f"margin-left: -{line.start:.4f}pt"] if line.start else []
    return f'<span style="{"; ".join(style)}">{text}</span>' if style else text


def draw(paragraphs: list[tuple[Line, ...]], fonts: FontSet, path: Path) -> list[list[Drawn]]:
    """The rows of characters on the pages of the PDF."""
    from weasyprint import CSS as STYLES
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    data = {font.name: font.data for font in fonts.fonts}

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            return URLFetcherResponse(url, data[url.removeprefix("font:")], {"Content-Type": "font/ttf"})

    families = ", ".join(f'"{family}"' for family in fonts.families("serif", "zh-Hans"))
    css = fonts.font_faces(lambda font: f"font:{font.name}") + CSS.replace("FAMILIES", families)
    body = "".join("<p>" + "\n".join(map(line_markup, lines)) + "</p>" for lines in paragraphs)
    configuration, fetcher = FontConfiguration(), Fetcher()
    sheet = STYLES(string=css, font_config=configuration, url_fetcher=fetcher)
    html = HTML(string=f'<html lang="zh-Hans"><body>{body}</body></html>', url_fetcher=fetcher)
    html.write_pdf(path, stylesheets=[sheet], font_config=configuration)
    return rows(path)


def rows(path: Path) -> list[list[Drawn]]:
    import pypdfium2
    from pypdfium2 import raw

    found: list[list[Drawn]] = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            drawn = []
            for index in range(text.count_chars()):
                character = text.get_text_range(index, 1)
                x, y = ctypes.c_double(), ctypes.c_double()
                raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
                if character.strip():
                    drawn.append(Drawn(character, x.value, y.value))
            by_row: dict[int, list[Drawn]] = {}
            for one in drawn:
                by_row.setdefault(round(one.y), []).append(one)
            found += [sorted(by_row[y], key=lambda one: one.x) for y in sorted(by_row, reverse=True)]
    return found


@pytest.fixture(scope="module")
def lines(fonts: FontSet) -> list[tuple[Line, ...]]:
    compositor = Compositor(fonts.faces, None, grain=weasyprint)
    setting = Setting(measure=MEASURE, size=SIZE, first_indent=2 * SIZE)
    composed = [compositor.compose(content, setting) for content in PARAGRAPHS]
    return [lines for lines in composed if lines is not None]


@pytest.fixture(scope="module")
def drawn(
    lines: list[tuple[Line, ...]], fonts: FontSet, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Line, list[Drawn]]]:
    drawn = draw(lines, fonts, tmp_path_factory.mktemp("pdf") / "lines.pdf")
    return list(zip((line for paragraph in lines for line in paragraph), drawn, strict=True))


def test_all_paragraphs_are_composed(lines: list[tuple[Line, ...]]) -> None:
    assert len(lines) == len(PARAGRAPHS)
    assert sum(map(len, lines)) > 20


def test_every_line_is_drawn_with_its_own_characters(drawn: list[tuple[Line, list[Drawn]]]) -> None:
    for line, row in drawn:
        wanted = plain_text(line.content).replace(" ", "")
        assert "".join(one.character for one in row) == wanted


def test_every_line_but_the_last_ends_at_the_measure(drawn: list[tuple[Line, list[Drawn]]]) -> None:
    for line, row in drawn:
        if line.ends == "soft":
            last = row[-1]
            width = 0.5 if last.character in "，。、；：！？”’）》" or last.character.isascii() else 1
            assert last.x + width * SIZE == pytest.approx(MARGIN + MEASURE, abs=0.2), plain_text(
                line.content
            )


def test_the_ink_of_an_opening_mark_begins_a_line_at_its_margin(
    drawn: list[tuple[Line, list[Drawn]]],
) -> None:
    starts = [row[0].x for line, row in drawn if line.start and line.ends == "soft"]
    assert starts
    assert all(x == pytest.approx(MARGIN - SIZE / 2, abs=0.1) or x > MARGIN for x in starts)


def test_between_two_marks_stands_half_an_em_less(drawn: list[tuple[Line, list[Drawn]]]) -> None:
    pairs = [
        (a, b)
        for _, row in drawn
        for a, b in pairwise(row)
        if a.character in "》，” " and b.character in "《，、“"
    ]
    assert pairs
    assert all(b.x - a.x < 0.6 * SIZE for a, b in pairs)


def test_words_stand_a_quarter_em_from_han_characters(drawn: list[tuple[Line, list[Drawn]]]) -> None:
    gaps = [
        b.x - a.x - SIZE
        for _, row in drawn
        for a, b in pairwise(row)
        if a.character in "一二三四五六七八九十文" and b.character.isascii()
    ]
    assert gaps
    assert all(gap == pytest.approx(SIZE / 4, abs=0.05 * SIZE) for gap in gaps)
