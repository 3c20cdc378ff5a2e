"""Covers that are drawn: the same every time, their words whole, inside the page, and of their edition."""

import io
import os
import subprocess
import sys

import pytest
from msgspec.structs import replace
from PIL import Image, features

from publish.assets import AssetStore
from publish.assets.covers import columns, draw_cover, drawn_cover, with_cover
from publish.assets.covers.breaking import Room, fit_title
from publish.assets.covers.chance import Chance
from publish.assets.covers.lettering import Lettering, Look
from publish.assets.covers.sheet import Sheet, contrast
from publish.assets.covers.vertical import column, is_vertical
from publish.assets.covers.words import Commission, words_of
from publish.model import Article, Asset, Edition, Part
from publish.plugins import Plugins
from publish.theming.fontfiles import InstalledFonts, installed_fonts
from publish.theming.shipped import open_theme
from publish.theming.theme import Cover, Theme

DESIGNS = ("columns", "arcs", "slip")
COLORS = {
    "columns": ("#ffffff", "#1a1a1a", "#9e2a2b"),
    "arcs": ("#f4efe3", "#173f45", "#1f6f78"),
    "slip": ("#3d4a55", "#1a1a1a", "#f3eee1"),
}
LONG = "关于深入推进“人工智能+”行动与数据要素市场化配置改革若干问题的思考：来自2024年三个城市的调查与建议"
TITLES = {
    "short": ("渡口", "zh-Hans"),
    "six": ("河流与城市", "zh-Hans"),
    "mixed": ("AI 周刊", "zh-Hans"),
    "numbers": ("2024年：十二个问题（上）", "zh-Hans"),
    "long": (LONG, "zh-Hans"),
    "longer than any": (LONG * 4, "zh-Hans"),
    "Japanese": ("東京の坂道を歩く", "ja"),
    "Korean": ("서울의 골목을 걷다", "ko"),
    "long Korean": ("나루터에서 온 편지: 강과 돌다리 이야기", "ko"),
    "English": ("The Harbour Review of Books, Bridges and Tides", "en"),
    "one long word": ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "de"),
    "Arabic": ("مدن على البحر", "ar"),
}


def themed(design: str) -> Theme:
    theme = open_theme("journal", Plugins())
    return replace(theme, cover=Cover(design, *COLORS[design]))  # type: ignore[arg-type]


def edition(title: str = "渡口", lang: str = "zh-Hans", **fields: object) -> Edition:
    names = ("沈知白", "顾一苇", "Ines Calloway", "沈知白")
    articles = tuple(Article(f"第{n}篇", (), authors=(name,)) for n, name in enumerate(names))
    own: dict[str, object] = {
        "subtitle": "从网页到书页",
        "issue": "2024 年第 11 期",
        "identifier": "urn:uuid:1",
        "date": "2024-11-20",
        "publisher": "渡口编辑部",
        "creators": ("闻川",),
    }
    return Edition(title, (Part("", articles),), lang=lang, **{**own, **fields})  # type: ignore[arg-type]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


# The picture ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("design", DESIGNS)
def test_a_cover_has_the_shape_of_the_page_and_is_small(design: str) -> None:
    theme = themed(design)
    data = draw_cover(edition(LONG), theme)
    picture = opened(data)
    assert picture.mode == "P"
    assert len(data) < 150_000
    assert picture.width == round(theme.page.width * 240 / 72)
    assert picture.width / picture.height == pytest.approx(theme.page.width / theme.page.height, abs=1e-3)


@pytest.mark.parametrize("design", DESIGNS)
def test_the_colours_are_those_of_the_theme(design: str) -> None:
    picture = opened(draw_cover(edition(), themed(design))).convert("RGB")
    shares = {color: count for count, color in picture.getcolors(256)}  # type: ignore[union-attr]
    ground, ink, ornament = (tuple(bytes.fromhex(color[1:])) for color in COLORS[design])
    assert picture.getpixel((0, 0)) == ground
    assert shares[ink] > 1000
    assert shares[ornament] > 1000


@pytest.mark.parametrize("design", DESIGNS)
def test_the_same_edition_has_the_same_cover_in_another_process(design: str) -> None:
    script = (
        "import sys; sys.path.insert(0, 'tests/assets')\n"
        "from hashlib import sha256; import test_covers as t\n"
        f"print(sha256(t.draw_cover(t.edition(), t.themed({design!r}))).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]


@pytest.mark.parametrize("design", ["columns", "arcs"])
def test_an_ornament_grows_from_the_identifier_and_the_words_do_not(design: str) -> None:
    theme = themed(design)
    one, other = (drawn_cover(edition(identifier=f"urn:uuid:{n}"), theme) for n in (1, 2))
    assert one.png() != other.png()
    assert one.inked == other.inked


def test_the_plain_field_of_a_slip_grows_nothing() -> None:
    one, other = (draw_cover(edition(identifier=f"urn:uuid:{n}"), themed("slip")) for n in (1, 2))
    assert one == other


def test_ornaments_are_many() -> None:
    covers = {draw_cover(edition(identifier=f"urn:uuid:{n}"), themed("columns")) for n in range(5)}
    assert len(covers) == 5


# The words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("title", "lang"), TITLES.values(), ids=TITLES)
def test_no_word_leaves_the_page_or_touches_its_edge(design: str, title: str, lang: str) -> None:
    theme = themed(design)
    sheet = drawn_cover(edition(title, lang), theme)
    assert sheet.inked
    least = 18  # pt
    for left, top, right, bottom in sheet.inked:
        assert left >= least
        assert top >= least
        assert right <= theme.page.width - least
        assert bottom <= theme.page.height - least


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(("title", "lang"), TITLES.values(), ids=TITLES)
def test_no_word_stands_on_another(design: str, title: str, lang: str) -> None:
    boxes = drawn_cover(edition(title, lang), themed(design)).inked
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            along = min(one[3], other[3]) - max(one[1], other[1])
            assert min(across, along) < 2.5, (one, other)  # letters may lean over by a hair


@pytest.mark.parametrize(("title", "lang"), TITLES.values(), ids=TITLES)
def test_a_slip_ends_above_the_name_of_the_publisher(title: str, lang: str) -> None:
    theme = open_theme("book", Plugins())
    cover = opened(draw_cover(edition(title, lang, issue="제7호"), theme)).convert("L")
    foot = (theme.page.height - theme.page.head - 16) / theme.page.height
    darkest, _ = cover.crop((0, round(cover.height * foot), cover.width, cover.height)).getextrema()
    ground = Image.new("RGB", (1, 1), theme.cover.ground).convert("L").getpixel((0, 0))
    assert darkest == ground  # only the slip and its frame have anything darker on them


@pytest.mark.parametrize(("title", "lang"), TITLES.values(), ids=TITLES)
def test_rings_leave_the_words_alone(title: str, lang: str) -> None:
    theme = themed("arcs")
    for number in range(2):
        sheet = drawn_cover(edition(title, lang, identifier=f"urn:uuid:{number}"), theme)
        picture = opened(sheet.png()).convert("RGB")
        lowest = max(bottom for *_, bottom in sheet.inked)
        above = picture.crop((0, 0, picture.width, round(lowest * 240 / 72)))
        colors = {color for _, color in above.getcolors(256)}  # type: ignore[union-attr]
        assert tuple(bytes.fromhex(theme.cover.ornament[1:])) not in colors


@pytest.mark.parametrize("design", DESIGNS)
def test_letters_that_no_font_has_are_left_out(design: str) -> None:
    theme = themed(design)
    assert drawn_cover(edition("渡\U000e0fff口"), theme).inked == drawn_cover(edition(), theme).inked


@pytest.mark.parametrize("blank", ["\u2800", "\u3164"], ids=["Braille", "Hangul"])
@pytest.mark.parametrize("design", DESIGNS)
def test_letters_without_ink_are_no_trouble(design: str, blank: str) -> None:
    theme = themed(design)
    assert drawn_cover(edition(blank, issue=blank), theme).inked != drawn_cover(edition(), theme).inked


@pytest.mark.parametrize("design", DESIGNS)
def test_without_fonts_the_ornament_stands_alone(design: str) -> None:
    sheet = drawn_cover(edition(), themed(design), InstalledFonts(()))
    assert sheet.inked == []
    assert opened(sheet.png()).width == round(sheet.width * 240 / 72)


@pytest.mark.parametrize("design", DESIGNS)
def test_without_raqm_letters_that_join_are_left_out(design: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: False)
    plain = {"subtitle": "", "issue": "", "date": "", "publisher": "", "creators": (), "contents": ()}
    arabic = replace(edition("مدن على البحر", "ar"), **plain)
    assert drawn_cover(arabic, themed(design)).inked == []


def test_without_raqm_marks_in_vertical_lines_take_unicodes_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: False)
    assert drawn_cover(edition("河流（上）：城市"), themed("slip")).inked


# What is said --------------------------------------------------------------------------------------


def lettering(lang: str = "zh-Hans") -> Lettering:
    return Lettering(Sheet(400, 600, "#ffffff"), themed("columns"), lang, installed_fonts())


@pytest.mark.parametrize(
    ("issue", "numeral"),
    [
        ("2024 年第 11 期", "11"),
        ("第1期", "1"),
        ("第２号", "2"),
        ("2024年第3辑（总第128期）", "128"),
        ("Vol. 3, No. 12", "12"),
        ("Issue 7 (2024)", "7"),
        ("제3호", "3"),
        ("Spring 2024", "2024"),
        ("创刊号", "创刊号"),
        ("纪念建桥一百周年", ""),
        ("", ""),
    ],
)
def test_the_number_of_an_issue(issue: str, numeral: str) -> None:
    assert words_of(edition(issue=issue), lettering()).numeral == numeral


def test_contributors_are_named_once_in_the_order_of_their_articles() -> None:
    assert words_of(edition(), lettering()).contributors == ("沈知白", "顾一苇", "Ines Calloway")


def test_who_publishes_an_article_stands_for_authors_it_does_not_name() -> None:
    articles = (Article("一", (), source="河道观察"), Article("二", (), source="渡口编辑部"))
    own = replace(edition(), contents=(Part("", articles),))
    assert words_of(own, lettering()).contributors == ("河道观察",)


@pytest.mark.parametrize(
    ("lang", "others"),
    [("zh-Hans", "等"), ("ja", "ほか"), ("ko", "외"), ("en", "and others")],
)
def test_a_column_of_names_without_end_says_that_there_are_others(lang: str, others: str) -> None:
    crowd = tuple(Article("文", (), authors=(f"渡口{n}",)) for n in range(60))
    shown: list[str] = []
    sheet, own = Sheet(499, 709, "#ffffff"), replace(edition(lang=lang), contents=(Part("", crowd),))
    letters = Lettering(sheet, themed("columns"), lang, installed_fonts())
    words = words_of(own, letters)
    letters.aligned = lambda place, text, look, color, *, end=False: shown.append(text)  # type: ignore[method-assign]
    columns.draw(Commission(sheet, themed("columns"), letters, words, "seed"))
    names = [text for text in shown if text.startswith("渡口") and text[2:].isdigit()]
    assert names == [f"渡口{n}" for n in range(len(names))]
    assert 3 < len(names) < 60
    assert shown[-1] == others


@pytest.mark.parametrize(
    ("editors", "named"),
    [
        (("闻川", "林渡", "周帆"), ("闻川", "林渡", "周帆")),
        (("闻川", "林渡", "周帆", "顾南"), ("闻川", "林渡", "周帆", "等")),
        ((), ("沈知白", "顾一苇", "Ines Calloway")),
    ],
)
def test_a_slip_names_editors_or_its_few_authors(editors: tuple[str, ...], named: tuple[str, ...]) -> None:
    assert words_of(edition(creators=editors), lettering()).named(3) == named


def test_many_authors_are_not_named_in_the_place_of_editors() -> None:
    assert words_of(edition(creators=()), lettering()).named(2) == ()


def test_large_letters_break_at_a_pause() -> None:
    room = Room(330, 200, 3, 1.2)
    text = "川と石橋の話：渡し場からの便り、その修理の記録"
    title = fit_title(lettering("ja"), text, Look("sans", 700, 0), (64, 34), room)
    assert title.lines == ("川と石橋の話：", "渡し場からの便り、", "その修理の記録")


def test_large_letters_break_between_phrases() -> None:
    room = Room(250, 200, 2, 1.2)
    title = fit_title(lettering(), "城市更新与社区治理", Look("sans", 700, 0), (48,), room)
    assert title.lines == ("城市更新", "与社区治理")


def test_korean_breaks_at_blanks() -> None:
    room = Room(220, 200, 2, 1.2)
    title = fit_title(lettering("ko"), "서울의 골목을 걷다", Look("sans", 700, 0), (40,), room)
    assert title.lines == ("서울의", "골목을 걷다")


def test_what_has_no_room_is_cut_with_an_ellipsis() -> None:
    room = Room(200, 60, 2, 1.2)
    title = fit_title(lettering(), LONG, Look("sans", 700, 0), (30, 24), room)
    assert title.look.size == 24
    assert len(title.lines) == 2
    assert title.lines[-1].endswith("…")
    assert all(lettering().width(line, title.look) <= 200 for line in title.lines)


@pytest.mark.parametrize(
    ("title", "upright"),
    [
        ("渡口", True),
        ("AI 周刊", True),
        ("2024年鉴", True),
        ("坂道", True),
        ("Harbour 渡口", False),
        ("Tides", False),
    ],
)
def test_titles_in_alphabets_are_not_set_vertically(title: str, upright: bool) -> None:
    assert is_vertical(title) is upright


def test_words_are_turned_and_two_figures_stand_side_by_side() -> None:
    cells = column(lettering(), "第12届Tides展", Look("kai", 400, 20)).cells
    assert [cell.turned for cell in cells] == [False, False, False, True, False]


def test_a_mark_takes_less_than_a_square_in_a_vertical_title() -> None:
    word, mark = column(lettering(), "河，", Look("kai", 400, 20)).cells
    assert word.extent == 1
    assert 0.2 < mark.extent < 0.7


def test_a_slip_whose_ink_could_not_be_read_is_lighter_than_its_field() -> None:
    theme = replace(themed("slip"), cover=Cover("slip", "#d9d5c9", "#1a1a1a", "#1a1a1a"))
    colors = opened(draw_cover(edition(), theme)).convert("RGB").getcolors(256)
    assert colors is not None
    paper = sorted(colors)[-2][1]
    assert contrast("#{:02x}{:02x}{:02x}".format(*paper), "#1a1a1a") > 10  # type: ignore[misc]


# Which editions have one ---------------------------------------------------------------------------


def test_a_bound_edition_gets_a_cover_as_its_last_picture() -> None:
    store = AssetStore.in_memory()
    bound = with_cover(edition(), themed("columns"), store)
    (cover,) = bound.assets
    assert bound.cover == cover.src
    assert store.read(cover) == draw_cover(edition(), themed("columns"))


def test_an_edition_keeps_the_cover_it_has() -> None:
    own = Asset("cover.png", "0" * 64, "image/png", 600, 900)
    bound = replace(edition(), cover=own.src, assets=(own,))
    assert with_cover(bound, themed("columns"), AssetStore.in_memory()) is bound


def test_where_its_picture_cannot_be_had_one_is_drawn() -> None:
    bound = with_cover(edition(cover="gone.png"), themed("columns"), AssetStore.in_memory())
    assert bound.cover == bound.assets[0].src


def test_a_single_article_has_no_cover() -> None:
    alone = Edition.of(Article("渡口", ()))
    assert with_cover(alone, themed("columns"), AssetStore.in_memory()) is alone


def test_chance_is_the_same_everywhere() -> None:
    chance = Chance("渡口")
    assert [chance.below(10) for _ in range(12)] == [0, 9, 1, 8, 5, 9, 6, 9, 7, 0, 6, 7]
