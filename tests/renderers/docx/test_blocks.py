"""Blocks in Word: which style each takes, and what Word must know besides."""

from renderers.docx.opened import (
    WP,
    W,
    WordFile,
    attributes,
    body_of,
    find,
    in_word,
    picture,
    theme,
    value,
    words,
)

from publish.model import (
    Block,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Group,
    List,
    Paragraph,
    Quote,
    Rule,
    Verse,
)
from publish.shorthand import bullets, h, img, inlines, numbered, p, quote


def marks(word: WordFile) -> list[tuple[str, str, str]]:
    """Words, list and level of each paragraph that has a mark."""
    return [
        (words(line), value(line, "pPr/numPr/numId"), value(line, "pPr/numPr/ilvl"))
        for line in word.document.iter(f"{W}p")
        if find(line, "pPr/numPr") is not None
    ]


def level(word: WordFile, number: str, at: str) -> dict[str, str]:
    """What the level of a list is: its format, its mark, where its text begins in pt, where it starts."""
    numbering = word.xml("word/numbering.xml")
    lists = {each.get(f"{W}numId"): each for each in numbering.iter(f"{W}num")}
    abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
    levels = abstract[value(lists[number], "abstractNumId")].iter(f"{W}lvl")
    [found] = [each for each in levels if each.get(f"{W}ilvl") == at]
    left = int(attributes(found, "pPr/ind")["left"]) / 20
    starts = {each.get(f"{W}ilvl"): each for each in lists[number].iter(f"{W}lvlOverride")}
    start = value(starts[at], "startOverride") if at in starts else ""
    return {
        "format": value(found, "numFmt"),
        "text": value(found, "lvlText"),
        "left": f"{left:g}",
        "start": start,
    }


# Paragraphs and headings ---------------------------------------------------------------------------


def test_headings_of_one_article_count_from_its_title() -> None:
    word = body_of(h(2, "甲"), h(3, "乙"), h(6, "丙"))
    assert word.lines() == [
        ("heading 1", "题"),
        ("heading 2", "甲"),
        ("heading 3", "乙"),
        ("heading 6", "丙"),
    ]
    assert value(word.style("heading 3"), "pPr/outlineLvl") == "2"


def test_a_role_of_the_theme_is_a_style() -> None:
    word = body_of(p("（来源：新华网）", role="credit"))
    assert word.text_lines() == [("Credit", "（来源：新华网）")]


def test_a_role_that_the_theme_does_not_know_is_a_style_of_its_kind_for_the_editor_to_set() -> None:
    word = body_of(p("一", role="dateline"), p("二", role="normal"), p("三", role="<x>"))
    assert word.text_lines() == [("Dateline", "一"), ("Normal 2", "二"), ("Body Text", "三")]
    assert value(word.style("Dateline"), "basedOn") == "BodyText"
    assert find(word.style("Dateline"), "pPr") is None


def test_a_paragraph_in_another_language_takes_a_style_of_that_language() -> None:
    english = Paragraph(inlines("The ferry"), lang="en-GB")
    arabic = Paragraph(inlines("المعدية"), lang="ar")
    word = body_of(english, arabic)
    assert [name for name, _ in word.text_lines()] == ["Body Text · en-GB", "Body Text · ar-SA"]
    assert attributes(word.style("Body Text · en-GB"), "rPr/lang")["val"] == "en-GB"
    assert attributes(word.style("Body Text · en-GB"), "rPr/rFonts")["ascii"] == "Noto Serif"
    assert find(word.style("Body Text · ar-SA"), "pPr/bidi") is not None
    [_, _, run] = word.document.iter(f"{W}r")
    assert find(run, "rPr/rtl") is not None


# Quotations and groups -----------------------------------------------------------------------------


def test_a_quotation_gives_its_paragraphs_its_looks() -> None:
    word = body_of(quote(p("甲"), p("乙")))
    assert word.text_lines() == [("Quote", "甲"), ("Quote", "乙")]
    style = word.style("Quote")
    assert attributes(style, "rPr/rFonts")["eastAsia"] == "LXGW WenKai"
    assert attributes(style, "pPr/ind")["leftChars"] == "200"


def test_what_stands_in_a_quotation_is_indented_and_takes_over_its_font() -> None:
    word = body_of(quote(bullets("甲")))
    [(name, _)] = word.text_lines()
    assert name == "List Bullet · in Quote"
    assert attributes(word.style(name), "rPr/rFonts")["eastAsia"] == "LXGW WenKai"
    [(_, number, at)] = marks(word)
    assert level(word, number, at)["left"] == "42"  # 2 em of the quotation, 2 em of the list


def test_a_group_has_its_space_around_it_and_its_frame_around_all_of_it() -> None:
    card = Group(
        (p("来源", role="source-card-line"), p("原文", role="source-card-line")), role="source-card"
    )
    word = body_of(card)
    first, last = (word.style(name) for name, _ in word.text_lines())
    assert [name for name, _ in word.text_lines()] == [
        "Source Card Line · in Source Card first",
        "Source Card Line · in Source Card",
    ]
    assert attributes(first, "pPr/spacing")["before"] == "720"  # two lines of 18 pt
    for style in (first, last):
        assert attributes(style, "pPr/pBdr/left") == {
            "val": "single",
            "sz": "3",
            "space": "7",
            "color": in_word(theme().style("source-card").rule_color),
        }


def test_a_group_without_a_style_is_running_text() -> None:
    word = body_of(Group((p("甲"),), role="whatever"))
    assert word.text_lines() == [("Body Text", "甲")]


def test_an_editors_note_is_tinted_to_its_edges() -> None:
    word = body_of(Group((p("编者按"),), role="editor-note"))
    assert word.text_lines() == [("Editor Note", "编者按")]
    style = word.style("Editor Note")
    tint = in_word(theme().style("editor-note").background)
    assert attributes(style, "pPr/shd")["fill"] == attributes(style, "pPr/pBdr/top")["color"] == tint


# Lists ---------------------------------------------------------------------------------------------


def test_every_list_counts_for_itself() -> None:
    word = body_of(numbered("甲", "乙"), p("间"), numbered("丙", start=5))
    (_, first, _), (_, second, _), (_, third, at) = marks(word)
    assert first == second != third
    assert level(word, third, at) == {"format": "decimal", "text": "%1.", "left": "21", "start": "5"}
    assert [name for name, _ in word.text_lines()] == [
        "List Number",
        "List Number",
        "Body Text",
        "List Number",
    ]


def test_lists_nest_by_level() -> None:
    inner = bullets("三", bullets("四"))
    word = body_of(List(((p("一"), p("二"), inner),), start=1))
    assert [name for name, _ in word.text_lines()] == [
        "List Number",
        "List Continue",
        "List Bullet 2",
        "List Bullet 2",
        "List Bullet 3",
    ]
    one, three, empty, four = marks(word)
    assert [mark[2] for mark in (one, three, empty, four)] == ["0", "1", "1", "2"]
    assert empty[0] == ""  # an item that begins with a list has its mark on a line of its own
    assert level(word, four[1], "2")["left"] == "63"


def test_lists_nested_beyond_words_levels_take_its_last() -> None:
    block: Block = p("底")
    for _ in range(14):
        block = List(((p("层"), block),))
    word = body_of(block)
    assert {at for _, _, at in marks(word)} == {str(number) for number in range(9)}
    assert word.lines()[-1][1] == "底"


def test_the_mark_of_an_item_without_words_stands_alone() -> None:
    word = body_of(List(((), (CodeBlock("x = 1"),), (p("字"),))))
    assert [(name, text) for name, text in word.text_lines()] == [
        ("List Bullet", ""),
        ("Code Block · indented", "x = 1"),
        ("List Bullet", "字"),
    ]
    assert len(marks(word)) == 3


def test_definitions_are_terms_and_explanations() -> None:
    word = body_of(
        Definitions((Definition(inlines("潮"), ((p("水涨落"),), (p("又一义"), quote(p("引"))))),))
    )
    assert word.text_lines() == [
        ("Definition Term", "潮"),
        ("Definition", "水涨落"),
        ("Definition", "又一义"),
        ("Quote · indented", "引"),
    ]


# Code, verse, rules, figures -----------------------------------------------------------------------


def test_code_keeps_its_blanks_tabs_and_line_ends() -> None:
    word = body_of(CodeBlock("if x:\n\treturn  y\n\n"))
    assert word.text_lines() == [("Code Block", "if x:\n\treturn  y")]


def test_verse_keeps_its_lines() -> None:
    word = body_of(Verse((inlines("床前明月光"), inlines("疑是地上霜"))))
    assert word.text_lines() == [("Verse", "床前明月光\n疑是地上霜")]


def test_a_rule_is_short_and_takes_one_line() -> None:
    word = body_of(p("甲"), Rule(), p("乙"))
    assert word.text_lines()[1] == ("Rule", "")
    style = word.style("Rule")
    spacing, indents = attributes(style, "pPr/spacing"), attributes(style, "pPr/ind")
    # Half a line above and below, of which the rule itself takes 0.4 pt.
    assert (spacing["before"], spacing["line"], spacing["after"]) == ("180", "172", "0")
    assert 2 * int(indents["left"]) / 20 == 378 - 8 * 10.5


def test_a_short_rule_stands_where_it_is_aligned() -> None:
    measure = theme("digest").page.measure
    indents = attributes(body_of(p("甲"), theme="digest").style("Opener Rule"), "pPr/ind")
    assert (indents["left"], int(indents["right"])) == ("0", (measure - 3 * 10) * 20)


def test_a_double_rule_is_as_wide_as_both_its_lines_and_the_space_between_them() -> None:
    rule = attributes(body_of(p("甲"), theme="base").style("Opener Ornament"), "pPr/pBdr/top")
    assert (rule["val"], rule["sz"]) == ("double", "5")  # a third of 2 pt, in eighths


def test_lines_before_an_address_are_not_torn_apart() -> None:
    address = "https://example.com/a/path/that/does/not/end"
    word = body_of(p("早先的话。"), p(f"见{address}。"), p("a well-known and quite ordinary sentence"))
    assert [name for name, _ in word.text_lines()] == ["Body Text", "Body Text · left", "Body Text"]
    assert value(word.style("Body Text · left"), "pPr/jc") == "left"
    assert body_of(quote(p(address))).text_lines() == [("Quote · left", address)]
    assert body_of(p(address, role="byline")).text_lines() == [("Byline", address)]


def test_a_figure_keeps_its_caption() -> None:
    asset = picture()
    word = body_of(Figure((p(img(asset.src)),), inlines("图 1　渡口")), assets=(asset,))
    assert word.text_lines() == [("Figure · with next", ""), ("caption · last", "图 1　渡口")]
    assert find(word.style("Figure · with next"), "pPr/keepNext") is not None
    [name] = word.document.iter(f"{WP}docPr")
    assert name.get("descr") == "图 1　渡口"  # a picture without words of its own is told by its caption


def test_ids_are_bookmarks_of_the_first_paragraph_of_what_bears_them() -> None:
    word = body_of(Quote((p("引"),), id="q"), Paragraph(inlines("甲"), id="q"), Rule(id="r"))
    names = [mark.get(f"{W}name") for mark in word.document.iter(f"{W}bookmarkStart")]
    assert names == ["a1", "q", "r"]  # the article's own, the first of two that are called q, the rule
