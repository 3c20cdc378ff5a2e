"""Credit lines get the role `credit`; the article's credit and authors are read from them.

Nothing is taken out: （来源：新华网） stays where it stands and is also the article's credit.
"""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from publish.cleaning.phrases import Credits, fold, phrases
from publish.cleaning.shapes import is_pictures, is_prose, words
from publish.facts.names import split_names
from publish.facts.origins import known, line_of
from publish.model import Article, Block, Paragraph
from publish.normal import one_line
from publish.plugins import cleaner
from publish.walk import plain_text

ROLE = "credit"

_FIRST = 6  # blocks at either end in which a credit is the article's, not a picture's
_LAST = 12
_SECTIONS = 4
_LONGEST_NAME, _LONGEST_NAMES = 20, 40


@cleaner("credits", reason="Credit lines are marked as such and stay; only what they state is read.")
def credit_lines(article: Article) -> Article:
    """Mark credit lines, and take credit and authors from them where the capture states none."""
    labels = phrases().credits
    marked = _marked(article.body, labels)
    lines = {
        number: one_line(plain_text(block))
        for number, block in enumerate(marked)
        if block.role == ROLE and _is_near_end(number, marked)
    }
    # 来源 under a picture is the picture's.
    origins = {
        number: line for number, line in lines.items() if not (number and is_pictures(marked[number - 1]))
    }
    credit, credited = _origin(origins, labels)
    if credit and _in_each_section(marked, labels):
        credit, credited = "", 0
    authors, named = _authors(lines, labels)
    article = replace(article, body=marked) if marked != article.body else article
    article = known(article, "credit", credit, "credit line", line_of(marked[credited]) if credit else 0)
    return known(article, "authors", authors, "credit line", line_of(marked[named]) if authors else 0)


def _in_each_section(body: tuple[Block, ...], known: Credits) -> bool:
    """True where an origin stands in every section, as in a digest: none of them is the article's."""
    labels = tuple(f"{fold(label)}:" for label in known.origin_labels)
    return sum(words(block).startswith(labels) for block in body) >= _SECTIONS


def _is_near_end(number: int, body: tuple[Block, ...]) -> bool:
    return number < _FIRST or number >= len(body) - _LAST


def _marked(body: tuple[Block, ...], known: Credits) -> tuple[Block, ...]:
    return tuple(
        replace(block, role=ROLE) if _is_near_end(number, body) and _is_credit(block, known) else block
        for number, block in enumerate(body)
    )


def _is_credit(block: Block, known: Credits) -> bool:
    return isinstance(block, Paragraph) and not block.role and known.is_credit(words(block))


def parts_of(line: str, known: Credits) -> list[tuple[str, str]]:
    """Labels and values of a credit line: 作者 | 张三 编辑：李四 -> (作者, 张三), (编辑, 李四)."""
    # Each character is folded alone, so that a place in the folded line is one in the line as written.
    written = [sign for sign in line if fold(sign)]
    folded = "".join(fold(sign)[:1] for sign in written)
    found = list(known.label.finditer(folded))
    ends = [*(match.start() for match in found[1:]), len(folded)]
    return [
        (match["label"], _value(line, written, match.end(), end))
        for match, end in zip(found, ends, strict=False)
    ]


def _value(line: str, written: list[str], start: int, end: int) -> str:
    """The part of the line between two of its visible characters, with the blanks between them."""
    places = [place for place, sign in enumerate(line) if fold(sign)]
    if start >= end or start >= len(written):
        return ""
    value = line[places[start] : places[end - 1] + 1]
    return re.sub(r"^[\s*（(【\[]+|[\s*）)】\]。.;；]+$", "", value)


def _origin(lines: Mapping[int, str], known: Credits) -> tuple[str, int]:
    """The origin that the last line with an origin label names, and the number of its block."""
    labels = {fold(label) for label in known.origin_labels}
    for number, line in reversed(tuple(lines.items())):
        for label, value in parts_of(line, known):
            if label in labels and 0 < len(value) <= 2 * _LONGEST_NAME and not value.startswith("http"):
                return value, number
    return "", 0


def _before_biography(value: str, line: str) -> str:
    """The name alone in a line that is a sentence: 作者：沈知秋，修书匠，住在河边。"""
    return re.split("[,，]", value)[0] if line.endswith("。") and line[:-1].endswith(value) else value


def _authors(lines: Mapping[int, str], known: Credits) -> tuple[tuple[str, ...], int]:
    """The authors that the first line with an author label names, and the number of its block."""
    labels = {fold(label) for label in known.author_labels}
    for number, line in lines.items():
        for label, value in parts_of(line, known):
            parts = set(re.split("[、,&/和及·・+]", label))
            named = parts & labels and 0 < len(value) <= _LONGEST_NAMES and not is_prose(fold(value))
            if named and (names := split_names(_before_biography(value, line))):
                return names, number
    return (), 0
