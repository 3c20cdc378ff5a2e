r"""Backslashes, stars and underscores that are signs of the text, in paths, code and bare addresses.

A capture is not written by hand as Markdown is: a backslash is an escape only where a converter set it.
Converters (html2text, Turndown, Pandoc, remark) never set one before a letter or a slash; one that leaves
the backslash of `C:\Users` single does not escape backslashes at all.
"""

import re
from collections.abc import Callable

from publish.reading.formulas import is_tex

# What is passed over: code, addresses of links, tags, definitions of links, formulas; then runs without
# blanks, brackets and marks of code in them.
_RUNS = re.compile(
    r"(?<![`\\])(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)|</?[A-Za-z][^<>\n]*>"
    r"|\]\((?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\((?:[^()\s]|\([^()\s]*\))*\))*)"
    r"(?:[ \t]+(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'))?[ \t]*\)|\]\([^)\n]*\)"
    r"|^[ \t>]*\[[^\]\n]+\]:[^\n]*|^(?: {4}|\t)[^\n]*|\$\$(?:[^$\\]|\\.)+\$\$|\$(?:[^$\\\n]|\\.)+\$"
    r"|\\\((?P<inline>[^\n]{1,1000}?)\\\)|\\\[(?P<display>(?:(?!\n[ \t]*\n).){1,4000}?)\\\]"
    r"|(?P<run>(?:\\[!-~]|(?!\$(?![\s$])(?:[^$\\\n]|\\.)+(?<!\s)\$(?![\w$]))[!#-'*-;=?-Z^_a-~\"])+)",
    re.MULTILINE | re.DOTALL,
)
_PAIR = re.compile(r"\\(.)", re.DOTALL)
_LITERAL_BEFORE = frozenset("/,;%?")
_DRIVE = re.compile(r"(?<![A-Za-z])[A-Za-z]:\\[^\\]")
_HTML = re.compile(r"\s*</?[A-Za-z!]")
_BARE_UNDERSCORE = re.compile(r"(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])")
_ESCAPED_UNDERSCORE = re.compile(r"(?<![!-~])[^\s\\]*[A-Za-z0-9]\\_(?=[A-Za-z0-9])", re.ASCII)
_NO_PROSE = re.compile(r"!\[[^\]\n]*\]|\]\([^)\n]*\)|https?://\S+|`[^`\n]*`|<[^>\n]*>")


def keep_backslashes(text: str) -> str:
    r"""Backslashes that are no escapes, doubled: those of `C:\[x]`, `"\..\mshtml"`, `'admin\'`."""
    paragraphs = text.split("\n\n")
    underscores: list[bool] = []

    def leaves_underscores() -> bool:
        """True if the tool did not escape underscores: there are bare ones inside words."""
        if not underscores:
            escaped = bool(_ESCAPED_UNDERSCORE.search(text))
            underscores.append(not escaped and bool(_BARE_UNDERSCORE.search(_NO_PROSE.sub("", text))))
        return underscores[0]

    for number, paragraph in enumerate(paragraphs):
        if "\\" in paragraph and _PAIR.search(paragraph) and not _HTML.match(paragraph):
            paragraphs[number] = _with_backslashes(paragraph, leaves_underscores)
    return "\n\n".join(paragraphs)


def _with_backslashes(paragraph: str, leaves_underscores: Callable[[], bool]) -> str:
    quotes = frozenset(mark for mark in "'\"" if re.search(rf"(?<!\\){mark}", paragraph))

    def run(found: re.Match[str]) -> str:
        source = found["run"]
        if not source:
            formula = found["inline"] or found["display"]
            if formula is None or "\\" not in formula or is_tex(formula):
                return found[0]
            return found[0][:2] + _RUNS.sub(run, formula) + found[0][-2:]
        if "\\" not in source:
            return source
        if any(sign.isalnum() for sign in _PAIR.findall(source)) or _DRIVE.search(source):
            return _PAIR.sub(
                lambda pair: _kept(pair, _is_literal_in_path(pair[1], source, leaves_underscores)), source
            )
        return _PAIR.sub(lambda pair: _kept(pair, _is_literal(pair, quotes)), source)

    return _RUNS.sub(run, paragraph)


def _kept(pair: re.Match[str], literal: bool) -> str:
    if not literal:
        return pair[0]
    return "\\" * 4 if pair[1] == "\\" else f"\\\\{pair[1]}"


def _is_literal(pair: re.Match[str], quotes: frozenset[str]) -> bool:
    """True for a backslash before what no tool escapes; quotes are escaped all or not at all (Pandoc)."""
    sign, before = pair[1], pair.string[pair.start() - 1 : pair.start()] if pair.start() else ""
    return sign in quotes or sign in _LITERAL_BEFORE or (sign == "." and before in ("'", '"'))


def _is_literal_in_path(sign: str, path: str, leaves_underscores: Callable[[], bool]) -> bool:
    r"""Tools that leave the backslashes of a path alone may yet escape `_` and `*` in it."""
    if sign in "_*":
        return leaves_underscores()
    if sign in "[(":
        return f"\\{'])'['[('.index(sign)]}" not in path
    if sign in "])":
        return f"\\{'[('['])'.index(sign)]}" not in path
    return sign not in "`|"


# Bare addresses ------------------------------------------------------------------------------------

_ADDRESS = re.compile(r"://|%[0-9A-Fa-f]{2}(?=[!-~]*%[0-9A-Fa-f]{2})|\?\w+=", re.ASCII)
# What the pattern above finds, and what stands behind it up to a blank: each sign is passed only once.
_ADDRESS_TO_ITS_END = re.compile(r"(?:://|%[0-9A-Fa-f]{2}|\?\w+=)([^\s`<>]*)", re.ASCII)
_DESTINATION = re.compile(r"\]\([^)\n]*\)")
_OPENING_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9])_")
_STAR_IN_ADDRESS = re.compile(r"(?<![*\\])\*(?=[^\s*])")
_UNDERSCORE_IN_ADDRESS = re.compile(r"(?<![A-Za-z0-9\\_])_(?=[^\s_])|(?<![\\_])_(?=[^A-Za-z0-9\s_])")


def keep_marks_of_addresses(text: str) -> str:
    """Bare addresses and parts of them with their stars and underscores: none of these is emphasis."""
    bare = _DESTINATION.sub("", text)
    if not any(sign in bare for sign in ("://", "%", "?")) or not _has_marked_address(bare):
        return text
    paragraphs = text.split("\n\n")
    for number, paragraph in enumerate(paragraphs):
        if "*" not in paragraph and "_" not in paragraph:
            continue
        bare = _DESTINATION.sub("", paragraph) if "](" in paragraph else paragraph
        marked = ("*" in bare or "_" in bare) and _has_marked_address(bare)
        if marked and not _HTML.match(paragraph):
            paragraphs[number] = _with_marks_kept(paragraph)
    return "\n\n".join(paragraphs)


def _has_marked_address(text: str) -> bool:
    """True if a star or an underscore stands somewhere in an address."""
    return any("*" in rest or "_" in rest for rest in _ADDRESS_TO_ITS_END.findall(text))


def _with_marks_kept(paragraph: str) -> str:
    """A paragraph with the marks in its addresses escaped, but for those that end emphasis around one."""
    counted = stars = underscores = 0
    opened = False

    def address_in(found: re.Match[str]) -> str:
        nonlocal counted, stars, underscores, opened
        source = found["run"]
        address = _ADDRESS.search(source) if source else None
        if not source or not address:
            return found[0]
        head, rest = source[: address.end()], source[address.end() :]
        upto = found.start() + len(head)
        stars += len(_STAR_IN_ADDRESS.findall(paragraph, counted, upto))
        underscores += paragraph.count("_", counted, upto)
        opened = opened or bool(_OPENING_UNDERSCORE.search(paragraph, counted, upto))
        counted = upto
        if stars % 2 == 0:
            rest = _STAR_IN_ADDRESS.sub(r"\\*", rest)
        if underscores % 2 == 0 or not opened:
            rest = _UNDERSCORE_IN_ADDRESS.sub(r"\\_", rest)
        return head + rest

    return _RUNS.sub(address_in, paragraph)
