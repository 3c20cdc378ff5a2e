"""The index of names: which names stand in which articles, and where.

Two kinds of names are found: those that the edition lists, wherever they stand in the text, and those that
a capture marks as names (`[王思北]{.name}`, `<span class="name">王思北</span>`), where they are marked.
Titles, authors and the lines around an article are none of its text.

A listed name is found as a whole word in scripts that part words; in Han, kana and Hangul just as it is
spelled. Where several may begin at one place the longest counts, so that 王思 is not found in 王思北 if
both are names. What stands in a note is found at the block that calls it.

Names come in the order of these groups:

    alphabets  by their last word, then by the whole, capitals and accents alike (Ada Lovelace: at L)
    Hangul     as Unicode has it, which is the order of the alphabet
    kana       likewise, katakana among hiragana
    Han        sign by sign in the order of the language's own character set, as no reading is known here:
               GB 2312 (pinyin for the 3755 common signs, then radicals), Big5 (strokes) for zh-Hant,
               JIS X 0208 (common readings) for ja; signs that it lacks stand behind, as Unicode has them
    others     as Unicode has them
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import count

from msgspec.structs import replace

from publish.diagnostics import Code, Report
from publish.editions.links import every_block
from publish.editions.places import Place
from publish.facts.names import NAME_ROLE
from publish.model import Article, Block, Edition, Indexed, Inline, Note, Span, Tagged
from publish.normal import one_line
from publish.theming.scripts import script_of
from publish.walk import Blocks, Inlines, inline_runs, map_blocks, plain_text

_SOLID = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u30ff\u3130-\u318f\u31a0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff"
)
"""Letters of scripts in which a word need not be parted from its neighbours."""
_LETTER = f"[^\\W_{_SOLID}]"
_NOT_IN_TEXT = "\0"


def indexed(edition: Edition, names: Sequence[str] = ()) -> Edition:
    """The edition with its index, and with ids for the blocks that this leads to.

    `names` are what to look for, beside what is marked. A name that stands nowhere is not in the index:
    `tell_absent` says so. To be called when articles have their ids.
    """
    search = _Search(names)
    places: dict[str, dict[tuple[str, str], None]] = {}
    parts = tuple(
        replace(part, contents=tuple(search.through(article, places) for article in part.contents))
        for part in edition.contents
    )
    found = sorted(places, key=lambda name: _order(name, edition.lang))
    index = tuple(Indexed(name, tuple(places[name])) for name in found)
    return replace(edition, contents=parts, index=index) if index else edition


def tell_absent(index: Sequence[Indexed], names: Sequence[str], place: Place, report: Report) -> None:
    """Say which of the names that an edition.toml (its `place`) lists are not in the index."""
    found = {entry.name for entry in index}
    for name in names:
        if one_line(name) not in {"", *found}:
            line = place.line_of_value("names", name)
            report.add(
                Code.NAME_NOT_FOUND,
                f"the name “{name}” stands in no article",
                path=place.file,
                span=Span(line, line) if line else None,
                hint="write it as the articles do, or take it out of names",
            )


class _Search:
    """Looks for names in articles."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names: dict[str, list[str]] = {}  # by their first character, to ask for few at a time
        for name in filter(None, dict.fromkeys(map(one_line, names))):
            self._names.setdefault(name[0], []).append(name)

    def through(self, article: Article, places: dict[str, dict[tuple[str, str], None]]) -> Article:
        """The article with ids for the blocks in which names stand; adds these to the names' places."""
        taken = {block.id for block in every_block(article.body)}
        free = (own for number in count(1) if (own := f"name-{number}") not in taken)

        def look(block: Block) -> Blocks:
            found = self._names_in(block)
            if not found:
                return (block,)
            own = block.id or next(free)
            for name in found:
                places.setdefault(name, {})[article.id, own] = None
            return (replace(block, id=own),)

        body = map_blocks(article.body, look)
        return article if body == article.body else replace(article, body=body)

    def _names_in(self, block: Block) -> list[str]:
        """The names in the lines that stand directly in a block and in its notes, each once."""
        marked: list[str] = []
        texts = [text for run in inline_runs(block) for text in _texts(run, marked)]
        found = dict.fromkeys(filter(None, marked))
        for text in texts:
            signs = self._names.keys() & set(text)
            names = [name for sign in signs for name in self._names[sign] if name.partition(" ")[0] in text]
            if names:
                longest_first = tuple(sorted(names, key=lambda name: (-len(name), name)))
                matches = _pattern(longest_first).finditer(text)
                found |= dict.fromkeys(one_line(match[0]) for match in matches)
        return list(found)


def _texts(run: Inlines, marked: list[str]) -> list[str]:
    """The words of a row and of its notes, without what is marked as a name: that goes to `marked`."""
    notes: list[str] = []

    def words(inline: Inline) -> str:
        if isinstance(inline, Tagged) and inline.role == NAME_ROLE:
            marked.append(one_line(plain_text(inline)))
            return _NOT_IN_TEXT
        if isinstance(inline, Note):
            for block in every_block(inline.content):
                for row in inline_runs(block):
                    notes.extend(_texts(row, marked))
            return ""
        rows = list(inline_runs(inline))
        return "".join(map(words, rows[0])) if rows else plain_text(inline)

    return ["".join(map(words, run)), *notes]


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """What finds these names, of which the longer come first."""
    return re.compile("|".join(map(_spelled, names)))


def _spelled(name: str) -> str:
    words = r"\s+".join(map(re.escape, name.split(" ")))
    before = f"(?<!{_LETTER})" if re.match(_LETTER, name[0]) else ""
    behind = f"(?!{_LETTER})" if re.match(_LETTER, name[-1]) else ""
    return f"{before}{words}{behind}"


# Order ---------------------------------------------------------------------------------------------

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)}
_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def _order(name: str, lang: str) -> tuple[int, str, str]:
    """What names of the index are sorted by: their group, their spelling in it, themselves."""
    first = name[0]
    if _HANGUL.match(first):
        return 1, name, name
    if _KANA.match(first):
        return 2, name.translate(_HIRAGANA), name
    if _HAN.match(first):
        charset = _charset(lang)
        return 3, "".join(_sign(sign, charset) for sign in name), name
    if first.isalpha():
        whole = _folded(name)
        return 0, f"{whole.rpartition(' ')[2]} {whole}", name
    return 4, name, name


def _charset(lang: str) -> str:
    """The character set whose order of Han signs readers of a language know."""
    return {"ja": "euc_jp", "hant": "big5"}.get(script_of(lang), "gb2312")


def _sign(sign: str, charset: str) -> str:
    try:
        return f"0{sign.encode(charset).hex():>8}"
    except UnicodeEncodeError:
        return f"1{ord(sign):08x}"


def _folded(text: str) -> str:
    """A text without accents and capitals."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
