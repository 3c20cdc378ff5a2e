"""What the rows of a byline say: flag, authors, account, day, on one line or on several.

    原创 沈知秋  运河人家   2024-03-26 23:59 · 原创： 沈知秋 [运河人家]() · 原创 2024-03-26 运河人家
    沈知秋 沈知秋  运河人家  2024-03-26 · By Ann Lee | March 5, 2024 · 沈知秋 顾南 发自 运河边

Pages print an author's name twice, once for the eye and once for the card behind it: that is one name.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from publish.cleaning.phrases import fold, phrases
from publish.facts.dates import parse_date
from publish.facts.names import split_names
from publish.normal import one_line

LONGEST_NAME = 30

_DAY = r"(?P<date>\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
_PLACE = r"(?:\s(?:[\u4e00-\u9fff]{2,6}|发表于.{2,8}))?"
_DATED = re.compile(rf"(?P<names>\S.*?)\s+(?:[·•|｜/–—-]\s+)?{_DAY}\s*{_PLACE}\s*", re.DOTALL)
_DATED_BETWEEN = re.compile(rf"(?P<flag>\S{{1,10}})\s+{_DAY}\s+(?P<names>[^\d\s].{{1,{LONGEST_NAME}}})")
# A day before a name of whom nobody can tell whether it is the author's: 2024-03-26 运河人家.
_DAY_FIRST = re.compile(rf"{_DAY}\s+[·•|｜/–—-]?\s*[^\W\d][^\d。，,；;：:！!？?]{{1,{LONGEST_NAME}}}")
_BY = re.compile(
    r"(?:By|Written by|Posted by|Von|Par)\s+(?P<names>[^\W\d_].{2,60}?)(?:\s*[|·•–—]\s*(?P<rest>.*))?"
)
_DAY_ALONE = re.compile(
    r"(?:(?:published|posted|updated|written|date|入力|입력|公開日?|投稿日?|更新日?|发布于|发表于|发布时间|发布日期|发表时间|时间|日期)\s*(?:on|at)?\s*[:：]?\s*)?"
    r"(?P<day>(?:[^\W\d_\u3400-\u9fff]{3,10},?\s+)?\W?\d{1,4}\D{1,12}\d{1,2}\D{1,12}\d{1,4}\D?|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,\s+\d{4})"
    r"(?:[\sT,]*\d{1,2}:\d{2}.{0,12})?(?:\s*发表于\s*\S{2,8})?",
    re.IGNORECASE,
)
_ONE_NAME = r"(?:[\u3400-\u9fff·]{2,4}|[A-Z][\w.-]{1,15})"
_FROM = re.compile(
    rf"(?:\S{{0,8}}记者\s*)?(?P<names>{_ONE_NAME}(?:[\s、]+{_ONE_NAME}){{0,3}})\s+发自\s*(?!内心|心底|肺腑)[^\s的地]{{2,6}}"
)
_TIME_OF = re.compile("(?:时间|日期|地点)$")  # 会议时间 2024-03-26
_FIRST_DAY = (
    r"发[布表]于?(?:时间|日期|日)?|首发(?:于|时间)?|创建(?:于|时间|日期)?|公開日?時?|投稿日時?|掲載日|配信日?|作成日"
    r"|게시일?|등록일?|작성일?|입력|published|posted|created|written|first published"
)
_LATER_DAY = (
    r"(?:最后|最近|最終|最終)?(?:更新|修改|编辑|編集)于?(?:时间|日期|日時?)?|수정일?|업데이트"
    r"|(?:last )?(?:updated|modified|edited|revised)"
)
_BETWEEN = r"\s*(?:on|at|:|：)?\s*"
_LABELLED_DAY = re.compile(rf"(?:{_FIRST_DAY}){_BETWEEN}(?P<day>\S{{0,3}}\d.{{5,24}})", re.IGNORECASE)
_LABEL_OF_DAY = re.compile(rf"(?:(?:{_FIRST_DAY}|{_LATER_DAY})[\s:：]*)+", re.IGNORECASE)
_DIGITS_OF_DAY = r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s*T?\d{1,2}:\d{2}(?::\d{2})?)?"
_ONE_DAY = rf"(?:(?:{_FIRST_DAY}|{_LATER_DAY}){_BETWEEN})*{_DIGITS_OF_DAY}"
_DAYS = re.compile(
    rf"{_ONE_DAY}(?:\s*[~～〜–—·|,，/(（至到-]*\s*{_ONE_DAY}(?:\s*(?:{_LATER_DAY}))?[)）]?)*(?:\s*(?:{_LATER_DAY}))?",
    re.IGNORECASE,
)


def is_label_of_day(text: str) -> bool:
    """True for 投稿日, 更新日, 发布于: what a day is, and no name."""
    return bool(_LABEL_OF_DAY.fullmatch(text.strip()))


def published_first(text: str) -> str:
    """The day of publication in a line of days, else the first of them: 更新 2024-05-01 发布 2024-03-26."""
    labelled = _LABELLED_DAY.search(text)
    return (parse_date(labelled["day"]) if labelled else "") or parse_date(text)


_JOINING = "and und et y e & de da do del della di van von der den la le bin al el"
_PARTICLES = frozenset(_JOINING.split())
_NOTE_OF = re.compile(
    r"@(?P<name>\S.{0,30}?)\s*的(?:笔记|作品|文章|动态|帖子|视频)(?:\s*[\d.万wW+]+\s*人\S{2})?"
)


def _are_names(text: str) -> bool:
    """True for words with capitals and what joins them: Ann Lee and Bo Li; not for “the way”."""
    first, *rest = re.findall(r"[^\s,]+", text)
    signs = [first[0], *(word[0] for word in rest if word not in _PARTICLES)]
    return not any(sign.islower() for sign in signs)


BELOW = ("发布于", "发表于", "首发于", "postedon", "publishedon")
"""How a line begins, folded, that may have the day of publication (see `published`)."""


class Byline(NamedTuple):
    """What a byline says, empty where it does not; `whole` if the row says nothing else."""

    authors: tuple[str, ...] = ()
    account: str = ""
    day: str = ""
    whole: bool = True


_LONGEST_LINE = 1000  # characters


def on_one_line(text: str) -> Byline | None:
    """The byline that a converter made one line of, proved by its time or by a flag with the account."""
    if len(text) > _LONGEST_LINE:
        return None
    found = _DATED_BETWEEN.fullmatch(text.strip())
    if found and is_flag(found["flag"]):
        return Byline((), one_line(found["names"]), parse_date(found["date"]))
    found = _DATED.fullmatch(text.strip())
    names = found["names"] if found else text.strip()
    if len(fold(names)) > 2 * LONGEST_NAME:
        return None
    parts = _parts(names) if found else _flagged_parts(names)
    labelled = any(":" in fold(part) or _TIME_OF.search(part) or is_label_of_day(part) for part in parts)
    if not parts or labelled:
        return None
    return Byline(authors_of(parts[:-1]), parts[-1], parse_date(found["date"]) if found else "")


def _parts(row: str) -> list[str]:
    """Author and account of a row: two blanks or a line's end part them, or else its last blank."""
    parts = said_once(re.split(r"\s{2,}|\n", row.strip()))
    if len(parts) == 1 and " " in (row := once(parts[0])):
        parts = row.rsplit(" ", 1)
    return _unflagged(parts)


def above_day(row: str) -> Byline | None:
    """The byline of a row that begins with a flag and has its time on the next: 原创 沈知秋 运河人家."""
    flag, _, names = row.partition(" ")
    english = flag.isascii()  # it may begin a sentence: “Original sin”
    if english or not is_flag(flag) or not names.strip() or re.search("[。，,；;！!？?:：]", names):
        return None
    if parse_date(names):
        return None
    parts = _parts(row)
    return Byline(authors_of(parts[:-1]), parts[-1]) if parts and len(fold(row)) <= LONGEST_NAME else None


def _flagged_parts(row: str) -> list[str]:
    """Author and account of a row that begins with a flag and has no time: a mark must part the two."""
    flag, *_ = row.split(" ", 1)
    english = flag.isascii()  # it may begin a sentence: “Original sin”
    if "\n" in row or english or not is_flag(flag) or re.search("[。,，;；!！?？]", row):
        return []
    parts = _unflagged(re.split(r"\s{2,}", row.strip()))
    if len(parts) == 1 and flag.endswith((":", "：")) and parts[0].count(" ") == 1:
        parts = parts[0].split(" ") if len(split_names(parts[0])) == 1 else parts
    return parts if len(parts) > 1 else []


def _unflagged(parts: list[str]) -> list[str]:
    first, *more = parts[0].split(" ", 1)
    return [*(name.strip() for name in more), *parts[1:]] if is_flag(first) else parts


def is_flag(text: str) -> bool:
    """True for 原创 and the like, also with a colon."""
    return fold(text).rstrip(":") in {fold(flag) for flag in phrases().platform.flags}


def once(text: str) -> str:
    """A name without its repetition: 运河人家 运河人家."""
    middle = len(text) // 2
    twice = text[middle : middle + 1].isspace() and text[:middle] == text[middle + 1 :]
    return text[:middle] if twice else text


def said_once(names: Iterable[str]) -> list[str]:
    """Names without those that are the same as the one before."""
    said: list[str] = []
    for name in map(once, map(one_line, names)):
        if name and (not said or fold(said[-1]) != fold(name)):
            said.append(name)
    return said


def authors_of(names: Iterable[str]) -> tuple[str, ...]:
    """Authors from byline rows: flags such as 原创 left out, 王建新 洪燕妮 parted into two."""
    authors: list[str] = []
    for row in said_once(names):
        first, _, rest = row.partition(" ")
        name = rest if rest and is_flag(first) else row
        if not is_flag(name):
            authors += split_names(name) or [name]
    return tuple(dict.fromkeys(authors))


_PUBLISHED = re.compile(rf"(?:发布于|发表于|首发于|Posted on|Published on)\s*{_DAY}(?:\D|$)", re.IGNORECASE)


def published(text: str) -> str:
    """The day of a line that begins with 发布于 2024-03-26, whatever is glued to it; or empty."""
    found = _PUBLISHED.match(text)
    return parse_date(found["date"]) if found else ""


_AUTHOR = re.compile(
    r"(?:本文|文章)?(?:作者|撰文|撰稿|采写)[ \u3000]+"
    r"(?P<names>[\u3400-\u9fff·]{2,8}(?:[ 、\u3000]+[\u3400-\u9fff·]{2,4}){0,3}"
    r"|[A-Z][\w.-]+(?: [A-Z][\w.-]*){0,3})"
)
# What an article has of its author beside the name: 作者 简介.
_ABOUT_AUTHOR = re.compile(
    r"\S*(?:简介|介绍|简历|自述|手记|的话|有话|按语?|观点|[前后]记|[前序]言|序|团队|单位|声明|专访|访谈|对话|信息|主页|推荐|授权"
    r"|投稿|供图|头像|签名|问答|回复|名称|昵称|姓名|列表|不详|未知|关注|更多|其他|作品|文章|版权|所有|联系|联系方式|邮箱|微信)"
)


def _named_alone(text: str) -> tuple[str, ...]:
    """The names in a row with a label but no colon: 作者 沈知秋."""
    found = _AUTHOR.fullmatch(text)
    if found is None or _ABOUT_AUTHOR.match(found["names"]):
        return ()
    return split_names(found["names"])


def said_above(text: str) -> Byline | None:
    """What a line says that a page sets above its text: who wrote it, when; None for any other line."""
    if named := _named_alone(text):
        return Byline(named, whole=False)
    if note := _NOTE_OF.fullmatch(text):
        return Byline((note["name"],))
    if place := _FROM.fullmatch(text):
        return Byline(split_names("、".join(place["names"].split())), whole=False)
    if _DAYS.fullmatch(text):
        return Byline((), "", published_first(text))
    by = _BY.fullmatch(text)
    if by and (re.search("[.。!?]$", text) or not _are_names(by["names"])):
        by = None
    rest = (by["rest"] or "").strip() if by else text
    day = _DAY_ALONE.fullmatch(rest)
    if not by and not day:
        before = _DAY_FIRST.fullmatch(text)
        return Byline((), "", parse_date(before["date"]), whole=False) if before else None
    authors = split_names(by["names"]) if by else ()
    found = parse_date(day["day"]) if day else ""
    return Byline(authors, "", found, whole=bool(authors or not by) and bool(found or not rest))
