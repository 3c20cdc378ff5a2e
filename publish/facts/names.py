"""The names in what captures give as authors, without labels, addresses, ages, job titles, biographies.

    文/张三 · By Ann Lee and Bo Li · [[沈知秋]] · jane@a.example (Jane Roe) · 沈知秋，某大学教授

A page's list of authors often runs on into its sidebar: what follows the first entry that is no name (a
biography, “more articles”) is not the article's.
"""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from publish.normal import one_line

NAME_ROLE = "name"
"""The role of words in a text that are marked as a name, for the index of an edition."""

HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_EAST_ASIAN, _LONGEST_OTHER, _MOST_WORDS = 24, 60, 6

_WIKI_LINK = re.compile(r"!?\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_EMAIL = re.compile(r"[<(\[（]?\s*(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\s*[>)\]）]?")
_ADDRESS = re.compile(r"[<(\[（]?(?:[a-z]+://|www\.)\S+", re.IGNORECASE)
_HANDLE = re.compile(r"[(（\[]?@[\w.-]+[)）\]]?")
_LABEL = re.compile(
    r"^(?:name|(?:本文|文章|原文|特约|专栏)?(?:作者|撰文|撰稿人?|主笔|文字|采写|执笔|文|記者|记者|执行|著者|筆者|執筆者?|بقلم|كتب|автор)"
    r"|by|written by|authors?|posted by|text|words by|글|(?:글\s*)?작성자|(?-i:di|vom|par|por))"
    r"\s*(?:[:：|｜丨/／＝=]|(?<=[a-z])\s)\s*",
    re.IGNORECASE,
)
_LABEL_AFTER = re.compile(r"\s*[/／|｜丨]\s*(?:文|撰文|图文|作者|text)$", re.IGNORECASE)
# A day or a time that stands behind the names: Ann Lee May 20, 2019 · 顾南 2024-03-04.
_DAY_BEHIND = re.compile(
    r"[\s,|·•–—-]+(?:(?:on\s+)?(?:Mon|Tues?|Wednes|Thurs?|Fri|Satur|Sun)(?:day)?\b[\s,]*)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s+\d{1,2}\b|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4}"
    r"|\d{4}\s?[-/.年]\s?\d{1,2}).*$"
)
_BRACKETED = re.compile(r"\s*[（(【\[][^（(【\[\]】)）]*[)）】\]]\s*$")
# What parts a name from the name of the site that it is followed by.
_SITE = re.compile(r"\s+[-–—]\s+\S.*$|\s*[|｜丨]\s*\S.*$")
# Ends of job titles and of the houses that people work for.
_OFFICE = (
    "教授|博士|硕士|院士|记者|記者|编辑|編集者?|研究员|主任|院长|所长|律师|分析师|工程师|设计师|创始人|合伙人|总监|总裁|经理|董事长|"
    "作家|撰稿人|评论员|专栏作家|ライター|编导|医生|医师|学者|讲师|顾问|专家|负责人|大学|学院|研究院|研究所|公司|集团|中心|报社|"
    "通讯社|实验室|協会|協會|协会|委员会|基金会|医院|部长|局长|处长|秘书长|CEO|CTO|CFO|COO"
)
_IS_OFFICE = re.compile(rf"\S*(?:{_OFFICE})$", re.IGNORECASE)
_OFFICE_BEFORE = re.compile(rf"^\S{{0,20}}(?:{_OFFICE})[\s:：]+(?P<name>[\u3400-\u9fff·]{{2,8}})$")
_REPORTER = re.compile(
    r"^(?:\S{0,12}(?:社|报|网|台|刊))?(?:见习|实习|特约|首席|本报)?记者[\s:：]*(?P<name>[\u3400-\u9fff·]{2,4})$"
)
_OFFICE_AFTER = re.compile(
    rf"\s+(?:\S{{0,12}}(?:{_OFFICE})|기자|선임기자|특파원|논설위원|객원기자|記者|記す|品質管理|さん)$"
    r"|(?<=[\u3400-\u9fff\u30a0-\u30ff])氏$"
)
# What a site of answers prints right behind a name: its badge, and the button beside it.
_BADGE = re.compile(
    r"(?<=.)(?:(?:知乎)?(?:新知|优秀|盐选|特邀)?(?:答主|回答者))?(?:已关注|\+\s?关注|关注[他她TAta]{1,2})$"
)
_DEGREE = re.compile(
    r",?\s+(?:Ph\.?\s?D\.?|M\.?D\.?|Jr\.?|Sr\.?|Esq\.?|MBA|M\.?Sc\.?|II|III)\.?$|"
    r",\s*(?:the\s+)?(?:(?:\w+\s){0,3}(?:writer|editor|reporter|correspondent|contributor|author|columnist|"
    r"professor|director|manager|engineer|analyst|founder|staff|producer|researcher)(?:\s+(?:at|of|for|,).*)?|"
    r"[A-Z][\w&]*\s(?:News|Times|Post|Press|Journal|Magazine))$",
    re.IGNORECASE,
)
_NOBODIES = (
    "null undefined none nan n/a na unknown anonymous admin administrator root webmaster editor "
    "author user guest default original "
    "匿名 匿名用户 佚名 未知 不详 无 本站 本站编辑 本站原创 网站编辑 网络 互联网 网络转载 转载 原创 "
    "小编 编辑 作者 管理员 系统管理员 名無し 관리자"
)
# What a platform calls itself where a page has its name in place of a person's or an account's.
_PLATFORMS = (
    "微信 微信公众平台 微信公众号 微信公众帐号 公众平台 公众号 订阅号 服务号 wechat weixin wechat_mp"
)
_NOBODY = frozenset(f"{_NOBODIES} {_PLATFORMS}".split())
# Where a clipper was, not who published: a platform of many, a tool.
_NO_SOURCES = (
    "web website webpage url rss article clipper obsidian web-clipper webclipper unknown null none reader "
    "manual import auto 未知来源 未知 网络 互联网 转载"
)
_NO_SOURCE = frozenset(f"{_NO_SOURCES} {_PLATFORMS}".split())
# A sentence, or a button of the page.
_NO_NAME = re.compile(
    r"[。！？!?；…“”\"]|[a-z]{4,}[.]\s+\S+\s+\S+\s|://|^\d+$|^[\W_]*$"
    r"|を見る|見る|一覧|もっと|查看|更多|阅读全文|全部文章|關注|关注我"
    r"|view all|read more|see all|more posts|follow",
    re.IGNORECASE,
)
_MARKS = r"\s*[、;；\n]\s*"
_HAN_MARKS = r"\s*[、;；,，/／&＆\n]\s*|\s+(?:和|与)\s+"
_AND = re.compile(r"\s*,?\s+(?:and|und|et|y|e|&)\s+", re.IGNORECASE)
# The family names of nine in ten Chinese: what shows that 王建新 洪燕妮 are two people, 枌谷 力 is one.
_FAMILY_NAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤洪施温康赖翁樊兰殷颜柳安裴易乔伍岳尚葛鲁祝左季耿"
    "文阮蓝甘辛关费詹欧聂游解沙车代鲍路包宁凌霍尤苗曲申骆柯邢岑戚窦章"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鍾譚陸賈鄒龍陶賀顧龔萬錢嚴湯賴顏喬魯"
)
_TWO_NAMES = re.compile(r"[\u3400-\u9fff]{2,4}(?:[ 　][\u3400-\u9fff]{2,4})+")


def author_names(values: Iterable[str]) -> tuple[str, ...]:
    """The names in the values of a field of authors, each once; empty if nobody is named."""
    names: dict[str, None] = {}
    for value in values:
        found = _linked_name(value) or split_names(value)
        if not found and names and not _is_nobody(value):
            break
        names.update(dict.fromkeys(name for name in found if not _follows_a_name(name, names)))
    return tuple(names)


def _linked_name(value: str) -> tuple[str, ...]:
    """The name in a link to a note of one author, in which a slash parts nothing: [[太田 賢一／Design]]."""
    link = _WIKI_LINK.fullmatch(value.strip())
    name = _BADGE.sub("", one_line(link[1])) if link else ""
    if not re.search("[/／]", name) or _NO_NAME.search(name) or _LABEL.match(name):
        return ()
    return (name,) if _is_short(name) and not _IS_OFFICE.fullmatch(name) else ()


_ACCOUNT = re.compile(
    r"(?:来源\s*[:：]\s*)?(?:微信)?(?:公众号|公号|订阅号)\s*[:：|｜·]?\s*(?P<name>\S.*)"
    r"|(?P<named>.*\S)\s*(?:微信)?公众号"
)
_AROUND = re.compile(
    r"[“「『【《〔（(\"]\s*(?P<name>[^“”「」『』【】《》〔〕（）()\"]+?)\s*[”」』】》〕）)\"].*"
)


def account_or_site(text: str) -> str:
    """The name of a source without the platform's: 微信公众号「水边」 and 水边公众号 are 水边.

    Empty for what names no source: the platform alone, a clipper, 网络.
    """
    text = one_line(text)
    if text.lower() in _NO_SOURCE:
        return ""
    found = _ACCOUNT.fullmatch(text)
    if found is None:
        return text
    name = found["name"] or found["named"]
    around = _AROUND.fullmatch(name)
    return around["name"] if around else name.strip("*_ ") or text


# What a list of accounts is called in an address; elsewhere a name in Latin letters may be a category's.
_ACCOUNTS = frozenset(
    {"gzh", "mp", "wechat", "weixin", "account", "accounts", "author", "channel", "公众号"}
)
_CATEGORIES = frozenset(
    {"category", "categories", "tag", "tags", "topic", "topics", "分类", "标签", "专题"}
)


def account_in_path(path: str) -> str:
    """The account that a path within an archive leads to, as /gzh/账号 does; empty for any other path."""
    above, _, last = re.split(r"[?#]", path)[0].rstrip("/").rpartition("/")
    name, shelf = one_line(unquote(last)), above.rpartition("/")[2].lower()
    if not name or not above or "." in name or name.isdigit() or shelf in _CATEGORIES:
        return ""
    return "" if name.isascii() and shelf not in _ACCOUNTS else name


def _follows_a_name(name: str, names: Iterable[str]) -> bool:
    """True for a name said again with something after it: 小林聖子 品質管理."""
    return any(name.startswith(known + " ") for known in names)


def _is_nobody(text: str) -> bool:
    return not text.strip() or text.strip().lower() in _NOBODY


_LONGEST_LINE = 4000  # characters, marks and addresses included


def split_names(text: str) -> tuple[str, ...]:
    """The names in a line of names; nothing if it is a sentence.

    Commas part Chinese names, and names of several words (“Ann Lee, Bo Li”); “Smith, John” is one.
    """
    if len(text) > _LONGEST_LINE:
        return ()
    text = _bare(text)
    parts = _parts(text)
    if any(_NO_NAME.search(part) for part in parts):
        return ()
    names = [name for part in parts for name in _two_names(_one_name(part))]
    offices = [bool(_IS_OFFICE.fullmatch(name)) and len(name) > 4 for name in names]
    kept = [name for name, office in zip(names, offices, strict=True) if not office or all(offices)]
    if any(not _is_short(name) for name in kept):
        return ()
    return tuple(dict.fromkeys(name for name in kept if name and not _is_nobody(name)))


def _bare(text: str) -> str:
    """The text without the marks, tags and addresses of the page it stood in."""
    text = unescape(text) if "&" in text else text
    if "[" in text:
        text = _MARKDOWN_LINK.sub(r"\1", _WIKI_LINK.sub(r"\1", text))
    if "<" in text:
        text = _EMAIL.sub(" ", text)
        text = _TAG.sub(" ", text)
    if "@" in text:
        named = re.fullmatch(r"\s*\S+@\S+\s*[(（](?P<name>[^()（）]+)[)）]\s*", text)
        text = named["name"] if named else _without_handles(_EMAIL.sub(" ", text))
    text = _ADDRESS.sub(" ", text)
    text = _DAY_BEHIND.sub("", one_line(text)) if re.search(r"\d", text) else one_line(text)
    text = text.strip("*_`#·•|｜ ,，、;；:：—–-")
    return _LABEL_AFTER.sub("", _LABEL.sub("", text)).strip().rstrip("。.") if text[-2:-1] != "." else text


def _without_handles(text: str) -> str:
    """A handle beside a name goes; one that stands alone is the name."""
    alone = _HANDLE.fullmatch(text.strip())
    return alone[0].strip("()（）[]@") if alone else _HANDLE.sub(" ", text)


def _parts(text: str) -> list[str]:
    if HAN.search(text):
        return re.split(_HAN_MARKS, text)
    text = _DEGREE.sub("", text)
    parts = [part for piece in re.split(_MARKS, text) for part in _AND.split(piece)]
    return [name for part in parts for name in _at_commas(part)]


def _at_commas(text: str) -> list[str]:
    pieces = [piece.strip() for piece in re.split(r"[,،]", text)]
    if len(pieces) > 1 and all(" " in piece for piece in pieces):
        return pieces
    return pieces if len(pieces) > 2 and not any(" " in piece for piece in pieces) else [text]


def _one_name(text: str) -> str:
    """A name alone: without its office, its age or house in brackets, the site's name behind it."""
    text = _BADGE.sub("", _LABEL.sub("", text.strip()))
    text = _BRACKETED.sub("", text)
    text = _SITE.sub("", text) or text
    for before in (_OFFICE_BEFORE, _REPORTER):
        if found := before.match(text):
            return found["name"]
    shorter = _OFFICE_AFTER.sub("", _DEGREE.sub("", text))
    return one_line(shorter).strip(" \"'“”‘’,，:：")


def _two_names(text: str) -> list[str]:
    """王建新 洪燕妮 as two, each with a Chinese family name; anything else as it is."""
    if not _TWO_NAMES.fullmatch(text):
        return [text]
    names = text.split()
    return names if all(name[0] in _FAMILY_NAMES for name in names) else [text]


def _is_short(name: str) -> bool:
    if re.search("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]", name):
        return len(name) <= _LONGEST_EAST_ASIAN
    return len(name) <= _LONGEST_OTHER and len(name.split()) <= _MOST_WORDS
