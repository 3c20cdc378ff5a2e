"""A first edition.toml for a folder: what is found there, and every key with a word on it.

The texts are data, in `starters/`: TOML with places to fill in.
"""

import json
from collections import Counter
from collections.abc import Sequence
from glob import escape
from os.path import commonpath
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from publish.editions.captures import PANDOC_SUFFIX, captures_in, matches
from publish.editions.dividing import By, parts_for
from publish.editions.selecting import Candidate

Tongue: TypeAlias = Literal["zh", "en"]
"""The languages that a starter can be in."""

_STARTERS = Path(__file__).parent / "starters"


class Starter(NamedTuple):
    """The text of an edition.toml, what publish will make parts by, and what was found."""

    text: str
    by: By | None
    found: str


def starter(folder: Path, candidates: Sequence[Candidate], tongue: Tongue | None = None) -> Starter:
    """An edition.toml for the captures of a folder, of which `candidates` are those that hold articles.

    It is in Chinese where most of these are, unless `tongue` says otherwise. Names are those of the folder
    and of the first article.
    """
    languages = Counter(article.lang for _, article in candidates if article.lang)
    lang = languages.most_common(1)[0][0] if languages else ""
    tongue = tongue or ("zh" if lang.startswith("zh") else "en")
    by = parts_for(candidates, "auto")
    found = _found(candidates, tongue)
    first = candidates[0][0].relative_to(folder).as_posix() if candidates else "captures/a.md"
    sources = Counter(article.source for _, article in candidates if article.source)
    filled = {
        "folder": _shown(folder.as_posix()),
        "found": _shown(found),
        "title": _text(folder.resolve().name or "edition"),
        "lang": _text(lang or ("zh-Hans" if tongue == "zh" else "en")),
        "captures": _captures(folder, tongue),
        "parts": _parts(by, tongue),
        "first": _text(first),
        "source": _text(sources.most_common(1)[0][0] if sources else "运河人家"),
    }
    text = (_STARTERS / f"{tongue}.toml").read_text("utf-8")
    pieces = text.split("«")
    for number, piece in enumerate(pieces[1:], 1):
        name, _, rest = piece.partition("»")
        pieces[number] = filled[name] + rest
    return Starter("".join(pieces), by, found)


def _text(value: str) -> str:
    """A text as TOML writes it (toml.io, basic strings)."""
    legal = value.encode("utf-8", "replace").decode("utf-8").replace("\x7f", "\ufffd")
    return json.dumps(legal, ensure_ascii=False)


def _shown(text: str) -> str:
    """A text as a comment can hold it: on one line, without signs that TOML forbids there."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def _found(candidates: Sequence[Candidate], tongue: Tongue) -> str:
    articles = [article for _, article in candidates]
    sources = Counter(article.source for article in articles if article.source).most_common()
    dates = sorted(article.date for article in articles if article.date)
    some = sources[:_SHOWN]
    more = len(sources) - len(some)
    if tongue == "zh":
        facts = [f"{len(articles)} 篇文章"]
        names = "、".join(f"{name} {number} 篇" for name, number in some)
        facts += [f"来源：{names}{f'，另有 {more} 个' if more else ''}"] if some else []
        facts += [f"日期从 {dates[0]} 到 {dates[-1]}"] if dates else []
        return "；".join(facts) + "。"
    facts = [f"{len(articles)} article{'s' * (len(articles) != 1)}"]
    names = ", ".join(f"{name} {number}" for name, number in some)
    facts += [f"sources: {names}{f' and {more} more' if more else ''}"] if some else []
    facts += [f"dates from {dates[0]} to {dates[-1]}"] if dates else []
    return "; ".join(facts) + "."


_SHOWN = 6
"""How many sources are listed."""

_SAID = {
    ("captures", "zh"): "从哪些文件里选；不加条件就是全收",
    ("captures", "en"): "what is chosen from: all of it, unless conditions are given",
    ("all", "zh"): "不写就是这个文件夹里所有的文章",
    ("all", "en"): "else all captures in this folder",
    ("parts", "zh"): "分栏目：source、month、year、folder、none；auto 是文章多时才分",
    ("parts", "en"): "parts by source, month, year, folder, none; auto makes them only of many articles",
}


def _captures(folder: Path, tongue: Tongue) -> str:
    """The line `captures`: globs that find what is there, or an example where globs would find other."""
    found = captures_in(folder)
    globs = _globs(folder, found)
    same = {capture for pattern in globs for capture in matches(folder, pattern)} == set(found)
    if not found or not same:
        return f'# captures = ["captures/*.md"]   # {_SAID["all", tongue]}'
    return f"captures = [{', '.join(map(_text, globs))}]   # {_SAID['captures', tongue]}"


def _globs(folder: Path, captures: Sequence[Path]) -> list[str]:
    if not captures:
        return []
    inside = [capture.relative_to(folder) for capture in captures]
    common = Path(commonpath([path.parent.as_posix() or "." for path in inside]))
    flat = all(path.parent == common for path in inside)
    start = "" if common == Path() else f"{escape(common.as_posix())}/"
    suffixes = dict.fromkeys(_suffix(path) for path in inside)
    return [f"{start}{'' if flat else '**/'}*{suffix}" for suffix in suffixes]


def _suffix(path: Path) -> str:
    return path.name[-len(PANDOC_SUFFIX) :] if path.name.lower().endswith(PANDOC_SUFFIX) else path.suffix


def _parts(by: By | None, tongue: Tongue) -> str:
    return f'parts = "{by or "auto"}"   # {_SAID["parts", tongue]}'
