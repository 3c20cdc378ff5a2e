"""What of a text can be compared across formats: its visible characters, each kind in one spelling.

Blanks, line ends, invisible characters and the hyphens that a line breaker adds (U+2010) go. What remains
is composed (NFC), and characters that fonts draw with one glyph are written as one: a PDF remembers
glyphs, and tells for each the character that it was first used for.
"""

import re
import unicodedata

from publish.pagination import INVISIBLE

# Each row: characters that a font of our themes (Noto CJK, LXGW WenKai) draws with the same glyph, in one
# language at least; the first stands for all. A test asks the fonts.
_ONE_GLYPH = (
    "-\u2011 ‘ʻ \u2013\u2012 …⋯ ·∙•‧・ ｀‵ ／∕ ➡⮕ ～〜 ~∼ ´ˊ |￨ ⎜⎟⎢⎥⎪ ⓪🄋 ⓿🄌 ︰⁚ ︙⁝ —\u2015 "
    "①➀ ②➁ ③➂ ④➃ ⑤➄ ⑥➅ ⑦➆ ⑧➇ ⑨➈ ⑩➉ ❶➊ ❷➋ ❸➌ ❹➍ ❺➎ ❻➏ ❼➐ ❽➑ ❾➒ ❿➓ "
    "㖈䎛 㘽㦳 㶷𤈎 櫸𣟱 逸𨓜 瑨𤨁 户戶戸 晚晩 胶㬵 郎郞 卉𠦄 杞𣏌 肦朌 胊朐 脁朓 曶㫚 幐㬺 㬻䐠 槩㮣 墫壿 "
    "䕫𧃰 \ufa23𧺯 𩿎𩿗"
)

# Radicals (U+2E80-2EF3) and the characters they look like, from Unicode's EquivalentUnifiedIdeograph.txt
# as far as fonts follow it; the Kangxi radicals (U+2F00-2FD5) are known to NFKC.
_RADICALS = (
    "⺂乛⺃乚⺅亻⺇𠘨⺉刂⺋㔾⺍𭕄⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺟母⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺩𤣩⺫罒⺭礻"
    "⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺹耂⺺肀⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长"
    "⻔门⻕𨸏⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)


def _spellings() -> dict[int, str]:
    table = {ord(radical): like for radical, like in zip(_RADICALS[::2], _RADICALS[1::2], strict=True)}
    table |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    for code in range(0xFFA1, 0xFFDD):  # halfwidth Hangul; NFKC would go on to letters that join
        if wide := unicodedata.decomposition(chr(code)).removeprefix("<narrow> "):
            table[code] = chr(int(wide, 16))
    rows = {ord(other): row[0] for row in _ONE_GLYPH.split() for other in row[1:]}
    return {code: like.translate(rows) for code, like in table.items()} | rows


_SPELLINGS = _spellings()
_RESPELLED = re.compile(f"[{''.join(map(re.escape, map(chr, _SPELLINGS)))}]")


def essence(text: str) -> str:
    """The characters of a text that are compared."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    if _RESPELLED.search(text):
        return text.translate(_SPELLINGS)
    return text


# Scripts that are shaped or run from right to left, and marks that stand over letters.
_SHAPED = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u109f\u1780-\u17ff\u1a00-\u1aff\u1b00-\u1bff\u1dc0-\u1dff"
    "\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ua8e0-\uabff\ufb1d-\ufdff\ufe20-\ufe2f\ufe70-\ufefc"
    "\U00010800-\U00011fff\U0001e800-\U0001efff]"
)


def is_shaped(text: str) -> bool:
    """Whether letters of a text join, reorder or run from right to left, so that glyphs are no characters.

    The text that a PDF tells for such glyphs has the right characters, but not always each once and in
    order; it can only be compared as a whole.
    """
    return not text.isascii() and _SHAPED.search(text) is not None
