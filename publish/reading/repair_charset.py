"""Text that was decoded in a wrong charset and saved so: mended only where it then plainly makes sense.

UTF-8 read as a Western charset turns 中文 into ä¸­æ–‡, read as GBK into 涓枃; GBK read as a Western
charset turns it into ÖÐÎÄ. All three can be undone as long as no byte was lost.
"""

import re

from publish.reading.plausibility import plausibility

# A UTF-8 sequence of two, three or four bytes, as each byte looks in windows-1252 (or as a C1 control).
# Quotes, dashes and no-break blanks follow accented letters in sound text, too: they prove nothing alone.
_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_HARD = "[\x80-\x9f\xa1-\xaa\xac-\xba\xbc-\xbf€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]"
_SEQUENCES = re.compile(
    f"(?:[\xc2\xc3]{_TAIL}|(?:[\xc4-\xdf]{_HARD}){{3,}}|(?:[\xe3-\xe9]{_TAIL}{{2}}){{2,}}"
    f"|[\xe0-\xef](?:{_HARD}{_TAIL}|{_TAIL}{_HARD})|[\xf0-\xf4]{_HARD}{_TAIL}{{2}})+"
)
# The same with blanks for bytes A0, in a row that no text has by chance.
_DAMAGED = re.compile(f"(?:[\xe2-\xef](?:{_TAIL}|[ ]){{2}}){{3,}}")
# What the commonest marks of Chinese and English come to when UTF-8 is read as GBK.
_OF_GBK = ("锛", "銆", "鈥", "鐨勬", "涓€")
_WESTERN = re.compile("[\xb0-\xf7][\x80-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What both kinds of Western nonsense hold: a look that costs little."""
_GBK_AS_WESTERN = re.compile("(?:[\xa1-\xf7][\xa1-\xfe]){3,}")
_FEWEST = 4
"""Characters of well-formed UTF-8 in Western letters; less may stand in a text by chance."""
_MOST_LOST = 0.1
"""The share of characters that may be beyond help in a line that is mended all the same."""
_CLEARLY = 1.0
"""How much more plausible (see `plausibility`) mended text must be."""

_BYTES = {bytes([code]).decode("cp1252", "ignore") or chr(code): code for code in range(0x80, 0x100)}
_BYTES |= {chr(code): code for code in range(0x100)}


def mend_charset(text: str) -> tuple[str, int]:
    """The text with its lines decoded as they should have been, and how many lines that changed."""
    if not _WESTERN.search(text) and not any(sign in text for sign in _OF_GBK):
        return text, 0
    lines = text.split("\n")
    western = sum(map(len, _SEQUENCES.findall(text)))
    mended = [_mended(line, western >= _FEWEST) for line in lines]
    changed = sum(old != new for old, new in zip(lines, mended, strict=True))
    return ("\n".join(mended), changed) if changed else (text, 0)


def _mended(line: str, repeated: bool) -> str:
    if line.isascii():
        return line
    mended = line
    if repeated:  # UTF-8 is well-formed by chance in hardly any text, so it is tried first
        mended = _DAMAGED.sub(lambda found: _from_western(found[0].replace(" ", "\xa0"), found[0]), mended)
        mended = _SEQUENCES.sub(lambda found: _from_western(found[0]), mended)
    for attempt in (_utf8_as_gbk, _gbk_as_western):
        better = attempt(line)
        if better and plausibility(better) >= plausibility(mended) + _CLEARLY:
            return better
    return mended


def _from_western(text: str, otherwise: str = "") -> str:
    try:
        mended = bytes(_BYTES[character] for character in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return otherwise or text
    return mended if not re.search("[\x00-\x1f\x7f-\x9f]", mended) else otherwise or text


def _utf8_as_gbk(line: str) -> str:
    if not any(sign in line for sign in _OF_GBK):
        return ""
    try:
        data = line.replace("\ufffd", "").encode("gb18030")
    except UnicodeEncodeError:
        return ""
    # GBK takes two bytes at a time and UTF-8 three: one may be lost wherever ASCII follows.
    mended = data.decode("utf-8", "replace")
    return mended if mended.count("\ufffd") <= _MOST_LOST * len(mended) else ""


def _gbk_as_western(line: str) -> str:
    if not _GBK_AS_WESTERN.search(line):
        return ""
    try:
        data = bytes(_BYTES[character] for character in line)
    except KeyError:
        return ""
    return _decoded(data, "gb18030")


def _decoded(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset)
    except UnicodeDecodeError:
        return ""
