"""The language of an article, from the scripts it is written in, where the capture does not say."""

import re
from collections import Counter

from publish.reading.han import SIMPLIFIED, TRADITIONAL

# The letters of each script, as character classes.
_SCRIPTS = {
    "han": "\u3400-\u9fff\U00020000-\U0003ffff",
    "latin": "A-Za-z\u00c0-\u024f",
    "kana": "\u3041-\u3096\u30a1-\u30fa",
    "hangul": "\uac00-\ud7a3",
    "arabic": "\u0620-\u064a\u0671-\u06d3",
    "hebrew": "\u05d0-\u05ea",
    "cyrillic": "\u0400-\u0481\u048a-\u04ff",
    "greek": "\u0370-\u03ff",
    "thai": "\u0e01-\u0e4e",
    "devanagari": "\u0904-\u0939",
}
_KANA_OR_HANGUL = re.compile(f"[{_SCRIPTS['kana']}{_SCRIPTS['hangul']}]")
_LETTERS = {script: re.compile(f"[{letters}]+") for script, letters in _SCRIPTS.items()}
_LANGUAGES = {
    "hangul": "ko",
    "arabic": "ar",
    "hebrew": "he",
    "cyrillic": "ru",
    "greek": "el",
    "thai": "th",
    "devanagari": "hi",
}
_STOP_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to in is that for it with as was on are be this have from",
        "de": "der die und das ist nicht ein eine mit für auf den von zu dem auch sich",
        "fr": "le la les des est et une dans pour que qui sur pas avec du au ce",
        "es": "el las los una por con del para es al como más su se lo",
        "it": "il che di una per non con sono della nel dei gli più anche",
        "pt": "os uma que com não para por mais dos em um se na no",
    }.items()
}
# Running text has a stop word in every fifth place or so; a list of names or of code has not.
_FEWEST_STOP_WORDS, _STOP_WORD_SHARE = 2, 0.05
_EAST_ASIAN = frozenset({"han", "kana", "hangul"})
# A word takes about three more letters in Latin than in Han.
_LATIN_LETTERS = 3
_SAMPLE = 4_000


def guess_language(text: str) -> str:
    """The BCP 47 tag of a text by its characters; `und` where they do not tell.

    Kana makes it Japanese even between many Han characters, hangul Korean; Chinese is zh-Hans or zh-Hant by
    the characters that only one of them has.
    """
    text = text[:_SAMPLE]
    counts = dict.fromkeys(_EAST_ASIAN, 0) | {"han": _letters(text, "han")}
    if _KANA_OR_HANGUL.search(text):
        counts |= {script: _letters(text, script) for script in ("kana", "hangul")}
    if 2 * sum(counts.values()) < len(text):  # otherwise no other script can have more
        counts |= {script: _letters(text, script) for script in _SCRIPTS if script not in _EAST_ASIAN}
    if not any(counts.values()):
        return "und"
    counts["latin"] = counts.get("latin", 0) // _LATIN_LETTERS
    east_asian = counts["han"] + counts["kana"] + counts["hangul"]
    script = max(counts, key=lambda name: counts[name])
    if east_asian >= max(count for name, count in counts.items() if name not in _EAST_ASIAN):
        if counts["hangul"] > east_asian * 0.2:
            return "ko"
        return "ja" if counts["kana"] > east_asian * 0.1 else _chinese(text)
    return _LANGUAGES.get(script, "") or _latin(text)


def _letters(text: str, script: str) -> int:
    return sum(map(len, _LETTERS[script].findall(text)))


def _chinese(text: str) -> str:
    traditional, simplified = len(TRADITIONAL.findall(text)), len(SIMPLIFIED.findall(text))
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _latin(text: str) -> str:
    words = Counter(re.findall(r"[a-zà-ÿ]+", text.lower()))
    scores = {name: sum(words[word] for word in stops) for name, stops in _STOP_WORDS.items()}
    best = max(scores, key=lambda name: scores[name])
    enough = scores[best] >= max(_FEWEST_STOP_WORDS, words.total() * _STOP_WORD_SHARE)
    return best if enough else "en" if text.isascii() else "und"
