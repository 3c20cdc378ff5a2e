"""What converters and pages leave in captures, each on the smallest text that has it."""

import pytest
from reading.accounts import body, lost_lines, read

from publish.model import Break, CodeBlock, Definitions, Image, Link, Note, Paragraph, Rule
from publish.reading.repair import repaired
from publish.shorthand import em, h, img, link, p, strong
from publish.walk import iter_inlines, plain_text

ADDRESS = "https://site.example/a"


def text(source: str) -> str:
    return plain_text(body(source))


# Backslashes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        r'run javascript:"\..\mshtml.dll,Go ";alert(1)',
        r"where name='admin\' and password='1'",
        r"放在 C:\[x] 之下",
        r"在c:\users\me\.config目录下",
        r"\\server\share\(old",
        r"如 https:\/\/site.example\/a 所示",
        r"an a_b, and D:\data\_new",
    ],
)
def test_a_backslash_that_escapes_nothing_stays(source: str) -> None:
    assert text(source) == source


@pytest.mark.parametrize(
    ("source", "read_as"),
    [
        (r"形容为\*\*高级\*\*平台", "形容为**高级**平台"),
        (r"见 \[1\] 与 session\_search", "见 [1] 与 session_search"),
        (r"2\. 第二", "2. 第二"),
        (r"say \"hi\", don\'t", 'say "hi", don\'t'),
        (r"C:\\Users\\a\_b", r"C:\Users\a_b"),
        (r"C:\Oracle\Oracle\_Home\bin 与 base\_name", r"C:\Oracle\Oracle_Home\bin 与 base_name"),
    ],
)
def test_what_converters_escape_is_unescaped(source: str, read_as: str) -> None:
    assert text(source) == read_as


def test_formulas_code_and_addresses_keep_their_backslashes() -> None:
    for source in (
        r"\(\frac{a}{b}\)",
        r"$$\frac{a}{b}$$",
        r"`a\/b`",
        r'[x](https://a.example/\(1\) "a \" b")',
    ):
        assert repaired(source).text == source


def test_stars_and_underscores_of_bare_addresses_are_no_emphasis() -> None:
    assert text("?id=-1%27%20UN%20/*like%22*/%20x") == "?id=-1%27%20UN%20/*like%22*/%20x"
    assert text(f"见 {ADDRESS}/*b*/_c_/d 处") == f"见 {ADDRESS}/*b*/_c_/d 处"
    assert body(f"**见 {ADDRESS}** *好*") == (p(strong(f"见 {ADDRESS}"), " ", em("好")),)


def test_bold_in_two_halves() -> None:
    assert body("**0****1**") == (p(strong("01")),)


# Addresses and links -------------------------------------------------------------------------------


def test_a_bare_address_that_was_wrapped() -> None:
    assert text(f"{ADDRESS}/labs-\nmaster/Less-1?id=1") == f"{ADDRESS}/labs-master/Less-1?id=1"
    assert text(f"见 {ADDRESS}/\nand more") == f"见 {ADDRESS}/ and more"


def test_a_link_around_several_paragraphs_is_one_in_each() -> None:
    source = f"[\n\n![像](b.png)\n\n\n\n]({ADDRESS})[\n\n名字\n\n]({ADDRESS}/c)\n"
    assert body(source) == (p(link(ADDRESS, img("b.png", "像"))), p(link(f"{ADDRESS}/c", "名字")))
    assert lost_lines(source, read(source)) == []


def test_such_a_link_in_a_list() -> None:
    (found,) = body(f"+ [![像](b.png)\n\n  名字]({ADDRESS})\n")
    links = [inline for inline in iter_inlines((found,)) if isinstance(inline, Link)]
    assert [plain_text(inline.content) for inline in links] == ["", "名字"]


def test_the_words_of_a_picture_come_into_one_line() -> None:
    source = f'![文本\n\nAI 生成。]({ADDRESS} "")\n\n下文'
    assert body(source) == (p(img(ADDRESS, "文本 AI 生成。")), p("下文"))
    assert [block.span and block.span.first for block in read(source).body] == [1, 5]


def test_brackets_of_several_paragraphs_that_are_no_link_stay() -> None:
    assert body("[甲\n\n乙]（丙）") == (p("[甲"), p("乙]（丙）"))


def test_a_blank_in_the_query_of_a_path() -> None:
    assert "/tag?tag=Attack%20Navigator" in repaired("[词](/tag?tag=Attack Navigator)").text


# Lines ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "[1] 甲\n[2] 乙",
        "a) 甲\nb) 乙",
        f"Title [2014]\n{ADDRESS}",
        "int a = 1;\nint b",
        "@某人 的笔记\n九十五人分享",
    ],
)
def test_lines_that_stand_for_themselves(source: str) -> None:
    (paragraph,) = body(source)
    assert isinstance(paragraph, Paragraph)
    assert sum(isinstance(inline, Break) for inline in paragraph.content) == 1


def test_an_address_in_a_sentence_is_no_line() -> None:
    assert body(f"see, as it says,\n{ADDRESS}") == (p(f"see, as it says, {ADDRESS}"),)


def test_a_question_in_bold_above_its_answer_is_a_paragraph() -> None:
    answer = "这是一段很长的回答，" * 5
    assert body(f"**这是什么？**  \n{answer}") == (p(strong("这是什么？")), p(answer))


def test_a_colon_that_begins_a_torn_line_defines_nothing() -> None:
    assert body("得到的名字  \n: votes") == (p("得到的名字", Break(), ": votes"),)
    assert body("得到的名字\n: votes") == (p("得到的名字 : votes"),)
    assert isinstance(body("词\n:   解释")[0], Definitions)


def test_a_line_measured_out_in_hyphens_underlines_a_heading() -> None:
    assert body("Next steps.\n-----------") == (h(2, "Next steps."),)
    assert isinstance(body("这一句已经说完了。\n---")[1], Rule)


def test_a_word_that_a_wrap_left_beside_a_picture() -> None:
    picture, paragraph = body(f"![]({ADDRESS})Deep\n是一个工具。")
    assert isinstance(picture, Paragraph)
    assert isinstance(picture.content[0], Image)
    assert plain_text(paragraph) == "Deep 是一个工具。"


# Pandoc --------------------------------------------------------------------------------------------


def test_attributes_are_no_text() -> None:
    source = '题 {#a-b .c}\n-----\n\n[字]{.u style="x: y"}![](b.png){width="3in"}\n\n::: {.note}\n甲\n:::\n'
    assert body(source) == (h(2, "题"), p("字"), p(img("b.png")), p("甲"))
    assert lost_lines(source, read(source)) == []


def test_braces_of_a_template_are_text() -> None:
    assert body("## The block {#if}") == (h(2, "The block {#if}"),)


def test_a_forced_line_end_that_nothing_follows() -> None:
    assert body("甲\\\n\n乙：**\\\n    **\n\n丙\\\n") == (p("甲"), p("乙："), p("丙"))
    assert body("只有 C:\\dir\\\n\n与 D:\\dir\\\n") == (p("只有 C:\\dir\\"), p("与 D:\\dir\\"))


# Code ----------------------------------------------------------------------------------------------


def test_code_between_empty_fences() -> None:
    pair = "```\n\n\n```\n"
    source = f"甲\n\n{pair}\n\n# 注释\nrun(a)\n\n\n{pair}\n乙\n\n{pair}\n\nrun(b)\n\n{pair}"
    assert body(source) == (p("甲"), CodeBlock("# 注释\nrun(a)"), p("乙"), CodeBlock("run(b)"))


def test_a_fence_around_a_picture_is_none() -> None:
    picture = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
    assert body(f"甲\n\n```\n\n![图]({picture})\n\n```\n\n乙") == (p("甲"), p(img(picture, "图")), p("乙"))
    example = f"![图]({ADDRESS})"
    assert body(f"```\n{example}\n```") == (CodeBlock(example),)


def test_emphasis_that_is_padded_at_the_end_of_its_line() -> None:
    assert body("*附上代码段： *\n\n乙") == (p(em("附上代码段：")), p("乙"))


def test_code_blocks_beside_each_other_stay_apart() -> None:
    source = "```\na = 1\n```\n\n```\nb = 2\n```\n\n```\nc = 3\n```"
    assert body(source) == (CodeBlock("a = 1"), CodeBlock("b = 2"), CodeBlock("c = 3"))


def test_the_empty_list_of_line_numbers_above_code() -> None:
    assert body("甲\n\n  *   *   * \n\n    \n    mov eax, 1\n") == (p("甲"), CodeBlock("mov eax, 1"))
    assert body("甲\n\n* * *\n\n乙") == (p("甲"), Rule(), p("乙"))


def test_lines_that_are_surely_code_are_a_code_block() -> None:
    source = "例：\n\nvar a = f(1);\n\nvar b = a\n\n .Where(x => x.Ok)\n\nrun(a\\_b);\n\n}\n\n完。"
    _, block, last = read(source).body
    assert isinstance(block, CodeBlock)
    assert block.text == "var a = f(1);\nvar b = a\n .Where(x => x.Ok)\nrun(a_b);\n}"
    assert last.span
    assert last.span.first == 13
    assert lost_lines(source, read(source)) == []


def test_a_few_lines_of_code_between_words_stay_paragraphs() -> None:
    source = "run(a);\n\nand then;\n\nrun(b);\n\nthe end {of it}"
    assert not any(isinstance(block, CodeBlock) for block in body(source))


# Notes ---------------------------------------------------------------------------------------------


def test_a_note_inside_a_note_is_in_brackets() -> None:
    (paragraph,) = body("甲[^1]\n\n[^1]: 注^[里]")
    assert isinstance(paragraph, Paragraph)
    note = paragraph.content[-1]
    assert isinstance(note, Note)
    assert plain_text(note.content) == "注[里]"
