"""Captures that break off in the middle of a mark, a tag or an address are read whole all the same."""

from reading.accounts import body

from publish.facts.names import split_names
from publish.model import Math
from publish.reading.html_tree import parse_html, text_of
from publish.reading.repair_code import hide_code
from publish.reading.repair_escapes import keep_marks_of_addresses
from publish.shorthand import p
from publish.walk import iter_images, iter_inlines, plain_text


def test_a_formula_glued_to_other_signs_keeps_its_backslashes() -> None:
    (formula,) = (each for each in iter_inlines(body(r"\&amp;$\frac{1}{2}$")) if isinstance(each, Math))
    assert formula.tex == r"\frac{1}{2}"


def test_a_price_before_a_path_opens_no_formula() -> None:
    assert body(r"US$5 for C:\temp\new costs $5") == body(r"US$5 for C:\\temp\\new costs $5")


def test_comments_without_an_end_hide_nothing() -> None:
    text = "<!-- a\n" * 300
    assert hide_code(text) == (text, [])


def test_what_ends_is_hidden_beside_what_does_not() -> None:
    assert hide_code("<!-- a <pre>x</PRE > b <!-- c")[1] == ["<pre>x</PRE >"]


def test_marks_of_many_addresses_in_one_line() -> None:
    line = "http://a.example/b_c*d 字 "
    # A star behind an odd number of others may end their emphasis.
    assert keep_marks_of_addresses(line * 20) == (r"http://a.example/b_c\*d 字 " + line) * 10


def test_an_address_of_blanks_only_has_no_marks() -> None:
    line = "http://a.example/" + "x%20" * 500
    assert keep_marks_of_addresses(f"{line} *a*") == f"{line} *a*"


def test_no_names_in_a_line_as_long_as_an_article() -> None:
    assert split_names("a" * 5000) == ()
    assert split_names("Ann Lee, Bo Li") == ("Ann Lee", "Bo Li")


def test_a_deep_page_that_breaks_off_in_a_tag() -> None:
    root = parse_html("<div>" * 900 + "<p>一段文字。</p>" + "<a" * 400)
    assert root is not None
    assert "一段文字。" in text_of(root)


def test_pictures_in_links_one_after_another() -> None:
    read = body("前文。\n" + "[![](http://a.example/p.png)](http://a.example)\n" * 5 + "后文。")
    assert read[0] == p("前文。") or plain_text(read[0]) == "前文。"
    assert plain_text(read[-1]) == "后文。"


def test_a_page_that_breaks_off_in_scripts() -> None:
    root = parse_html("<p>一段文字。</p><script>var a = 1</script>" + "<script " * 200)
    assert root is not None
    assert "一段文字。" in text_of(root)


def test_a_title_with_a_quotation_mark_in_it() -> None:
    source = r'![](<a b(1).png> "\"")'
    assert [image.title for image in iter_images(body(source))] == ['"']
