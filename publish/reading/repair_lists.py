r"""Marks of lists that stand twice, or that one item of a list lacks the blank behind.

1.  1\. 甲 · -   ◦ 甲 · 3) 甲 / 4)乙 / 5) 丙
"""

import re

_BULLET_TWICE = re.compile(r"^([ \t>]*[-*+][ \t]+)[•◦▪▫●○■□·‣][ \t\u00a0]+(?=\S)", re.MULTILINE)
_NUMBER_TWICE = re.compile(
    r"^(?P<indent>[ \t>]*)(?P<outer>\d{1,3}[.)][ \t]{1,3})(?P<inner>\d{1,3})\\?(?P<mark>[.)])[ \t]+(?=\S)",
    re.MULTILINE,
)
_GLUED = re.compile(r"^\d{1,3}[.)][^\s\d.,)]", re.MULTILINE)
_NUMBERED = re.compile(r"^(?P<number>\d{1,3})(?P<mark>[.)])(?P<rest>[ \t]|(?=[^\s\d.,)]))", re.MULTILINE)


def drop_double_marks(text: str) -> str:
    """List items without the mark that the page had written out; the number that it had written counts."""
    return _NUMBER_TWICE.sub(_numbered_once, _BULLET_TWICE.sub(r"\1", text))


def _numbered_once(found: re.Match[str]) -> str:
    """As wide as before, so that what is indented below stays in the item."""
    return found["indent"] + f"{found['inner']}{found['mark']} ".ljust(len(found["outer"]))


def set_numbers_apart(text: str) -> str:
    """`4)乙` with a blank behind its number where the numbers before and after it in the text have one."""
    if not _GLUED.search(text):
        return text
    found = list(_NUMBERED.finditer(text))
    parts: list[str] = []
    position = 0
    for before, number, after in zip(found, found[1:], found[2:], strict=False):
        row = [(int(each["number"]), each["mark"]) for each in (before, number, after)]
        first, mark = row[0]
        in_row = row == [(first, mark), (first + 1, mark), (first + 2, mark)]
        if in_row and before["rest"] and not number["rest"] and after["rest"]:
            parts += [text[position : number.end()], " "]
            position = number.end()
    return "".join((*parts, text[position:]))
