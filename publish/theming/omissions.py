"""What kind of text an article lacks that its capture had, in a few words that any reader understands.

Records of what was removed name the rule that took it, forty of them; nobody who reads an article knows
those. Here each belongs to one of a few kinds, which source cards name.
"""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from publish.model import Removal
from publish.theming.labels import labels
from publish.theming.scripts import Script

Kind: TypeAlias = Literal[
    "prompts",
    "banners",
    "adverts",
    "related",
    "platform",
    "page",
    "repeated",
    "comments",
    "keeper",
    "disclaimers",
    "dividers",
    "pixels",
    "media",
    "by-hand",
    "other",
    "nothing",
]
"""In the order in which they are named; "nothing" is what was no text for a reader, or stays elsewhere."""

_RULES: dict[Kind, tuple[str, ...]] = {
    "prompts": ("opening", "ending", "learned"),
    "banners": ("border-pictures",),
    "adverts": ("linked-pictures", "interjections"),
    "related": ("related", "cards"),
    "platform": ("platform-tail", "archive-lines", "repost-header"),
    "page": (
        *("page-chrome", "contents-list", "navigation", "footer", "aside", "page-furniture", "form"),
        "outside-article",
    ),
    "repeated": ("title-once", "byline", "metadata-rows", "cover-image"),
    "comments": ("comments",),
    "keeper": ("keeper-notes",),
    "disclaimers": ("disclaimers",),
    "dividers": ("dividers", "emptiness"),
    "pixels": ("placeholders", "tracking-pixel"),
    "media": ("embedded",),
    "by-hand": ("edition",),
    "nothing": (
        *("account-name", "source-name", "captions", "headings", "heading-levels", "credits"),
        *("editor-notes", "front-matter", "markup", "link-definition", "comment", "script", "style"),
        *("hidden", "line-numbers", "drawn-formula", "note-mark", "notes-heading", "web-archive"),
    ),
}
_KINDS: dict[str, Kind] = {rule: kind for kind, rules in _RULES.items() for rule in rules}

_WORDS: dict[Script, dict[Kind, str]] = {
    "hans": {
        "prompts": "关注引导",
        "banners": "二维码与横幅",
        "adverts": "广告",
        "related": "相关阅读",
        "platform": "平台文字与计数",
        "page": "网页栏目",
        "repeated": "重复的题名与署名",
        "comments": "读者留言",
        "keeper": "收藏者附注",
        "disclaimers": "通用声明",
        "dividers": "分隔图饰",
        "pixels": "占位图与跟踪像素",
        "media": "音视频",
        "by-hand": "编者删节",
        "other": "其他",
    },
    "hant": {
        "prompts": "關注引導",
        "banners": "二維碼與橫幅",
        "adverts": "廣告",
        "related": "相關閱讀",
        "platform": "平台文字與計數",
        "page": "網頁欄目",
        "repeated": "重複的題名與署名",
        "comments": "讀者留言",
        "keeper": "收藏者附註",
        "disclaimers": "通用聲明",
        "dividers": "分隔圖飾",
        "pixels": "佔位圖與追蹤像素",
        "media": "影音",
        "by-hand": "編者刪節",
        "other": "其他",
    },
    "ja": {
        "prompts": "フォローの案内",
        "banners": "QRコード・バナー",
        "adverts": "広告",
        "related": "関連記事",
        "platform": "サイトの定型文・カウンター",
        "page": "メニューなど",
        "repeated": "重複する題名・署名",
        "comments": "読者コメント",
        "keeper": "保存者の注記",
        "disclaimers": "定型の免責文",
        "dividers": "区切りの飾り",
        "pixels": "空画像・追跡ピクセル",
        "media": "動画・音声",
        "by-hand": "編集による省略",
        "other": "その他",
    },
    "ko": {
        "prompts": "구독 안내",
        "banners": "QR 코드와 배너",
        "adverts": "광고",
        "related": "관련 글",
        "platform": "플랫폼 문구와 조회 수",
        "page": "메뉴 등",
        "repeated": "반복된 제목과 필자 이름",
        "comments": "독자 댓글",
        "keeper": "저장한 이의 메모",
        "disclaimers": "상투적 고지",
        "dividers": "구분 장식",
        "pixels": "빈 그림과 추적 픽셀",
        "media": "동영상과 음성",
        "by-hand": "편집자가 뺀 부분",
        "other": "기타",
    },
    "arabic": {
        "prompts": "دعوات المتابعة",
        "banners": "رموز ولافتات",
        "adverts": "إعلانات",
        "related": "مقالات ذات صلة",
        "platform": "نصوص المنصة وعدّاداتها",
        "page": "قوائم الصفحة",
        "repeated": "تكرار العنوان والاسم",
        "comments": "تعليقات القراء",
        "keeper": "ملاحظات الحافظ",
        "disclaimers": "إخلاءات مسؤولية",
        "dividers": "فواصل زخرفية",
        "pixels": "صور فارغة وبكسلات تتبّع",
        "media": "صوت وفيديو",
        "by-hand": "ما حذفه المحرر",
        "other": "غير ذلك",
    },
    "latin": {
        "prompts": "prompts to follow",
        "banners": "QR codes and banners",
        "adverts": "adverts",
        "related": "related reading",
        "platform": "platform texts and counters",
        "page": "menus of the page",
        "repeated": "repeated title and byline",
        "comments": "readers’ comments",
        "keeper": "notes of the archivist",
        "disclaimers": "standing disclaimers",
        "dividers": "dividers",
        "pixels": "blank pictures and tracking pixels",
        "media": "film and sound",
        "by-hand": "cuts by the editor",
        "other": "other",
    },
}

_ELSEWHERE: frozenset[Kind] = frozenset({"repeated", "dividers", "pixels"})
"""Kinds that take no word or picture from the reader: it stands elsewhere, or there was nothing to see."""


def kind_of(rule: str) -> Kind:
    """The kind of what a rule takes; "other" for a rule that is not ours."""
    return _KINDS.get(rule, "other")


def kinds_of(removals: Iterable[Removal]) -> tuple[Kind, ...]:
    """The kinds of what was removed, each once, in their order; nothing of what a reader never saw."""
    found = {kind_of(gone.rule) for gone in removals} - {"nothing"}
    return tuple(kind for kind in _WORDS["latin"] if kind in found)


def is_missed(kinds: Iterable[Kind]) -> bool:
    """Whether any of these is text or a picture that stands nowhere else in the article."""
    return not _ELSEWHERE.issuperset(kinds)


def kind_words(kinds: Iterable[Kind], lang: str) -> str:
    """The kinds by name, in a language."""
    words = labels(lang)
    return words.names.join(_WORDS[words.script][kind] for kind in kinds)
