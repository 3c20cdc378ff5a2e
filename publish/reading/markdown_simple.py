"""Lines whose inlines are plain to see: text alone, one picture, one link, one bold text.

Most lines of captures are such, and the library's way to them is long. What needs a closer look is left to
it: the result is the same.
"""

import re

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

SIGNS = re.compile(r"[\n!$&*<\[\\\]^_`~]")
"""What our inline rules react to, and no more."""


def inline_rule(state: StateCore) -> None:
    """The library's rule; a line that is nothing but text has no children, its content says it all."""
    for token in state.tokens:
        if token.type == "inline":
            sign = SIGNS.search(token.content)
            token.children = _simple_line(token.content, sign[0]) if sign else []
            if sign and not token.children:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _simple_line(content: str, sign: str) -> list[Token]:
    """The tokens of a line that is one picture, link or bold text, or of lines that are nothing but text.

    Most lines with signs in captures are such; what needs a closer look has no tokens yet.
    """
    if sign == "!":
        picture = _PICTURE.fullmatch(content)
        return [_picture_token(picture)] if picture else []
    if sign == "*":
        bold = _BOLD_LINE.fullmatch(content)
        if not bold:
            return []
        words = Token("text", "", 0, content=bold[1], level=1)
        return [Token("strong_open", "strong", 1), words, Token("strong_close", "strong", -1)]
    if sign == "[":
        link = _LINK.fullmatch(content)
        return _link_tokens(link, 0) if link else []
    return _lines_of_text(content) if sign == "\n" and not _SIGNS_IN_LINE.search(content) else []


_SIGNS_IN_LINE = re.compile(r"[!$&*<\[\\\]^_`~]")
_BOLD_LINE = re.compile(r"\*\*((?!\s)[^\n!$&*<\[\\\]^_`~]+(?<!\s))\*\*")


def _lines_of_text(content: str) -> list[Token]:
    """Text with its line ends; those forced by two blanks are tokens (CommonMark 0.31, section 6.7)."""
    first, *others = content.split("\n")
    lines = [first, *(line.lstrip(" \t") for line in others)]
    tokens: list[Token] = []
    soft: list[str] = []
    for line in lines[:-1]:
        soft.append(line.rstrip(" "))
        if line.endswith("  "):
            tokens += [Token("text", "", 0, content="\n".join(soft)), Token("hardbreak", "br", 0)]
            soft = []
    return [*tokens, Token("text", "", 0, content="\n".join((*soft, lines[-1])))]


_PLAIN_ADDRESS = r"[^\s()<>\\;]*(?:(?<=&amp);[^\s()<>\\;]*)*"
_PICTURE = re.compile(rf"!\[([^\[\]\\`<>*_&!$~^\n]*)\]\(({_PLAIN_ADDRESS})\)")


def plain_image(state: StateInline, silent: bool) -> bool:
    """`![words](address)` without anything that needs a closer look, as most pictures in captures."""
    if state.src[state.pos] != "!":
        return False
    found = _PICTURE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        if state.pending:
            state.pushPending()
        token = _picture_token(found)
        token.level = state.level
        state.tokens.append(token)
        state.tokens_meta.append(None)
    state.pos = found.end()
    return True


_LINK = re.compile(rf"\[([^\[\]\\`<>*_&!$~^\n]+)\]\((?!\))({_PLAIN_ADDRESS})\)")


def plain_link(state: StateInline, silent: bool) -> bool:
    """`[words](address)` without anything that needs a closer look."""
    if state.src[state.pos] != "[":
        return False
    found = _LINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        if state.pending:
            state.pushPending()
        state.tokens += _link_tokens(found, state.level)
        state.tokens_meta += [None] * 3
    state.pos = found.end()
    return True


def _link_tokens(found: re.Match[str], level: int) -> list[Token]:
    return [
        Token("link_open", "a", 1, attrs={"href": found[2].replace("&amp;", "&")}, level=level),
        Token("text", "", 0, content=found[1], level=level + 1),
        Token("link_close", "a", -1, level=level),
    ]


def _picture_token(found: re.Match[str]) -> Token:
    token = Token(
        "image", "img", 0, attrs={"src": found[2].replace("&amp;", "&"), "alt": ""}, content=found[1]
    )
    token.children = [Token("text", "", 0, content=found[1])] if found[1] else None
    return token
