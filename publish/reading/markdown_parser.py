"""The Markdown grammar we read: CommonMark with what captures use beside it.

Tables, strikethrough, footnotes, definition lists (with a colon), formulas in clear marks. Where the
libraries lose text, their rules are wrapped here: blocks that nest too deep become paragraphs, table rows
longer than their header keep their cells. Emphasis works beside Chinese punctuation, which CommonMark's
flanking rules do not foresee (commonmark/commonmark-spec#650, tats-u/markdown-cjk-friendly).
"""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import html_block as read_html_block
from markdown_it.rules_block import table as read_table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath.index import math_block_dollar
from mdit_py_plugins.footnote import footnote_plugin

from publish.reading.formulas import FORMS, is_tex
from publish.reading.markdown_simple import SIGNS, inline_rule, plain_image, plain_link

MAX_NESTING = 130
"""Levels of the parser: a quote takes one, a list two. The model's own limit is `model.MAX_DEPTH`."""
MAX_INLINE_NESTING = 32
"""Levels of links and styles in a line; what is deeper is read as text."""

BlockRule = Callable[[StateBlock, int, int, bool], bool]


@cache
def markdown_parser() -> MarkdownIt:
    """The parser, built once: it keeps no state between captures."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "inline_definitions": True})
    parser.block = _BoundedBlocks(parser.block)
    parser.inline = _CjkInline(parser.inline)
    parser.enable(["table", "strikethrough"])
    footnote_plugin(parser, move_to_end=False)
    deflist_plugin(parser)
    ruler = parser.block.ruler
    ruler.before("table", "plain_line", _plain_line)
    ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    colon_lists = _with_colons(_rule_named(parser, "deflist"))
    ruler.at("deflist", colon_lists, {"alt": ["paragraph", "reference", "blockquote"]})
    dollars = _looking_only(math_block_dollar(allow_labels=False, allow_blank_lines=False))
    ruler.before("fence", "math_block", dollars, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.core.ruler.at("inline", inline_rule)
    parser.core.ruler.disable("text_join")  # `normalize` joins texts
    parser.inline.ruler.before("link", "plain_link", plain_link)
    parser.inline.ruler.before("escape", "math", _math)
    parser.inline.ruler.before("image", "plain_image", plain_image)
    # Addresses are looked at in one place (`addresses`), and kept as they stand in the capture.
    parser.validateLink = _any_address  # type: ignore[method-assign, assignment]
    parser.normalizeLink = _as_it_stands  # type: ignore[method-assign]
    parser.normalizeLinkText = _as_it_stands  # type: ignore[method-assign, assignment]
    return parser


def _any_address(_url: str) -> bool:
    return True


def _as_it_stands(url: str) -> str:
    return url


def _rule_named(parser: MarkdownIt, name: str) -> BlockRule:
    index = parser.block.ruler.get_active_rules().index(name)
    return parser.block.ruler.getRules("")[index]


# Blocks --------------------------------------------------------------------------------------------


class _BoundedBlocks(ParserBlock):
    """Where blocks nest too deep the library drops the rest of the capture; here it becomes paragraphs."""

    def __init__(self, blocks: ParserBlock) -> None:
        self.__dict__.update(blocks.__dict__)

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level == 0 and state.parentType == "root":
            self._tokenize_root(state, endLine)
            return
        if state.level < state.md.options.maxNesting - 2:
            super().tokenize(state, startLine, endLine)
            return
        line = startLine
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                return
            _paragraph_of_one_line(state, line)
            line = state.line

    def _tokenize_root(self, state: StateBlock, end: int) -> None:
        """The blocks of the capture itself; a paragraph of plain lines is its inline token alone.

        Most lines of captures are such, and the library's way to them is long.
        """
        rules = self.ruler.getRules("")
        starts, indents, ends, source = state.bMarks, state.tShift, state.eMarks, state.src
        line = state.line
        while line < end:
            if starts[line] + indents[line] >= ends[line]:
                line += 1
            elif after := _end_of_plain_lines(state, line, end):
                inline = Token("inline", "", 0, map=[line, after])
                inline.content = source[starts[line] : ends[after - 1]].strip()
                state.tokens.append(inline)
                line = after
            else:
                state.line = line
                next(rule for rule in rules if rule(state, line, end, False))
                line = state.line
        state.line = line


def _paragraph_of_one_line(state: StateBlock, line: int) -> None:
    state.line = line + 1
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(line, line + 1, state.blkIndent, False).strip()
    inline.map = [line, line + 1]
    inline.children = []
    state.push("paragraph_close", "p", -1)


# Lines that can begin nothing but a paragraph, and end none: with a letter, a Chinese mark, a number that
# counts no item, a picture or a link, a bold word, a mark of punctuation.
_PLAIN = re.compile(
    r"[A-Za-z\u0080-\U0010ffff\"'(@%/.,;?&)}]|\d+(?:[.)](?=[^ \t\n])|[^\d.)])"
    r"|!\[|\[[^\]\n^]*\]\(|\*\*[^*\s]|_[^_\s]|`[^`]"
)


def _end_of_plain_lines(state: StateBlock, line: int, end: int) -> int:
    """The line after the paragraph of plain lines that begins here, or 0 if it has other lines, too."""
    starts, indents, ends = state.bMarks, state.tShift, state.eMarks
    after = line
    while after < end:
        start = starts[after] + indents[after]
        if start >= ends[after]:
            break
        if state.sCount[after] - state.blkIndent >= 4 or not _PLAIN.match(state.src, start, ends[after]):
            return 0
        after += 1
    if (
        after == line + 1
        and after + 1 < end
        and state.src.startswith(":", starts[after + 1] + indents[after + 1])
    ):
        return 0  # a term and its definition
    return after


def _plain_line(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """A paragraph of one line, as most are in captures, without asking all the other rules."""
    if silent or (startLine + 1 < endLine and not state.isEmpty(startLine + 1)):
        return False
    if _end_of_plain_lines(state, startLine, endLine) != startLine + 1:
        return False
    _paragraph_of_one_line(state, startLine)
    return True


def _table(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """GFM tables, whose cells beyond the header's number of columns the library drops."""
    first = len(state.tokens)
    if not read_table(state, startLine, endLine, silent):
        return False
    if not silent:
        _keep_all_cells(state, first)
    return True


def _keep_all_cells(state: StateBlock, first: int) -> None:
    tokens = state.tokens[first:]
    kept: list[Token] = []
    cells = line = 0
    for token in tokens:
        if token.type == "tr_open" and token.map:
            cells, line = 0, token.map[0]
        elif token.type == "td_open":
            cells += 1
        elif token.type == "tr_close" and cells:
            kept += _further_cells(state, line, cells)
        kept.append(token)
    state.tokens[first:] = kept


def _further_cells(state: StateBlock, line: int, cells: int) -> list[Token]:
    texts = escapedSplit(getLine(state, line).strip())
    texts = texts[1:] if texts and not texts[0] else texts
    texts = texts[:-1] if texts and not texts[-1] else texts
    tokens = []
    for text in texts[cells:]:
        inline = Token("inline", "", 0, map=[line, line + 1], children=[], content=text.strip())
        tokens += [Token("td_open", "td", 1), inline, Token("td_close", "td", -1)]
    return tokens


_ENDLESS = re.compile(r"<(?:(script|pre|style|textarea)(?=[\s>]|$)|(!--)|(\?)|(!\[CDATA\[))", re.IGNORECASE)
_ENDS = re.compile(r"</(?:script|pre|style|textarea)>|-->|\?>|\]\]>", re.IGNORECASE)


def _html_block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
    """HTML blocks; a script, comment or the like that never ends would swallow the rest of the capture."""
    start = state.bMarks[startLine] + state.tShift[startLine]
    found = _ENDLESS.match(state.src, start, state.eMarks[startLine])
    if found:
        name, comment, instruction, _ = found.groups()
        end = f"</{name.lower()}>" if name else "-->" if comment else "?>" if instruction else "]]>"
        if _last_ends(state).get(end, -1) < start:
            return False
    return read_html_block(state, startLine, endLine, silent)


def _last_ends(state: StateBlock) -> dict[str, int]:
    """Where each kind of end stands for the last time; looked for once in a capture."""
    ends: dict[str, int] | None = state.env.get("html_ends")
    if ends is None:
        ends = {found[0].lower(): found.start() for found in _ENDS.finditer(state.src)}
        state.env["html_ends"] = ends
    return ends


def _with_colons(read_definitions: BlockRule) -> BlockRule:
    """Definition lists whose details begin with a colon; a tilde is a common ornament in captures.

    So is a colon at the start of a line that a tool tore off: one alone, with one blank after it or after a
    line that ends by force, defines nothing.
    """

    def definitions(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
        if not silent:
            line = startLine + 1
            line += 1 if line < endLine and state.isEmpty(line) else 0
            if line >= endLine or state.src[state.bMarks[line] + state.tShift[line]] != ":":
                return False
            if state.src.endswith(("  ", "\\"), 0, state.eMarks[startLine]) or not _defines(state, line):
                return False
        return read_definitions(state, startLine, endLine, silent)

    return definitions


_DETAIL = re.compile(r"^[ >]*:[ \t]", re.MULTILINE)


def _defines(state: StateBlock, line: int) -> bool:
    """True for a detail set off as in Markdown Extra and Pandoc, or one of several in the capture."""
    start = state.bMarks[line] + state.tShift[line]
    return state.src.startswith((":  ", ":\t"), start) or len(_DETAIL.findall(state.src)) > 1


def _looking_only(read_formula: BlockRule) -> BlockRule:
    """A rule that leaves nothing behind when it is only asked whether it applies, as the library's does."""

    def formula(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803
        line, tokens = state.line, len(state.tokens)
        found = read_formula(state, startLine, endLine, silent)
        if silent:
            state.line = line
            del state.tokens[tokens:]
        return found

    return formula


# Inlines -------------------------------------------------------------------------------------------


class _CjkInline(ParserInline):
    def __init__(self, inline: ParserInline) -> None:
        self.__dict__.update(inline.__dict__)
        self.terminator_re = SIGNS

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _CjkState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        if state.level < MAX_INLINE_NESTING:
            super().tokenize(state)
            return
        state.append_pending(state.src[state.pos : state.posMax])
        state.pos = state.posMax
        state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        if state.level < MAX_INLINE_NESTING or state.pos in state.cache:
            super().skipToken(state)
        else:  # as the library does at its own limit; nothing is skipped for good
            state.cache[state.pos] = state.posMax + 1
            state.pos = state.posMax + 1


# Han, kana, hangul and their punctuation, which is set without blanks around it.
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U0001f200-\U0001f2ff\U00020000-\U0003fffd]"
)
_CHINESE_QUOTES = frozenset("“”‘’—…")


class _CjkState(StateInline):
    """CommonMark's flanking rules (0.31, section 6.2), where CJK characters are no punctuation."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        marker = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == marker:
            end += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[end] if end < self.posMax else " "
        cjk = bool(_CJK.match(before)), bool(_CJK.match(after))
        blank = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        mark = _is_mark(before, cjk), _is_mark(after, cjk)
        left = not blank[1] and (not mark[1] or blank[0] or mark[0] or cjk[0])
        right = not blank[0] and (not mark[0] or blank[1] or mark[1] or cjk[1])
        return Scanned(
            left and (canSplitWord or not right or mark[0] or _is_punctuation(before)),
            right and (canSplitWord or not left or mark[1] or _is_punctuation(after)),
            end - start,
        )


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_mark(character: str, cjk: tuple[bool, bool]) -> bool:
    """True for punctuation that is not CJK; quotes and dashes are if CJK stands on the other side."""
    if character in _CHINESE_QUOTES and any(cjk):
        return False
    return _is_punctuation(character) and not _CJK.match(character)


def _math(state: StateInline, silent: bool) -> bool:
    r"""Formulas in a line: `$$..$$`, `\(..\)`, `\[..\]` and `$..$`.

    `\[1\]` is an escaped bracket and `$5 and $6` are prices: all but the double dollar must hold what only
    TeX has, and no Han outside of \text{}.
    """
    if state.src[state.pos] not in "$\\":
        return False
    if (
        state.src[state.pos] == "$"
        and state.pos
        and state.src[state.pos - 1].isascii()
        and state.src[state.pos - 1].isalnum()
    ):
        return False
    for form, display in FORMS:
        found = form.match(state.src, state.pos, state.posMax)
        if found and (found[0].startswith("$$") or is_tex(found["tex"])):
            if not silent:
                token = state.push("math_display" if display else "math_inline", "math", 0)
                token.content = found["tex"].strip()
            state.pos = found.end()
            return True
    return False
