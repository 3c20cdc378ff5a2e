"""Official accounts' pages that hold their article in a script alone."""

from reading.accounts import lost_lines, read, without_spans

from publish.model import Span
from publish.reading.html_scripted import scripted_article
from publish.shorthand import img, p, strong
from publish.walk import iter_images, plain_text

HEAD = "<html><head><meta property='og:title' content='一段话'></head><body><div id=js_content></div>"


def page(script: str, inside: str = "") -> str:
    return f"{HEAD}{inside}\n<script>\n{script}\n</script></body></html>"


def test_a_post_of_text() -> None:
    article = read(page(r"text_page_info: { content: '雨下了三天。\x0a\x0a船都不开了。' }"), "a.html")
    assert without_spans(article.body) == (p("雨下了三天。"), p("船都不开了。"))
    assert {block.span for block in article.body} == {Span(3, 3)}
    assert article.provenance.kind == "article"


def test_an_article_that_was_saved_before_it_was_built() -> None:
    script = r"content_noencode: JsDecode('\x3cp\x3e雨下了\x3cstrong\x3e三天\x3c/strong\x3e。\x3c/p\x3e'),"
    assert without_spans(read(page(script), "a.html").body) == (p("雨下了", strong("三天"), "。"),)


def test_text_that_is_escaped_twice() -> None:
    script = r"content_noencode: '\x26lt;p\x26gt;雨下了三天。\x26lt;/p\x26gt;'"
    assert plain_text(read(page(script), "a.html").body) == "雨下了三天。"


def test_angle_brackets_that_are_text_stay_text() -> None:
    script = r"content_noencode: '若 a \x26lt; b，则不必修。'"
    assert plain_text(read(page(script), "a.html").body) == "若 a < b，则不必修。"


PICTURES = r"""content_noencode: '三张旧照片。',
picture_page_info_list = [
  { width: '10' * 1, cdn_url: 'https://p.example/1?a=1\x26amp;amp;b=2',
    watermark_info: { cdn_url: 'https://p.example/mark' } },
  { cdn_url: JsDecode('https://p.example/2'), share_cover: { cdn_url: 'https://p.example/cover' } },
  { cdn_url: '' },
].slice(0, 20);"""


def test_a_post_of_pictures() -> None:
    article = read(page(PICTURES), "a.html")
    assert without_spans(article.body) == (
        p("三张旧照片。"),
        p(img("https://p.example/1?a=1&b=2")),
        p(img("https://p.example/2")),
    )
    assert lost_lines(page(PICTURES), article) == []


def test_a_post_of_pictures_with_its_words_in_the_head_alone() -> None:
    head = "<meta property='og:description' content='三张旧照片。'>"
    script = PICTURES.replace("'三张旧照片。'", "''")
    assert plain_text(read(page(script, head), "a.html").body) == "三张旧照片。"


def test_an_ordinary_article_is_read_from_its_elements() -> None:
    text = "".join(
        f"<p>雨季一到，墙根就返潮，各家有各家的办法，谁也说不清哪一种最好{n}。</p>" for n in range(9)
    )
    source = page(PICTURES).replace("<div id=js_content></div>", f"<div id=js_content>{text}</div>")
    article = read(source, "a.html")
    assert len(article.body) == 9
    assert not list(iter_images(article.body))


def test_a_page_without_such_scripts_has_none() -> None:
    assert scripted_article("<script>picture_page_info_list = [].concat(x)</script>") is None
    assert scripted_article("content_noencode: JsDecode(") is None
