r"""How formulas are told from prices and brackets in a line of text."""

import re

# A backslash command, a super- or subscript, an equation: what a price or an escaped bracket has not.
_TEX = re.compile(
    r"\\[A-Za-z]{2,}|\\[,;!%{|]|(?<!\\)\^|(?<![\\\w])[A-Za-z]_[A-Za-z0-9{]|[\w)}]\s*=\s*[\w\\({-]|[<>]"
)
_HAN_OUTSIDE_TEXT = re.compile(r"[\u3040-\u9fff]")
_TEXT_COMMAND = re.compile(r"\\(?:text|mathrm|mbox|operatorname)\s*\{[^{}]*\}")

FORMS = tuple(
    (re.compile(form, re.DOTALL), display)
    for form, display in (
        (r"\$\$(?P<tex>(?:[^$\\]|\\.){1,4000})\$\$", True),
        (r"\\\[(?P<tex>.{1,4000}?)\\\]", True),
        (r"\\\((?P<tex>.{1,1000}?)\\\)", False),
        (r"\$(?![\s$])(?P<tex>(?:[^$\\]|\\.){1,1000})(?<!\s)\$(?![\w$])", False),
    )
)
"""The spellings of a formula, and if it is displayed."""


def is_tex(text: str) -> bool:
    """True for what is clearly a formula and not an amount of money or an aside in brackets."""
    return bool(_TEX.search(text)) and not _HAN_OUTSIDE_TEXT.search(_TEXT_COMMAND.sub("", text))
