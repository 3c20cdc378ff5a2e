"""The few words that an edition itself says, in the language of the edition."""

import re

import msgspec

from publish.theming.scripts import Script, is_han, script_of


class Labels(msgspec.Struct, frozen=True):
    """The words around the articles, in one language, and the script that it is written in."""

    script: Script
    contents: str
    notes: str
    source: str
    original: str
    captured: str
    fingerprint: str
    """The first digits of a capture's hash."""
    removed: str
    """What kind of text a capture had and the article has not."""
    also: str
    """Who else published an article."""
    colophon: str
    editors: str
    publisher: str
    identifier: str
    image_missing: str
    picture: str
    """The text alternative of a picture that has none."""
    accessibility: str
    """What an EPUB says of its own accessibility."""
    truncated: str
    made_with: str
    cover: str
    note: str
    """The title of an editor's note that has none."""
    sources: str
    index: str
    pages: str
    """The title of the list of pages of an edition without pages."""
    others: str
    """The articles without what parts are made of: a source, a date."""
    counted: str
    """How many articles there are, at `{articles}`."""
    counted_with_sources: str
    """As `counted`, and from how many sources, at `{sources}`."""
    colon: str
    names: str
    """What stands between names."""
    and_others: str
    """What stands for names that there is no room for."""


_LABELS: dict[Script, Labels] = {
    "hans": Labels(
        script="hans",
        contents="目录",
        notes="注释",
        source="来源",
        original="原文",
        captured="收录",
        fingerprint="指纹",
        removed="略去",
        also="另见刊于",
        colophon="版本说明",
        editors="编辑",
        publisher="出版",
        identifier="标识",
        image_missing="图片未能取得",
        picture="图片",
        accessibility="文字可重排，可按标题导航；未能取得的图片以文字说明。",
        truncated="原文在此中断，抓取不完整。",
        made_with="由 publish 排版",
        cover="封面",
        note="卷首语",
        sources="来源一览",
        index="人名索引",
        pages="页码",
        others="其他文章",
        counted="收文{articles}篇",
        counted_with_sources="收文{articles}篇，来自{sources}个来源",
        colon="：",
        names="、",
        and_others="等",
    ),
    "hant": Labels(
        script="hant",
        contents="目錄",
        notes="註釋",
        source="來源",
        original="原文",
        captured="收錄",
        fingerprint="指紋",
        removed="略去",
        also="另見刊於",
        colophon="版本說明",
        editors="編輯",
        publisher="出版",
        identifier="識別碼",
        image_missing="圖片未能取得",
        picture="圖片",
        accessibility="文字可重排，可按標題導覽；未能取得的圖片以文字說明。",
        truncated="原文在此中斷，擷取不完整。",
        made_with="由 publish 排版",
        cover="封面",
        note="卷首語",
        sources="來源一覽",
        index="人名索引",
        pages="頁碼",
        others="其他文章",
        counted="收文{articles}篇",
        counted_with_sources="收文{articles}篇，來自{sources}個來源",
        colon="：",
        names="、",
        and_others="等",
    ),
    "ja": Labels(
        script="ja",
        contents="目次",
        notes="注",
        source="出典",
        original="原文",
        captured="取得",
        fingerprint="ハッシュ値",
        removed="省略",
        also="他の掲載",
        colophon="奥付",
        editors="編集",
        publisher="発行",
        identifier="識別子",
        image_missing="画像を取得できませんでした",
        picture="画像",
        accessibility="本文はリフロー型で、見出しから移動できます。取得できなかった画像は文字で示します。",
        truncated="原文はここで途切れています。",
        made_with="組版：publish",
        cover="表紙",
        note="巻頭言",
        sources="出典一覧",
        index="人名索引",
        pages="ページ一覧",
        others="その他の記事",
        counted="収録{articles}編",
        counted_with_sources="収録{articles}編、出典{sources}件",
        colon="：",
        names="、",
        and_others="ほか",
    ),
    "ko": Labels(
        script="ko",
        contents="차례",
        notes="주",
        source="출처",
        original="원문",
        captured="수집",
        fingerprint="해시",
        removed="생략",
        also="함께 실린 곳",
        colophon="판권",
        editors="편집",
        publisher="발행",
        identifier="식별자",
        image_missing="그림을 가져오지 못했습니다",
        picture="그림",
        accessibility="본문은 화면에 맞게 흐르며 제목으로 이동할 수 있습니다. 없는 그림은 글로 알립니다.",
        truncated="원문이 여기서 끊깁니다.",
        made_with="publish로 조판",
        cover="표지",
        note="머리말",
        sources="출처 목록",
        index="찾아보기",
        pages="쪽 목록",
        others="기타 글",
        counted="글 {articles}편",
        counted_with_sources="글 {articles}편, 출처 {sources}곳",
        colon=": ",
        names=", ",
        and_others="외",
    ),
    "arabic": Labels(
        script="arabic",
        contents="المحتويات",
        notes="الحواشي",
        source="المصدر",
        original="الأصل",
        captured="تاريخ الحفظ",
        fingerprint="البصمة",
        removed="حُذف",
        also="نُشر أيضًا في",
        colophon="بيانات النشر",
        editors="تحرير",
        publisher="الناشر",
        identifier="المعرّف",
        image_missing="الصورة غير متوفرة",
        picture="صورة",
        accessibility="نص قابل لإعادة التدفق، يمكن التنقل فيه بالعناوين. "
        "الصور التي تعذّر الحصول عليها موصوفة بالكلمات.",
        truncated="ينقطع النص المحفوظ هنا.",
        made_with="أُعدّ بواسطة publish",
        cover="الغلاف",
        note="كلمة المحرر",
        sources="المصادر",
        index="الفهرس",
        pages="الصفحات",
        others="مقالات أخرى",
        counted="المقالات: {articles}",
        counted_with_sources="المقالات: {articles}، المصادر: {sources}",
        colon=": ",
        names="، ",
        and_others="وآخرون",
    ),
    "latin": Labels(
        script="latin",
        contents="Contents",
        notes="Notes",
        source="Source",
        original="Original",
        captured="Captured",
        fingerprint="Fingerprint",
        removed="Left out",
        also="Also published by",
        colophon="Colophon",
        editors="Edited by",
        publisher="Published by",
        identifier="Identifier",
        image_missing="Picture not available",
        picture="Picture",
        accessibility="Reflowable text that can be navigated by headings. "
        "Pictures that could not be had are described in words.",
        truncated="The capture breaks off here.",
        made_with="Set with publish",
        cover="Cover",
        note="Editor’s note",
        sources="Sources",
        index="Index",
        pages="Pages",
        others="Other articles",
        counted="Articles: {articles}",
        counted_with_sources="Articles: {articles}, sources: {sources}",
        colon=": ",
        names=", ",
        and_others="and others",
    ),
}


def labels(lang: str) -> Labels:
    """The labels for a BCP 47 language; English where there is no better."""
    script: Script = script_of(lang)
    if script == "arabic" and not lang.lower().startswith("ar"):  # Persian, Urdu, Hebrew ...
        script = "latin"
    return _LABELS[script]


def long_date(date: str, lang: str) -> str:
    """An ISO 8601 date (YYYY, YYYY-MM or YYYY-MM-DD) as the language writes it; anything else as it is."""
    parts = date[:10].split("-")
    if not all(part.isdigit() for part in parts):
        return date
    numbers = [str(int(part)) for part in parts]
    match script_of(lang):
        case "hans" | "hant" | "ja":
            units: tuple[str, ...] = ("年", "月", "日")
        case "ko":
            units = ("년 ", "월 ", "일")
        case _:
            months = _MONTHS.get(lang.lower().split("-")[0])
            return _date_in_words(numbers, months) if months else date[:10]
    return "".join(number + unit for number, unit in zip(numbers, units, strict=False)).strip()


def in_brackets(text: str, lang: str) -> str:
    """What is said beside something else, in the brackets of the language; nothing of nothing."""
    if not text:
        return ""
    return f"（{text}）" if is_han(lang) else f" ({text})"


def month_title(date: str, lang: str) -> str:
    """The title of a part by month or year: 2024-11 is 2024年11月, November 2024, 2024 is 2024年, 2024.

    Of a longer date its month; nothing if it is no date.
    """
    found = re.match(r"\d{4}(?:-\d{2})?(?=-|$)", date)
    return long_date(found[0], lang) if found else ""


def counted(articles: int, sources: int, lang: str) -> str:
    """How many articles an edition has, and from how many sources where there are several."""
    words = labels(lang)
    said = words.counted_with_sources if sources > 1 else words.counted
    return said.format(articles=articles, sources=sources)


_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
        *("October", "November", "December"),
    ),
    "ar": (
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس"),
        *("سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
}


def _date_in_words(numbers: list[str], months: tuple[str, ...]) -> str:
    year, *rest = numbers
    if not rest or not 1 <= int(rest[0]) <= len(months):
        return year
    return " ".join([*rest[1:], months[int(rest[0]) - 1], year])
