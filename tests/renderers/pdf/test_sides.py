"""The sides of the page: indents are where a language starts its lines, and nothing leaves the measure."""

import pypdfium2
import pytest
from printing import pdf_of

from publish.diagnostics import Report
from publish.model import Article, Block, Cell, Edition, Table
from publish.plugins import Context, NoOptions, Plugins
from publish.shorthand import article, bullets, p, quote
from publish.theming.css_pdf import DEEPEST
from publish.theming.shipped import open_theme

THEME = open_theme("journal", Plugins())
LEFT = THEME.page.inner
RIGHT = THEME.page.inner + THEME.page.measure
EM = THEME.size
LINES = "潮水每天来两次，渡口的人从不看表。" * 8
ARABIC = "يأتي المد مرتين في اليوم. " * 12


def reach(of: Article, sign: str) -> tuple[float, float]:
    """From where to where, in pt from the left of the first page, the letters of `sign` are found."""
    data = pdf_of(Edition.of(of), Context(THEME, NoOptions(), Report(), lambda asset: b""))
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    boxes = [
        text.get_charbox(place)
        for place, letter in enumerate(text.get_text_range(errors="strict"))
        if letter in sign
    ]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@pytest.mark.parametrize("block", [quote(p(ARABIC)), bullets(ARABIC)], ids=["quote", "list"])
def test_arabic_is_indented_from_the_right(block: Block) -> None:
    plain_left, plain_right = reach(article("ش", p(ARABIC), lang="ar"), "يمرنلد")
    left, right = reach(article("ش", block, lang="ar"), "يمرنلد")
    assert right < plain_right - EM
    assert left == pytest.approx(plain_left, abs=EM)


@pytest.mark.parametrize("block", [quote(p(LINES)), bullets(LINES)], ids=["quote", "list"])
def test_chinese_is_indented_from_the_left(block: Block) -> None:
    left, right = reach(article("月", block), LINES)
    assert left > LEFT + EM
    assert right == pytest.approx(RIGHT, abs=EM)


def test_what_is_nested_without_end_stays_within_the_measure() -> None:
    block: Block = quote(p("舟" * 100))
    for _ in range(20):
        block = quote(block)
    left, right = reach(article("月", block), "舟")
    assert left == pytest.approx(LEFT + 2 * DEEPEST * EM, abs=EM)
    assert right == pytest.approx(RIGHT, abs=EM / 2)


def test_a_table_of_sixty_columns_stays_within_the_measure() -> None:
    row = tuple(Cell((p("舟"),)) for _ in range(60))
    left, right = reach(article("月", Table(("left",) * 60, (row, row), 1)), "舟")
    assert left > LEFT - 1
    assert right < RIGHT + 1
