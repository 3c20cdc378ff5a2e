"""What scrapers break is mended before it is read: each repair on the smallest text that needs it."""

import pytest
from reading.accounts import body, lost_lines, read, said

from publish.model import (
    Break,
    CodeBlock,
    Definitions,
    Heading,
    Image,
    Link,
    List,
    Quote,
    Rule,
    Span,
    Styled,
)
from publish.reading.repair import REPAIRS, repaired
from publish.shorthand import bullets, code, em, h, img, inlines, link, p, quote, strong
from publish.walk import plain_text

PICTURE = "https://pictures.example/640"


def text(source: str) -> str:
    return plain_text(body(source))


def test_repairs_have_names_of_their_own() -> None:
    names = [repair.name for repair in REPAIRS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "source",
    [
        "一段没有毛病的话。\n\n**小标题**\n\n- 甲\n- 乙\n\n```\na ** b  \n**  \n```\n",
        "A line\nwrapped at eighty.\n",
        "",
    ],
)
def test_sound_text_is_left_alone(source: str) -> None:
    assert repaired(source) == (source, None)


# Addresses -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (f"{PICTURE}?fmt=png&from=5 \nlazy=1", f"{PICTURE}?fmt=png&from=5&lazy=1"),
        (f"{PICTURE}?fmt=png\n&from;=appmsg&wx;_lazy=1", f"{PICTURE}?fmt=png&from=appmsg&wx_lazy=1"),
        (f"{PICTURE}?a=1&from;=b&amp;c=2", f"{PICTURE}?a=1&from=b&c=2"),
        (f"{PICTURE}?a=1&amp;amp;b=2", f"{PICTURE}?a=1&b=2"),
        (f"{PICTURE}_(1).png?x=1 \n&y=2", f"{PICTURE}_(1).png?x=1&y=2"),
        ("https://pictures.example/雨 天.png", "https://pictures.example/雨%20天.png"),
        ("图 片/雨 天.png", "图 片/雨 天.png"),
    ],
)
def test_a_broken_address_is_whole_again(written: str, address: str) -> None:
    assert body(f"![雨]({written})") == (p(img(address, "雨")),)


def test_a_link_over_two_lines() -> None:
    assert body("见[说明](https://a.example/s?a=1&\nb=2)后文。") == (
        p("见", link("https://a.example/s?a=1&b=2", "说明"), "后文。"),
    )
    assert body("见[\n**说明**](https://a.example/)。") == (
        p("见", link("https://a.example/", strong("说明")), "。"),
    )


def test_words_in_brackets_are_no_address() -> None:
    assert (
        text("[说明](https://a.example 见这里) [a](see this)")
        == "[说明](https://a.example 见这里) [a](see this)"
    )


def test_a_title_is_no_part_of_the_address() -> None:
    assert body(f'![]({PICTURE} "")') == (p(img(PICTURE)),)
    assert body(f'![]({PICTURE} "题 目")') == (p(Image(PICTURE, "", "题 目")),)


def test_a_placeholder_with_quotes_and_brackets_in_it_is_a_picture() -> None:
    source = "![图](data:image/svg+xml,%3Csvg width='1px' transform='translate(-2, 1)'%3E%3C/svg%3E)"
    ((picture,),) = (block.content for block in body(source))
    assert isinstance(picture, Image)
    assert picture.alt == "图"
    assert picture.src.startswith(
        "data:image/svg+xml,%3Csvg%20width=%271px%27%20transform=%27translate%28-2,%201%29"
    )


def test_wiki_links_and_embeds() -> None:
    assert body("![[图/雨 天.png|300]]看[[页面|这页]]与[[那页]]") == (
        p(img("图/雨 天.png"), "看这页与那页"),
    ) or body("![[图/雨 天.png|300]]看[[页面|这页]]与[[那页]]") == (
        p(img("图/雨 天.png")),
        p("看这页与那页"),
    )
    assert text("见[[1]]，如果 [[ -f a ]]，[[甲](https://a.example/)]") == "见[[1]]，如果 [[ -f a ]]，[甲]"


# Pictures ------------------------------------------------------------------------------------------


def test_pictures_glued_to_text_stand_alone() -> None:
    source = f"今天聊聊。![]({PICTURE}/1)![]({PICTURE}/2)\n**小标题**"
    assert body(source) == (
        p("今天聊聊。"),
        p(img(f"{PICTURE}/1")),
        p(img(f"{PICTURE}/2")),
        p(strong("小标题")),
    )
    assert [block.span for block in read(source).body] == [Span(1, 1)] * 3 + [Span(2, 2)]


def test_a_caption_after_a_picture_is_parted_from_what_follows() -> None:
    assert body(f"**正文。![]({PICTURE})**图一 古镇的桥\n后面的话还没有说完。") == (
        *(p(strong("正文。")), p(strong(img(PICTURE))), p("图一 古镇的桥"), p("后面的话还没有说完。")),
    )


def test_a_linked_picture_is_parted_with_its_link() -> None:
    assert body(f"[![]({PICTURE})](https://a.example/) 说明") == (
        p(Link("https://a.example/", (Image(PICTURE),))),
        p("说明"),
    )


@pytest.mark.parametrize(
    "source",
    [
        f"点击![]({PICTURE})按钮继续",
        "天气真好![](https://a.example/emoji/1.png)",
        f"[看 ![]({PICTURE}) 图](https://a.example/)",
        f"press\n![]({PICTURE}) to go on",
    ],
)
def test_a_picture_inside_a_sentence_stays_there(source: str) -> None:
    assert len(body(source)) == 1


# Bold ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "block"),
    [
        ("**甲****乙****丙**丁", p(strong("甲乙丙"), "丁")),
        ("**** **甲乙**", p(strong("甲乙"))),
        ("**P****art2** **研讨**", p(strong("Part2"), " ", strong("研讨"))),
        ("前**  \n第一句。**", p("前", Break(), strong("第一句。"))),
        ("**甲。** **乙**", p(strong("甲。乙"))),
        ("**· ****今 日**", p(strong("· 今 日"))),
        ("三种： **甲，乙。** 你选", p("三种：", strong("甲，乙。"), "你选")),
        ("_（Nature）_ 杂志", p(em("（Nature）"), "杂志")),
        ("见“ **甲** ”字", p("见“", strong("甲"), "”字")),
        ("话说完了。 ****", p("话说完了。")),
        ("**张三** 教授", p(strong("张三"), " 教授")),
        ("**\u200b词\u200b**后", p(strong("词"), "后")),
        ("| **甲****乙** | ** 丙** |\n|--|--|", None),
    ],
)
def test_bold(source: str, block: object) -> None:
    blocks = body(source)
    assert "*" not in plain_text(blocks)
    assert block is None or blocks == (block,)


def test_bold_that_is_padded_everywhere_is_closed_up() -> None:
    source = "一 **二** 三。\n\n四 **五** 六。\n\n七 **八** 九。\n\n十 **百** 千。"
    assert text(source) == "一二三。\n四五六。\n七八九。\n十百千。"


@pytest.mark.parametrize(
    "source",
    ["电话138****1234，密码****。", "2 ** 3 与 4 ** 5", "*注：这是注释。", "数量*5+次数*20", "f(a, **kw)"],
)
def test_stars_that_are_no_marks_stay(source: str) -> None:
    assert text(source) == source


def test_empty_bold_alone_is_nothing_and_a_rule_is_a_rule() -> None:
    article = read("甲\n\n** **\n\n乙\n\n****\n\n丙\n\n* * *\n")
    assert [type(block) for block in article.body] == [type(p("")), type(p("")), type(p("")), Rule]
    assert [(gone.rule, gone.span) for gone in article.provenance.removals] == [
        ("markup", Span(3, 3)),
        ("markup", Span(7, 7)),
    ]
    assert body("甲\n\n****\n\n乙") == (p("甲"), Rule(), p("乙"))


# Characters ----------------------------------------------------------------------------------------


def test_signs_of_no_width_go_but_where_a_script_needs_them() -> None:
    assert text("零\u200b宽\u200d字\ufeff") == "零宽字"
    for needed in ("👩\u200d👧", "می\u200cخواهم", "ภาษา\u200bไทย"):
        assert text(needed) == needed


def test_entities_escaped_twice() -> None:
    assert text("甲&amp;nbsp;乙&nbsp丙 &amp;amp;") == "甲\xa0乙\xa0丙 &amp;"
    assert text("写作 `&amp;nbsp;` 或&amp;nbsp;") == "写作 &amp;nbsp; 或&nbsp;"
    assert text("&nbsp x") == "&nbsp x"


SOUND = "古镇的清晨是从摇橹的声音开始的，人们推开临河的窗，说起了今天的事情。"


@pytest.mark.parametrize(
    "wrong",
    [
        SOUND.encode().decode("latin-1"),
        "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in SOUND.encode()),
        SOUND.encode("gb18030").decode("latin-1"),
    ],
)
def test_a_wrong_charset_is_undone_and_said(wrong: str) -> None:
    assert text(f"好的一行。\n\n{wrong}") == f"好的一行。\n{SOUND}"
    assert ("charset-mended", 0) in said(wrong)


def test_what_gbk_lost_shows() -> None:
    assert text(SOUND.encode().decode("gb18030", "replace")).startswith(SOUND[:10])


@pytest.mark.parametrize(
    "sound",
    ["Le «\xa0café\xa0» était là : “CAFÉ” et “ÉTÉ”, voilà…”", "Ünï „Ä“ “Ö” ×·°", SOUND, "naïve – “test”"],
)
def test_sound_text_is_decoded_once(sound: str) -> None:
    assert text(sound) == " ".join(sound.split(" "))
    assert ("charset-mended", 0) not in said(sound)


def test_highlights() -> None:
    assert body("这是==重点==吗") == (p("这是", Styled("highlight", inlines("重点")), "吗"),)
    assert text("a==b and c==d，x == y == z") == "a==b and c==d，x == y == z"
    assert body("`==x==`") == (p(code("==x==")),)


# Lines ---------------------------------------------------------------------------------------------


def test_an_indent_begins_a_paragraph() -> None:
    source = "　　第一段的话。\n　　第二段的话，\n没有说完。\n&nbsp;&emsp;第三段。"
    assert body(source) == (p("第一段的话。"), p("第二段的话，没有说完。"), p("第三段。"))
    assert [block.span for block in read(source).body] == [Span(1, 1), Span(2, 3), Span(4, 4)]


def test_indented_chinese_prose_is_no_code() -> None:
    assert body("前。\n\n    这一段缩进了四格。\n    这一段也是如此，而且比较长，长过二十个字。\n") == (
        *(p("前。"), p("这一段缩进了四格。"), p("这一段也是如此，而且比较长，长过二十个字。")),
    )
    assert body("码：\n\n    x = 1  # 注释\n") == (p("码："), CodeBlock("x = 1  # 注释"))
    assert body("1. 一\n\n    一的第二段。\n") == (
        List(((p("一"), p("一的第二段。")),), start=1, tight=False),
    )


def test_words_set_from_top_to_bottom() -> None:
    article = read("# 题\n\n古\n\n镇\n\n人\n\n家\n\n正文开始了。")
    assert [(plain_text(block), block.span) for block in article.body[1:]] == [
        ("古镇人家", Span(3, 9)),
        ("正文开始了。", Span(11, 11)),
    ]


def test_lines_that_a_tool_ended_by_force() -> None:
    source = (
        "#  题  \n这一段的话很长很长，所以它不会是一首诗里的一行，而是一个段落。  \n**小标题：**  \n\n"
        "使用  \n`printf`  \n函数来输出，然后看[链接](https://a.example/)  \n里的话  \n，就完了。  \n\n"
        "床前明月光  \n疑是地上霜  \n```\na  \nb\n```  \n结束的一段也有比较长的话，它也不会是诗的一行。  \n"
    )
    assert [plain_text(block) for block in body(source)] == [
        *("题", "这一段的话很长很长，所以它不会是一首诗里的一行，而是一个段落。", "小标题："),
        *("使用 printf 函数来输出，然后看链接里的话，就完了。", "床前明月光\n疑是地上霜", "a  \nb"),
        "结束的一段也有比较长的话，它也不会是诗的一行。",
    ]
    assert lost_lines(source, read(source)) == []


def test_lines_that_are_paragraphs() -> None:
    lines = [
        f"这是第{number}段，它自成一行，说完了一件完整的事情，因此以句号结束。" for number in "一二三四五"
    ]
    assert body("\n".join(lines)) == tuple(map(p, lines))
    assert [block.span for block in read("\n".join(lines)).body] == [Span(n, n) for n in range(1, 6)]


def test_text_that_is_wrapped_stays_one_paragraph() -> None:
    wrapped = "A sentence that ends here at the end.\nAnother one, of about the same length.\nA third."
    assert len(body(wrapped)) == 1
    assert (
        text("阿拉比卡（Coffea\narabica）是咖啡，\n很好喝。")
        == "阿拉比卡（Coffea arabica）是咖啡，很好喝。"
    )


def test_verse_and_conversation_keep_their_lines() -> None:
    assert body("日暮苍山远\n天寒白屋贫\n柴门闻犬吠\n风雪夜归人") == (
        p("日暮苍山远", Break(), "天寒白屋贫", Break(), "柴门闻犬吠", Break(), "风雪夜归人"),
    )
    assert body("床前明月光  \n疑是地上霜<br>举头望明月") == (
        p("床前明月光", Break(), "疑是地上霜", Break(), "举头望明月"),
    )
    assert body("**记者：** 为什么？\n老张：因为下雨，\n路不好走。\n记者：后来呢？") == (
        p(strong("记者："), "为什么？"), p("老张：因为下雨，路不好走。"), p("记者：后来呢？"),
    )  # fmt: skip
    assert body("话说完了。\n_（本文选自《周刊》）_\n请点赞。") == (
        *(p("话说完了。"), p(em("（本文选自《周刊》）")), p("请点赞。")),
    )


def test_lines_of_a_list_item_stay_in_it() -> None:
    assert body("- 甲：一\n乙：二") == (bullets("甲：一乙：二"),)
    assert isinstance(body("词\n:   解释")[0], Definitions)


# Blocks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("above", ["这一句已经说完了。", "作者 老张  ", "还没有说完，", "两行\n文字"])
def test_a_divider_under_running_text_makes_no_heading(above: str) -> None:
    blocks = body(f"{above}\n---\n后文")
    assert [type(block) for block in blocks] == [type(p("")), Rule, type(p(""))]
    assert lost_lines(f"{above}\n---\n后文", read(f"{above}\n---\n后文")) == []


def test_headings_with_a_line_under_them_stay_headings() -> None:
    assert body("二级\n---\n\n一级  \n===") == (h(2, "二级"), Heading(1, inlines("一级")))
    assert body("甲\n\n=========\n\n乙") == (p("甲"), Rule(), p("乙"))


def test_callouts() -> None:
    assert body("> [!note]- 标题 **重**\n> 内容\n\n> [!tip]\n> 内容\n\n> \\[!x] 文") == (
        quote(p(strong("标题 ", strong("重"))), p("内容")), quote(p("内容")), quote(p("[!x] 文")),
    )  # fmt: skip
    assert (
        isinstance(body("> [!note]")[0], Quote)
        if body("> [!note]")
        else lost_lines("> [!note]", read("> [!note]")) == []
    )


def test_cells_set_over_several_lines() -> None:
    torn = "|\n河\n\n |\n\n长\n\n约\n\n |\n| --- | --- |\n|\n\n运河\n\n | **9** |\n|\n\n |\n\n2\n\n |\n"
    mended = repaired(f"{torn}\n正文。\n").text
    assert mended == "| 河 | 长<br>约 |\n| --- | --- |\n| 运河 | **9** |\n| | 2 |\n\n正文。\n"
    assert not lost_lines(f"{torn}\n正文。\n", read(f"{torn}\n正文。\n"))


@pytest.mark.parametrize(
    "source",
    [
        "| a | b |\n| --- | --- |\n| c | d |\n",
        "| a | b | c | d |\n| --- | --- | --- | --- |\n| c |\n\n| d | e |\n",  # rows too short
        "| a | b |\n| --- | --- |\n| c\n\n文\n\n# 题\n\n| x | y |\n",  # a row that is not closed
        "甲 |\n\n| --- | --- |\n",
    ],
)
def test_other_rows_stay_as_they_are(source: str) -> None:
    assert repaired(source).text == source


def test_tables_glued_to_text() -> None:
    source = "一、介绍<table><tr><td>甲</td><td>乙</td></tr></table>后文  \n再后"
    blocks = read(source).body
    assert [plain_text(block) for block in blocks] == ["一、介绍", "甲\n乙", "后文\n再后"]
    assert [block.span for block in blocks] == [Span(1, 1), Span(1, 1), Span(1, 2)]


@pytest.mark.parametrize("rules", ["", "---\n"])
def test_front_matter_in_a_fence_of_code(rules: str) -> None:
    source = f"```yaml\n{rules}title: 题\ndate: 2024-01-02\n{rules}```\n\n正文"
    article = read(source)
    assert (article.title, article.date, plain_text(article.body)) == ("题", "2024-01-02", "正文")
    assert lost_lines(source, article) == []
    assert isinstance(body("```yaml\na: 1\n```\n")[0], CodeBlock)


def test_code_is_never_mended() -> None:
    source = (
        "x\n\n```\n**a****b**\n[[c]] ==d==\n　　e\n```\n\n<pre>**f****g**  \n，h</pre>\n\n$$\na**\n$$\n"
    )
    codes = [block.text for block in body(source) if isinstance(block, CodeBlock)]
    assert codes == ["**a****b**\n[[c]] ==d==\n　　e", "**f****g**  \n，h"]


# Code, which repairs never see ---------------------------------------------------------------------


def test_indented_code_is_left_alone() -> None:
    source = (
        "做法如下。\n\n    /********** 说明 **********/\n    int a = 1;\n    \n    \tb = [[a]];\n"
        "    \tc = a;\n    d = b;\n    e = c;\n    \n    f(&x;=1);\n\n就这些。\n"
    )
    assert repaired(source) == (source, None)
    block = body(source)[1]
    assert isinstance(block, CodeBlock)
    assert block.text.split("\n")[0] == "/********** 说明 **********/"
    assert block.text.split("\n")[3] == "\tb = [[a]];"  # four columns less, not four signs and a tab


def test_indented_prose_is_no_code() -> None:
    assert text("古镇\n\n    河边的人家都姓沈，住了三百年。\n\n- 甲\n\n    ** 乙 **") == (
        "古镇\n河边的人家都姓沈，住了三百年。\n甲\n乙"
    )


@pytest.mark.parametrize("inner", ["[[xxxx]]", "** a**", "==b==", "a&amp;nbsp;b", "x&y;=1", "[a](b c.png)"])
def test_code_in_a_line_is_left_alone(inner: str) -> None:
    assert body(f"写作 `{inner}` 即可。\n") == (p("写作 ", code(inner), " 即可。"),)


# Copies without marks ------------------------------------------------------------------------------

COPY = (
    "# 定时的命令\n\n"
    "运河边的机器每天夜里都要备份一次，所以要写一个脚本来做这件事情。\n"
    "脚本先等上几秒钟，再把当天的记录一个一个地抄到另一块磁盘上面去。\n"
    "语法\n等待的写法如下：\nsleep NUMBER\n#!/bin/sh\n# 等八秒\nsleep 8\n"
    "echo done\n# 结束\ndate +%H\n"
    "上面的脚本写好以后，把它交给系统，系统就会在每天夜里自己运行一次。\n"
    "更多的写法可以在下面这个网页上找到，那里还有别的例子可以照着抄：https://a.example/1\n"
    "总结\n到现在为止，备份的事情就都交代清楚了，剩下的就看各人怎么用。\n"
)


def test_lines_of_a_copy_without_blank_lines_are_paragraphs() -> None:
    blocks = body(COPY)
    assert [block for block in blocks if isinstance(block, Heading)] == [h(1, "定时的命令")]
    assert {p("语法"), p("# 等八秒"), p("#!/bin/sh")} <= set(blocks)
    assert len(blocks) == len(COPY.strip().split("\n")) - 1
    assert not lost_lines(COPY, read(COPY))


def test_short_lines_below_long_paragraphs_are_paragraphs() -> None:
    long = "河边的人家都姓沈，祖上是从北边逃难来的，靠着一条船起家，到第三代才在岸上盖起房子。" * 3
    tail = "作者：沈知秋\nblog.a.example/shen/70135556\n阅读 95\n赞\n写下你的留言"
    paragraphs = [plain_text(block) for block in body(f"{long}\n\n{long}\n\n{long}\n\n{tail}\n")]
    assert paragraphs[3:] == tail.split("\n")
    glued = "视频\n小程序\n赞\n，轻点两下取消赞\n在看"  # no line begins with a comma
    assert len(body(f"{long}\n\n{long}\n\n{long}\n\n{glued}\n")) == 4


def test_a_sentence_that_a_tool_tore_before_latin_letters() -> None:
    lines = [
        "研究人员公布了一个漏洞，编号 CVE-2026-1071，它的评分",
        "8.1 已经不低，攻击者只要构造恶意的链接，用户一点就可能发生",
        "IPC 记录注入，进而接管受害者的账号，并读走本地的数据。",
        "值得警惕的是：",
        *("整个过程不需要密码，也没有任何提示会出现在屏幕上面。",) * 5,
    ]
    blocks = body("  \n".join(lines) + "  \n")
    assert plain_text(blocks[0]) == f"{lines[0]} {lines[1]} {lines[2]}"
    assert plain_text(blocks[1]) == lines[3]


# Marks of lists ------------------------------------------------------------------------------------


def test_marks_of_lists_that_stand_twice() -> None:
    assert body("-   ◦ 甲\n-   • 乙\n") == body("- 甲\n- 乙\n")
    assert body("1.  1\\. **甲**\n    乙\n") == body("1.  **甲**\n    乙\n")
    assert body("3.  2\\. 甲\n") == body("2. 甲\n")
    assert repaired("- 2024 年\n1. 3.5 版\n") == ("- 2024 年\n1. 3.5 版\n", None)


def test_a_number_without_its_blank_between_others() -> None:
    assert body("3) 甲\n\n4)assert 乙\n\n5) 丙\n") == body("3) 甲\n\n4) assert 乙\n\n5) 丙\n")
    alone = "4)assert 乙\n\n5) 丙\n"
    assert repaired(alone) == (alone, None)


def test_a_bracket_in_a_pictures_title_ends_no_address() -> None:
    assert body('![](https://a.example/i?x=1 "/)")') == (p(Image("https://a.example/i?x=1", "", "/)")),)
