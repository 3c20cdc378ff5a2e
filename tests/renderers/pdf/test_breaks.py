"""Where pages begin: what a page is said to begin with is what stands first on the printed page."""

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import articles

from publish.checks import PDF
from publish.checks.built import Opened, open_typed
from publish.checks.counted import around, scopes
from publish.checks.essence import essence, is_shaped
from publish.checks.page_proof import prove_pages
from publish.checks.paginated import paginated
from publish.checks.readback import read_back
from publish.diagnostics import Report
from publish.model import (
    Article,
    Asset,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Edition,
    Figure,
    Group,
    Image,
    Indexed,
    Inline,
    List,
    Math,
    Note,
    Part,
    Ruby,
    Styled,
    Table,
    Text,
    Verse,
    decode,
    encode,
)
from publish.normal import normalize
from publish.pagination import PageBreak, PageMarks, visible
from publish.plugins import Context, NoOptions, Paged, Plugins
from publish.renderers.pdf.document import print_edition
from publish.shorthand import article, bullets, em, h, img, link, note, numbered, p, quote, strong
from publish.theming.frame import closing, opener, placeholder_words
from publish.theming.shipped import open_theme
from publish.theming.theme import Theme
from publish.walk import Blocks, Inlines, rows_in_order

JOURNAL = open_theme("journal", Plugins())
SMALL = replace(
    JOURNAL, page=replace(JOURNAL.page, height=JOURNAL.page.height - 28 * JOURNAL.leading, lines=8)
)
"""A page of so few lines that most blocks are parted by its end."""

TIDE = "潮水每天来两次，渡口的人从不看表。"
WORDS = "The ferry leaves whenever the fog has lifted, notwithstanding innumerable misunderstandings. "
PICTURE = Asset("images/a.png", "0" * 64, "image/png", 600, 300)
UNIT = "\ufffc"
"""What stands for a picture or a formula."""


def picture() -> bytes:
    from PIL import Image as Picture

    buffer = io.BytesIO()
    Picture.new("RGB", (PICTURE.width, PICTURE.height), "#9e2a2b").save(buffer, "PNG")
    return buffer.getvalue()


def printed(edition: Edition, theme: Theme = SMALL) -> Paged:
    data = picture()
    return print_edition(edition, Context(theme, NoOptions(), Report(), lambda asset: data))


def alone(*blocks: Block, lang: str = "zh-Hans") -> Edition:
    return replace(Edition.of(article("渡口", *blocks, lang=lang)), assets=(PICTURE,))


# The text of the model, and of the pages -----------------------------------------------------------


def counted(node: Block | Inline | Blocks | Inlines) -> str:
    """What is counted of a node, as the rule of `publish.pagination` reads, written once more."""
    return "".join(_counted(node))


def _counted(node: Block | Inline | Blocks | Inlines) -> Iterator[str]:
    if isinstance(node, tuple):
        for child in node:
            yield from _counted(child)
        return
    match node:
        case Text(text) | Code(text) | CodeBlock(text=text):
            yield "".join(letter for letter in text if visible(letter))
        case Ruby(base):
            yield base
        case Image():
            yield UNIT if node.src == PICTURE.src else counted(Text(placeholder_words(node, "zh-Hans")))
        case Math():
            yield UNIT
        case Note() | Break():
            pass
        case _:
            for row in rows_in_order(node):
                yield from _counted(row)


def whole(of: Article) -> str:
    return counted((*opener(of, of.lang, JOURNAL.arrangement.opener), *of.body, *closing(of, of.lang)))


def pages_of(data: bytes) -> list[str]:
    """All that stands on each page, without blanks."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    return ["".join(letter for letter in text if visible(letter)) for text in texts]


def opened(data: bytes) -> Opened:
    found = open_typed(PDF, data)
    assert not isinstance(found, list), found
    return found


class Begin(NamedTuple):
    """What a page begins with: in the model from its break on, and as printed, notes and marks left out."""

    page: int
    model: str
    printed: str


def begins(edition: Edition, pages: Paged) -> list[Begin]:
    """The first words of all pages that begin with words."""
    texts = {each.id: whole(each) for each in edition.articles()}
    read = paginated(opened(pages.data))
    places = {page: place for place, page in read.starts}
    found = []
    for each in pages.pages.breaks:
        words = essence(texts[each.scope][each.offset :].lstrip(UNIT)[:20].partition(UNIT)[0])
        if each.page in places and words:
            found.append(Begin(each.page, words, read.text[places[each.page] :][:60]))
    return found


# Each kind of block over the ends of pages ---------------------------------------------------------


def cell(text: str) -> Cell:
    return Cell((p(text),))


def table(rows: int, words: int = 1) -> Table:
    head = (cell("时刻"), cell("水位"))
    body = tuple((cell(f"第{row}次涨潮" * words), cell(f"{row}尺{row}寸" * words)) for row in range(rows))
    return Table(("left", "right"), (head, *body), head=1, caption=(Text("表一　潮汐"),))


def verse(lines: int) -> Verse:
    return Verse(tuple((Text(f"春江潮水连海平{number}，"),) for number in range(lines)))


LONG = p(TIDE * 30)
KINDS: dict[str, tuple[Block, ...]] = {
    "paragraphs": (p(TIDE * 9), LONG, p(TIDE * 2), LONG),
    "hyphenated words": (p(WORDS * 14), p("中文夹杂 English ", WORDS * 5, "的一段，", TIDE * 4)),
    "styles": (
        p(strong(TIDE * 7), TIDE * 3, em(TIDE * 9), link("https://example.org/", TIDE * 11), TIDE * 5),
        p(TIDE * 5, Styled("strong", (Text(TIDE * 3), Styled("underline", (Text(TIDE * 9),)))), TIDE * 9),
    ),
    "emphasis dots": (p(TIDE * 3, Styled("dots", (Text(TIDE * 12),)), TIDE * 6),),
    "ruby": (p(*((Text("渡口的"), Ruby("潮", "cháo"), Text("水，")) * 60)),),
    "notes": (p(*(piece for _ in range(16) for piece in (TIDE, note("脚注一条，不在正文里。"), TIDE))),),
    "notes longer than a page": (p(TIDE * 3, note(TIDE * 40), TIDE * 9), LONG),
    "headings": tuple(block for number in range(9) for block in (h(2, f"第{number}节"), p(TIDE * 4))),
    "lists": (bullets(*[TIDE * 5] * 6), numbered(*(p(TIDE * 4) for _ in range(6)))),
    "nested lists": (
        List(((p(TIDE * 2), numbered(TIDE * 3, TIDE * 4), p(TIDE * 3)), (p(TIDE * 4), bullets(TIDE * 9)))),
    ),
    "quotes": (quote(LONG, p(TIDE * 4)), quote(quote(p(TIDE * 12)))),
    "verse": (verse(40),),
    "code": (CodeBlock("\n".join(f"print({number})  # line {number}" for number in range(50))),),
    "tables": (p(TIDE), table(30), p(TIDE * 3)),
    "rows over pages": (replace(table(6, words=40), head=0),),
    "definitions": (
        Definitions(tuple(Definition((Text(f"词{number}"),), ((p(TIDE * 5),),)) for number in range(8))),
    ),
    "figures": tuple(
        Figure((p(Image(PICTURE.src, "渡口")),), (Text(f"图{number}　{TIDE}"),)) for number in range(5)
    ),
    "pictures": (*(p(Image(PICTURE.src, "渡口")) for _ in range(4)), LONG),
    "placeholders": tuple(p(img(f"https://example.org/{number}.png", TIDE * 2)) for number in range(12)),
    "formulas": (p(*(piece for _ in range(40) for piece in (Text(TIDE), Math("x^2 + y^2")))),),
    "groups": (Group((LONG, p(TIDE * 3)), role="editor-note"),),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_begins_with_what_stands_first_on_it(kind: str) -> None:
    edition = alone(*KINDS[kind])
    pages = printed(edition)
    found = begins(edition, pages)
    assert len(found) > 2
    assert [each.page for each in pages.pages.breaks] == list(range(1, pages.pages.pages + 1))
    assert [each.offset for each in pages.pages.breaks] == sorted(
        each.offset for each in pages.pages.breaks
    )
    assert pages.pages.breaks[0] == PageBreak(1, "a1", 0)
    for each in found:
        assert compared(each.printed).startswith(compared(each.model)), each


def compared(text: str) -> str:
    """Without what is not counted, and heads of tables: they may stand on a page again."""
    return re.sub("cháo|[①-⑳]|x\\^2[+]y\\^2|时刻水位", "", text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", WORDS),
        ("ja", "渡し場の人は時計を見ない。潮は一日に二度来る。"),
        ("ko", "나루터 사람들은 시계를 보지 않는다. "),
        ("zh-Hant", "潮水每天來兩次，渡口的人從不看錶。"),
    ],
)
def test_pages_begin_so_in_every_language(lang: str, text: str) -> None:
    edition = alone(p(text * 12), bullets(text * 6, text * 6), p(text * 20), lang=lang)
    for each in begins(edition, printed(edition)):
        assert each.printed.startswith(each.model), each


def test_lines_that_run_from_right_to_left_are_counted_too() -> None:
    text = "المد يأتي مرتين كل يوم ولا أحد ينظر إلى الساعة. "
    pages = printed(alone(p(text * 60), lang="ar")).pages
    offsets = [each.offset for each in pages.breaks]
    steps = [after - before for before, after in pairwise(offsets)]
    assert len(steps) > 3
    assert max(steps[1:-1]) - min(steps[1:-1]) < 0.3 * max(steps)


# What is no text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("src", [PICTURE.src, "https://example.org/a.png"])
def test_a_picture_counts_as_one_and_a_missing_one_by_its_words(src: str) -> None:
    shown = counted(Image(src, "渡口"))
    assert (len(shown) == 1) == (src == PICTURE.src)
    edition = alone(p(Image(src, "渡口")), p(TIDE * 9))
    after = next(each for each in begins(edition, printed(edition)) if TIDE[:5] in each.model)
    assert after.printed.startswith(after.model)


def test_a_page_with_nothing_but_notes_begins_behind_all_text() -> None:
    edition = alone(p("甲", note(TIDE * 20), note(TIDE * 20), "乙"))
    pages = printed(edition).pages
    end = len(whole(next(edition.articles())))
    assert pages.breaks[-1] == PageBreak(pages.pages, "a1", end)
    assert PageMarks(pages.breaks).text("渡口甲") == [1, "渡口", 2, "甲"]


# A bound edition -----------------------------------------------------------------------------------


def named(block: Block, name: str) -> Block:
    return replace(block, id=name)


def bound(front: tuple[str, ...] = ("title-page", "note", "contents"), **more: object) -> Edition:
    """A bound edition with everything around it."""
    contents = (
        article("西岸", named(h(2, "水"), "h1"), p(TIDE * 20), p(link("#a2/h1", "见东岸"))),
        article("东岸", p(TIDE * 9), named(h(2, "沙"), "h1"), named(p(TIDE * 3), "n1")),
    )
    contents = (replace(contents[0], id="a1", source="甲"), replace(contents[1], id="a2", source="乙"))
    introduction = (named(p("导语。", role="part-introduction"), "n1"),)
    return replace(
        Edition("合刊", (Part("河", contents[:1], introduction, "p1"), Part("海", contents[1:], (), "p2"))),
        lang="zh-Hans",
        identifier="urn:uuid:4",
        note=replace(article("编者的话", p(TIDE * 20)), id="note"),
        index=(Indexed("王思北", (("a1", "h1"), ("a2", "n1"))),),
        cover=PICTURE.src,
        assets=(PICTURE,),
        front=front,
        **more,
    )


def test_every_page_that_is_not_blank_has_a_break() -> None:
    pages = printed(bound()).pages
    scopes = list(dict.fromkeys(each.scope for each in pages.breaks))
    around = ["cover", "title-page", "note", "contents"], ["sources", "index", "colophon"]
    assert scopes == [*around[0], "p1", "a1", "p2", "a2", *around[1]]
    assert [each.page for each in pages.breaks] == list(range(1, pages.pages + 1))
    first = {each.scope: each.offset for each in reversed(pages.breaks)}
    assert set(first.values()) == {0}


def test_what_links_lead_to_is_told_by_what_they_say() -> None:
    result = printed(bound())
    folios, pages = result.pages.folios, pages_of(result.data)
    told = {"note", "title-page", "contents", "p1", "a1", "a1/h1", "p2", "a2", "a2/h1", "a2/n1", "p1/n1"}
    assert set(folios) == told | {"sources", "index", "colophon"}
    for target, words in {
        "note": "编者的话",
        "a1": "西岸",
        "a2/h1": "沙",
        "index": "人名索引",
        "p2": "海",
    }.items():
        assert words in pages[folios[target] - 1]
    assert f"王思北{folios['a1/h1']}、{folios['a2/n1']}" in "".join(pages[folios["index"] - 1 :])
    assert f"东岸{folios['a2']}" in "".join(pages[folios["sources"] - 1 : folios["index"] - 1])
    contents = "".join(pages[folios["contents"] - 1 : folios["p1"] - 1])
    for target in ("a1", "p2", "note", "sources", "index"):
        assert f".{folios[target]}" in contents


@pytest.mark.parametrize(
    "front",
    [(), ("contents",), ("contents", "note"), ("note", "title-page"), ("note", "contents", "title-page")],
)
def test_front_matter_stands_in_its_order_or_not_at_all(front: tuple[str, ...]) -> None:
    for edition in (bound(front), replace(bound(front), cover="", back=("colophon",))):
        result = printed(edition)
        scopes = list(dict.fromkeys(each.scope for each in result.pages.breaks))
        cover = ["cover"] if edition.cover else []
        assert scopes == [*cover, *front, "p1", "a1", "p2", "a2", *edition.back]
        assert prove(edition, result) == []


def test_a_link_leads_to_a_block_of_another_article_or_is_only_words() -> None:
    import pikepdf

    edition = bound()
    lost = p(link("#a2/nowhere", "别处"), link("#nowhere", "无处"), link("#p1/n1", "导语"))
    first = edition.contents[0]
    more = replace(first, contents=(replace(first.contents[0], body=(*first.contents[0].body, lost)),))
    data = printed(replace(edition, contents=(more, edition.contents[1]), front=(), back=())).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        links = [note for page in pdf.pages for note in page.get("/Annots", ())]
        assert [str(each.Dest) for each in links] == ["a2-h1", "p1-n1"]


# Any edition ---------------------------------------------------------------------------------------


def prove(edition: Edition, pages: Paged) -> list[str]:
    file = opened(pages.data)
    proof = prove_pages(edition, file, read_back(file), SMALL.arrangement, pages.pages)
    return [each.message for each in proof.findings]


def stretched(of: Article) -> Article:
    """The article with more text, so that pages end in it.

    Nothing is said to run from right to left: such lines are read back in the order in which they are seen.
    Nor does a block speak of missing pictures in another script than the article.
    """
    longer = replace(of, body=(*of.body, LONG, *of.body, p(WORDS * 9), *of.body))
    plain = encode(normalize(longer)).replace(b'"lang":"ar"', b'"lang":"en"')
    return decode(plain.replace(b'"lang":"zh-Hant"', b'"lang":"zh-Hans"'), Article)


@given(st.lists(articles(), min_size=1, max_size=2))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_pages_of_any_articles_begin_where_they_are_said_to(members: list[Article]) -> None:
    contents = tuple(
        replace(each, id=f"a{number}", title=each.title or "无题")
        for number, each in enumerate(map(stretched, members), 1)
    )
    edition = Edition("合刊", (Part("辑", contents, id="p1"),), lang="zh-Hans", identifier="urn:uuid:5")
    pages = printed(edition)
    texts = scopes(edition, SMALL.arrangement, pages.pages.folios)
    read = paginated(opened(pages.data))
    places = {page: place for place, page in read.starts}
    for each in pages.pages.breaks:
        said = around(texts[each.scope], each.offset) if each.scope in texts else None
        if said and each.page in places and not is_shaped(said.ahead):
            shown = read.text[places[each.page] :][:80]
            assert alike(shown).startswith(alike(said.ahead)), each


def alike(text: str) -> str:
    """A text as it is compared: without calls of notes, accents apart from their letters."""
    return unicodedata.normalize("NFD", re.sub("[①-⑳]", "", text))
