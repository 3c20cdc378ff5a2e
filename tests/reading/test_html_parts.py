"""What parts of pages become: notes, formulas, verse, captions, code, pictures, languages."""

import pytest
from reading.accounts import body, lost_lines, read, without_spans

from publish.model import (
    CodeBlock,
    Figure,
    Image,
    Link,
    List,
    Math,
    Note,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    Verse,
)
from publish.shorthand import h, img, inlines, link, p
from publish.walk import Blocks, iter_images, iter_inlines, plain_text

LONG = "雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好，只好都试一遍。"


def blocks(inside: str) -> Blocks:
    """The blocks of an article after a first paragraph."""
    return body(f"<article><p>{LONG}</p>{inside}</article>", "a.html")[1:]


def pictures(inside: str) -> list[str]:
    return [image.src for image in iter_images(blocks(inside))]


def formulas(inside: str) -> list[Math]:
    return [inline for inline in iter_inlines(blocks(inside)) if isinstance(inline, Math)]


# Notes ---------------------------------------------------------------------------------------------

CONVERTER = (
    '<p>墙根<sup id="fnref1"><a href="#fn1">1</a></sup>返潮。</p>'
    '<h2>注</h2><ol><li id="fn1">据老人说。<a href="#fnref1">↩</a></li></ol>'
)
WORD = (
    '<p>墙根<a href="#_ftn1" name="_ftnref1">[1]</a>返潮。</p>'
    '<hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a>据老人说。</p></div>'
)
BOOK = (
    '<p>墙根<a role="doc-noteref" href="#note-7">*</a>返潮。</p>'
    '<aside role="doc-footnote" id="note-7"><p>据老人说。</p></aside>'
)


@pytest.mark.parametrize("source", [CONVERTER, WORD, BOOK])
def test_a_note_stands_where_it_is_called(source: str) -> None:
    found = [block for block in blocks(source) if isinstance(block, Paragraph)]
    assert found == [Paragraph((Text("墙根"), Note((p("据老人说。"),)), Text("返潮。")))]


def test_notes_have_their_own_lines_and_nothing_is_lost() -> None:
    source = f"<article>\n<p>{LONG}</p>\n{CONVERTER.replace('<h2>', chr(10) + '<h2>')}\n</article>"
    article = read(source, "a.html")
    note = next(inline for inline in iter_inlines(article.body) if isinstance(inline, Note))
    assert note.content[0].span == Span(4, 4)
    assert lost_lines(source, article) == []
    assert {"note-mark", "notes-heading"} <= {gone.rule for gone in article.provenance.removals}


def test_a_note_called_twice_stands_twice() -> None:
    source = CONVERTER.replace("返潮。", '返潮<sup id="again"><a href="#fn1">1</a></sup>。')
    assert sum(isinstance(inline, Note) for inline in iter_inlines(blocks(source))) == 2


def test_a_list_of_contents_is_no_list_of_notes() -> None:
    source = '<ul><li><a href="#a">1</a></li></ul><h2 id="a">墙根</h2><p>返潮。</p>'
    assert blocks(source)[1:] == (h(2, "墙根"), p("返潮。"))


def test_the_heading_over_other_things_than_notes_stays() -> None:
    source = CONVERTER.replace("<ol>", "<p>以下为注。</p><ol>")
    assert h(2, "注") in blocks(source)


# Formulas ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "tex", "display"),
    [
        ('<script type="math/tex">x^2</script>', "x^2", False),
        ('<script type="math/tex; mode=display">x^2</script>', "x^2", True),
        ('<span class=MathJax_Preview>x2</span><script type="math/tex">x^2</script>', "x^2", False),
        (
            '<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation '
            'encoding="application/x-tex">x^2</annotation></semantics></math></span>'
            '<span class="katex-html" aria-hidden="true">x2</span></span>',
            "x^2",
            False,
        ),
        ('<math alttext="x^{2}" display="block"><mi>x</mi></math>', "x^{2}", True),
        (
            '<span class="mwe-math-element"><span style="display: none"><math><semantics><mi>x</mi>'
            '<annotation encoding="application/x-tex">{\\displaystyle x^2}</annotation></semantics></math>'
            "</span>"
            '<img class="mwe-math-fallback-image-inline" src="x.svg" alt="{\\displaystyle x^2}"></span>',
            "x^2",
            False,
        ),
        ('<img class="latex" src="x.png" alt="\\alpha_1">', "\\alpha_1", False),
        ('<img eeimg="1" src="//z.example/equation?tex=x" alt="x^2">', "x^2", False),
        ('<img src="https://latex.codecogs.com/svg.image?x%5E2">', "x^2", False),
    ],
)
def test_formulas_are_tex(source: str, tex: str, display: bool) -> None:
    assert formulas(f"<p>设 {source} 。</p>") == [Math(tex, display)]
    assert "x2" not in plain_text(blocks(f"<p>设 {source} 。</p>"))


def test_mathml_without_tex_keeps_its_letters() -> None:
    assert plain_text(blocks("<p>设 <math><mi>x</mi><mo>+</mo><mn>1</mn></math> 。</p>")) == "设 x+1 。"


def test_a_picture_that_is_named_latex_and_shows_none_is_a_picture() -> None:
    assert pictures('<p><img class="latex" src="gloves.jpg" alt="橡胶手套"></p>') == ["gloves.jpg"]


# Verse, captions, code -----------------------------------------------------------------------------


def test_a_poem_keeps_its_lines_and_stanzas() -> None:
    first = Verse((inlines("雨落在瓦上"), inlines("瓦落在雨里")))
    second = Verse((inlines("船都不开了"), inlines("人都在门口")))
    source = "<div class=poem><p>雨落在瓦上<br>瓦落在雨里</p><p>船都不开了<br>人都在门口</p></div>"
    assert blocks(source) == (first, second)


def test_a_poem_of_a_paragraph_a_line() -> None:
    source = "<section class='wp-block-verse'><p>雨落在瓦上</p><p>瓦落在雨里</p></section>"
    assert blocks(source) == (Verse((inlines("雨落在瓦上"), inlines("瓦落在雨里"))),)


@pytest.mark.parametrize(
    "source",
    [
        "<div class='wp-caption'><img src=a.jpg><p class='wp-caption-text'>屋顶</p></div>",
        "<div><p><img src=a.jpg></p></div><p class=caption>屋顶</p>",
        "<figure><img src=a.jpg><figcaption>屋顶</figcaption></figure>",
    ],
)
def test_words_under_a_picture(source: str) -> None:
    assert blocks(source) == (Figure((p(img("a.jpg")),), inlines("屋顶")),)


def test_a_caption_without_a_picture_is_a_paragraph() -> None:
    assert blocks("<p class=caption>屋顶</p>") == (p("屋顶"),)


@pytest.mark.parametrize(
    "source",
    [
        '<pre><code class="language-python">a = 1</code></pre>',
        '<pre><code class="hljs python">a = 1</code></pre>',
        '<div class="highlight highlight-source-python"><pre>a = 1</pre></div>',
        '<pre class="src python" data-language="Python"><code>a&nbsp;= 1</code></pre>',
        '<figure class="highlight python"><table><tr><td class="gutter"><pre>1</pre></td>'
        '<td class="code"><pre>a = 1</pre></td></tr></table></figure>',
    ],
)
def test_code_with_its_language(source: str) -> None:
    assert blocks(source) == (CodeBlock("a = 1", "python"),)


# Pictures ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<img src="s.jpg" srcset="s.jpg 300w, l.jpg 1200w">', "l.jpg"),
        ('<img src="s.jpg" srcset="s.jpg 1000w, l.jpg 1200w">', "s.jpg"),
        ('<img src="s.jpg" srcset="s.jpg, l.jpg 2x">', "l.jpg"),
        ('<img src="s.jpg" width="200" srcset="m.jpg 600w, l.jpg 1200w">', "l.jpg"),
        ('<img src="data:image/gif;base64,R0" srcset="l.jpg 1200w">', "l.jpg"),
        ('<img src="/img/placeholder-16x9.png" data-srcset="m.jpg 600w, l.jpg 900w">', "l.jpg"),
        ('<picture><source srcset="w.webp" type="image/webp"><img src="a.jpg"></picture>', "a.jpg"),
        ('<picture><source srcset="w.webp" type="image/webp"><img></picture>', "w.webp"),
        ('<picture><source srcset="l.jpg 900w"><img src="data:image/gif;base64,R0"></picture>', "l.jpg"),
        ('<img src="data:image/gif;base64,R0"><noscript><img src="a.jpg"></noscript>', "a.jpg"),
        ('<noscript><img src="a.jpg"></noscript>', "a.jpg"),
        ('<amp-img src="a.jpg"></amp-img>', "a.jpg"),
    ],
)
def test_the_address_of_a_picture(source: str, expected: str) -> None:
    assert pictures(f"<p>{source}</p>") == [expected]


def test_a_picture_that_is_there_twice_is_taken_once() -> None:
    assert pictures('<p><img data-src="a.jpg"><noscript><img src="a.jpg"></noscript></p>') == ["a.jpg"]


def test_a_link_that_only_enlarges_a_picture_is_none() -> None:
    assert blocks('<p><a href="a-large.jpg"><img src="a.jpg"></a></p>') == (p(img("a.jpg")),)
    assert blocks('<p><a href="/photo/12"><img src="a.jpg"></a></p>') == (p(img("a.jpg")),)
    advert = '<p><a href="https://shop.example/"><img src="a.jpg"></a></p>'
    assert blocks(advert) == (p(link("https://shop.example/", Image("a.jpg"))),)


# Languages, links, lists ---------------------------------------------------------------------------


def test_a_block_in_another_language_says_so() -> None:
    source = f'<html lang="zh-CN"><article><p>{LONG}</p><p lang="ar" dir="rtl">مرحبا</p></article></html>'
    assert [block.lang for block in read(source, "a.html").body] == ["", "ar"]


def test_a_block_in_the_language_of_the_page_does_not() -> None:
    source = f'<html lang="en"><article lang="en-GB"><p>{LONG}</p><p lang="en">hello</p></article></html>'
    assert [block.lang for block in read(source, "a.html").body] == ["", ""]


def test_relative_links_lead_where_the_page_says() -> None:
    head = '<head><base href="/b/"><link rel="canonical" href="https://a.example/x/y"></head>'
    source = f'{head}<article><p>{LONG}<a href="c.html">c</a></p></article>'
    assert link("https://a.example/b/c.html", "c") in without_spans(read(source, "a.html").body)[0].content  # type: ignore[union-attr]


def test_a_path_on_a_page_of_unknown_address_may_lead_to_another_capture() -> None:
    source = f'<article><p>{LONG}<a href="../b/c.html#d">c</a> <a href="d.zip">d</a></p></article>'
    article = read(source, "a.html")
    assert link("../b/c.html#d", "c") in without_spans(article.body)[0].content  # type: ignore[union-attr]
    assert [node.target for node in iter_inlines(article.body) if isinstance(node, Link)] == [
        "../b/c.html#d"
    ]


def test_details_are_open() -> None:
    assert (
        plain_text(blocks("<details><summary>细节</summary><p>打开了。</p></details>")) == "细节\n打开了。"
    )


def test_cells_reach_over_rows_and_columns() -> None:
    rows = ("<th colspan=2>头</th>", "<td rowspan=2>左</td><td>一</td>", "<td>二</td>")
    (table,) = blocks(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    assert isinstance(table, Table)
    assert [[(cell.colspan, cell.rowspan) for cell in row] for row in table.rows] == [
        [(2, 1)],
        [(1, 2), (1, 1)],
        [(1, 1)],
    ]


def test_sections_that_nest_thirty_deep_are_their_text() -> None:
    deep = "<section style='margin: 0'>" * 30 + "返潮。" + "</section>" * 30
    assert blocks(deep) == (p("返潮。"),)


def test_an_interview_keeps_who_speaks() -> None:
    source = "<p><strong>问：</strong>墙根呢？</p><p><strong>答：</strong>返潮。</p>"
    assert [plain_text(block) for block in blocks(source)] == ["问：墙根呢？", "答：返潮。"]


def test_quotations_hold_blocks() -> None:
    assert blocks("<blockquote><p>水</p><p>雨</p></blockquote>") == (Quote((p("水"), p("雨"))),)


# Formulas in the text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "math"),
    [
        (r"\(a_1 &lt; b\)", Math("a_1 < b", display=False)),
        (r"\[x^2\]", Math("x^2", display=True)),
        ("$$\nx^2\n$$", Math("x^2", display=True)),
        (r"\begin{equation}x\end{equation}", Math("x", display=True)),
        (r"\begin{align*}a&amp;=b\end{align*}", Math(r"\begin{align*}a&=b\end{align*}", display=True)),
    ],
)
def test_tex_in_the_text_of_a_page_that_sets_it(tex: str, math: Math) -> None:
    inside = f"<p>{LONG}{tex}也。</p><p><code>{tex}</code></p><pre>{tex}</pre>"
    setter = "<script async src='https://cdn.example/npm/mathjax@3/es5/tex-chtml.js'></script>"
    found = body(f"<head>{setter}</head><article>{inside}</article>", "a.html")
    assert [inline for inline in iter_inlines(found) if isinstance(inline, Math)] == [math]
    assert formulas(inside) == []


def test_sums_of_money_are_no_formula() -> None:
    setter = "<script src=/katex/auto-render.js></script>"
    found = body(f"<head>{setter}</head><article><p>{LONG}从 $5 到 $6，或 $$。</p></article>", "a.html")
    assert plain_text(found) == f"{LONG}从 $5 到 $6，或 $$。"


# Lists written by hand -----------------------------------------------------------------------------

GIF = "<img src=cache/L8xH11/puce-32883.gif width=8 alt=->&nbsp;"


@pytest.mark.parametrize(
    "rows",
    [
        "<p>* 先量</p><p>* 再锯</p><p>* 后钉</p>",
        "<p>- 先量<br>- 再锯<br>- 后钉</p>",
        "<p>• 先量</p><p>• 再锯<br>• 后钉</p>",
        f"<p>{GIF}先量</p><p>{GIF}再锯</p><p> - 后钉</p>",
    ],
)
def test_rows_with_bullets_are_a_list(rows: str) -> None:
    assert blocks(rows) == (List(tuple((p(word),) for word in ("先量", "再锯", "后钉"))),)


@pytest.mark.parametrize(
    "rows",
    [
        "<p>* 先量</p><p>* 再锯</p>",
        "<p>* 先量</p><p>中间</p><p>* 再锯</p><p>* 后钉</p>",
        "<p>- Где ты был?</p><p>- На канале.</p><p>- Зачем?</p>",
        "<p>-5 度</p><p>-6 度</p><p>-7 度</p>",
        "<p>*甲*</p><p>*乙*</p><p>*丙*</p>",
    ],
)
def test_two_rows_speech_and_figures_are_no_list(rows: str) -> None:
    assert not any(isinstance(block, List) for block in blocks(rows))


def test_a_list_by_hand_has_the_lines_of_its_rows() -> None:
    source = f"<article>\n<p>{LONG}</p>\n<p>* 先</p>\n\n<p>* 再<br>\n次</p>\n<p>* 后</p>\n</article>"
    article = read(source, "a.html")
    assert article.body[1].span == Span(3, 7)
    assert lost_lines(source, article) == []
