"""How much a decoded text looks like text: what tells the charsets of East Asia apart.

The same bytes are mostly valid in GB 18030, Big5 and Shift JIS, but only the right one gives common
characters. Each character beyond ASCII earns or costs: common Han and kana earn most, rare Han nothing,
private use and replacement characters cost most.
"""

import re

from publish.reading.han import COMMON_HAN, SIMPLIFIED

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile("[\u3041-\u30fe]")
_JAPANESE_SHARE = 0.1


def plausibility(text: str) -> float:
    """From about -8 (nonsense) to 2 (plain running text), the mean over the characters beyond ASCII."""
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0
    worth = sum(map(_worth, foreign))
    if len(_KANA.findall(text)) > len(foreign) * _JAPANESE_SHARE:
        # GB 18030 and EUC-JP have kana in the same places, but Japanese has no simplified characters.
        worth -= 3 * len(SIMPLIFIED.findall(text))
    return worth / len(foreign)


def _worth(character: str) -> float:
    if character in COMMON_HAN:
        return 2.0
    if "\u3041" <= character <= "\u30fe" or character in "，。、；：？！“”‘’（）《》「」『』—…·　":
        return 1.5
    if "\uac00" <= character <= "\ud7a3":
        return 1.0
    if _HAN.match(character):
        return 0.0
    if character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < "\xa0":
        return -8.0
    if "\uff61" <= character <= "\uff9f" or character > "\uffff":
        return -2.0  # half-width kana and rare Han are what wrong charsets produce
    return -0.5
