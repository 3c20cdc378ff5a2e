"""Laws of repair: no word is lost or moved, lines keep their numbers, and once is enough for most."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading.accounts import lost_lines, read

from publish.reading.repair import repaired
from publish.reading.repair_charset import mend_charset

PIECES = (
    *("古", "镇", "人家", "的桥，", "说完了。", "word", "x1", "：", "（", "）", "老张：", "`code`"),
    *(
        "**",
        "****",
        "** **",
        "*",
        "_",
        "==",
        "[[",
        "]]",
        "|",
        "#",
        "# ",
        "> ",
        "- ",
        "1. ",
        ": ",
        "> [!a] ",
    ),
    *(
        "\n",
        "\n",
        "\n\n",
        "  \n",
        "\\\n",
        " ",
        "    ",
        "\t",
        "　　",
        "\u200b",
        "\u200d",
        "&nbsp;",
        "&amp;nbsp;",
    ),
    *(
        "![](https://a.example/b",
        "?c=1&d;=2",
        "&amp;",
        ")",
        "](",
        "[",
        "```\n",
        "~~~\n",
        "$$\n",
        "<pre>",
        "</pre>",
    ),
    *(
        "\\",
        "\\.",
        "\\_",
        "C:\\",
        "'",
        '"',
        "a(1);\n",
        "{\n",
        "%20%2a",
        "?c=1",
        "[1] ",
        "a) ",
        ":::",
        "-\n",
        "*a *\n",
    ),
    *("<!--", "-->", "<table><tr><td>", "</td></tr></table>", "---", "===", "<br>", "\x01", "\x02", "\x00"),
)
SOUPS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
MARKS = re.compile(r"&(?:amp;)?nbsp;?|<[^>]*>|https?://[^\s)]*|[^\w]|_")


def words(text: str) -> str:
    """Letters and figures in order; addresses, tags and entities left out."""
    return MARKS.sub("", text)


@settings(max_examples=300)
@given(SOUPS)
def test_no_word_is_lost(text: str) -> None:
    plain = text.replace("https://a.example/b", "b").replace("&d;=2", "").replace("&amp;", "")
    assert words(repaired(plain).text) == words(plain)


@settings(max_examples=300)
@given(SOUPS)
@example("甲<table></table>乙\n　　丙")
def test_lines_keep_their_numbers(text: str) -> None:
    mended, starts = repaired(text)
    if starts is None:
        assert mended.count("\n") == text.count("\n")
        return
    assert len(starts) == mended.count("\n") + 2
    assert list(starts) == sorted(starts)
    assert (starts[0], starts[-1]) == (0, text.count("\n") + 1)


@settings(max_examples=300)
@given(SOUPS)
def test_every_line_is_accounted_for(text: str) -> None:
    article = read(text)
    assert lost_lines(text.replace("\0", ""), article) == []


@given(st.text())
def test_a_charset_is_mended_once(text: str) -> None:
    mended, _ = mend_charset(text)
    assert mended.count("\n") == text.count("\n")


@given(st.text("古镇的人家说了，。a ", min_size=4, max_size=40))
def test_mojibake_comes_back(text: str) -> None:
    wrong = text.encode().decode("latin-1")
    assert mend_charset(wrong)[0] == text or not re.search("[一-鿿，。]{2}", text)
