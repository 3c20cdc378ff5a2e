"""Which captures are no article: what a platform shows in an article's place, and what was cut off.

A notice counts only where nearly nothing else stands: an article about deleted articles is an article.
What these rules know are the notices and the interface of platforms, never an account's own words.
"""

import re
from collections.abc import Collection

from publish.facts.interface import BUTTONS, CERTAIN, FRAME
from publish.model import Article, Block, CaptureKind, Heading, Image, Link, List, Paragraph, Rule
from publish.normal import one_line
from publish.walk import Blocks, child_blocks, inline_runs, iter_images, iter_inlines, plain_text

MAX_NOTICE = 300
"""A page that says it has no article has at most this many characters beside its title and interface."""

MAX_INTERFACE = 1_000
"""... and its interface at most this many."""

# Buttons and dialogs may stand around nothing.
_INTERFACE = (*CERTAIN, *BUTTONS, *FRAME)
_INTERFACE_WORDS = re.compile("|".join(map(re.escape, sorted(_INTERFACE, key=len, reverse=True))))

# What platforms say in an article's place; the first kind that fits counts.
_NOTICES: dict[CaptureKind, re.Pattern[str]] = {
    "migrated": re.compile(
        r"(?:公众号|[账帐]号)已(?:经)?迁移"
        r"|已迁移至新的[账帐]号"
        r"|原文章?(?:地址|链接)已失效"
    ),
    "captcha": re.compile(
        r"环境异常|去验证|完成(?:安全)?验证后|输入验证码"
        r"|(?:请|需要?)(?:先)?(?:完成|进行|通过)?(?:安全|人机|滑块|身份)验证"
        r"|(?:访问|操作)(?:过于)?频繁"
        r"|[Vv]erify (?:that )?you are (?:a )?human|[Cc]aptcha|CAPTCHA|unusual traffic|Just a moment"
        r"|[Cc]hecking (?:if the site connection is secure|your browser)"
        r"|Enable JavaScript and cookies to continue|Attention Required! \| Cloudflare|安全检查中"
    ),
    "blocked": re.compile(
        r"(?:违规|违法|侵权|投诉|屏蔽|封禁|封号|审核)[^。]{0,40}(?:无法|不能|不可|禁止|停止)(?:查看|访问|浏览|使用)"
        r"|(?:违反|涉嫌)[^。]{0,60}(?:法律|法规|规定|规范|公约|政策|协议)"
        r"|停止访问该网页|[账帐]号已被(?:封|屏蔽|停用|冻结)"
        r"|Access [Dd]enied|403 Forbidden|[Uu]navailable for legal reasons"
        r"|not available in your (?:country|region)|[Ss]orry, you have been blocked"
        # walls: nothing is shown to those who are not logged in, or not in the platform's own browser
        r"|(?:请|需要?)(?:先|在)?(?:登录|注册|微信客户端打开|使用微信客户端)"
        r"|登录后(?:即可|才能|可)?(?:查看|阅读|继续|浏览)|扫码登录|登录(?:知乎|微博)"
        r"|Sina Visitor System|(?:微博|新浪)?访客系统|请在(?:微信|.{1,6}客户端)(?:中)?打开"
        r"|[Ss]ign in to (?:continue|view|read|X|Twitter)"
        r"|[Ll]og in to (?:continue|view|read|Facebook|Instagram)"
        r"|[Yy]ou must (?:be logged in|log in)|(?:需要|请).{0,6}(?:启用|开启|打开) ?JavaScript"
        r"|(?:[Pp]lease |need to )enable JavaScript|JavaScript (?:is|has been) (?:disabled|not available)"
    ),
    "empty": re.compile(
        r"^\W*(?:[Rr]edirect(?:ing|ed)?\b.{0,40})?\W*[Cc]lick (?:here|th(?:e|is) link)\b.{0,120}\bredirect"
        r"|^\W*(?:You are being |[Yy]ou will be )?[Rr]edirect(?:ing|ed)\b.{0,80}$"
        r"|^.{0,40}\b(?:page|site|post|article) has (?:been )?moved\b.{0,120}$|[Ii]f you are not redirected"
        r"|(?:页面|网页)?(?:正在|即将)(?:为您)?(?:自动)?跳转.{0,40}$|(?:如果|若)(?:浏览器|页面)?(?:没有|未)(?:能)?自动跳转"
    ),
    "deleted": re.compile(
        r"(?:内容|文章|页面|帖子|网页|微博|回答|链接)已?被?(?:[发作]\w{1,3})?(?:自主)?(?:删除|不存在|失效|过期|下线)"
        r"|已被(?:发布者|作者|用户|博主)?删除|访问的(?:页面|内容)\w{0,4}不存在|已(?:自主)?注销|无法查看"
        r"|404 [Nn]ot [Ff]ound|[Pp]age (?:was |could )?not (?:be )?found|has been (?:deleted|removed)"
        r"|no longer (?:available|exists)"
    ),
}
_REASONS: dict[CaptureKind, str] = {
    "migrated": "the account was moved; the page says so in place of the article",
    "captcha": "the platform asked for a verification in place of the article",
    "blocked": "the platform does not show the article",
    "deleted": "the article was deleted",
    "empty": "the page only leads to another",
}
# What an account's page sets after the article: a capture that has got so far has all of it.
_TAIL = re.compile(
    r"预览时标签不可点|微信扫一扫|继续滑动看下一个|向上滑动看下一个|轻触(?:阅读|查看)原文|轻点两下取消"
)
# What a site sets where it stops showing the text to those who have not paid, logged in or followed.
_WALL = re.compile(
    r"(?:关注(?:博主|作者|公众号)|登录|注册|付费|订阅|购买(?:专栏|本文)?|开通会员|解锁|扫码)(?:之?后)?"
    r"(?:即可|才能|可)?(?:继续)?(?:阅读|查看|解锁)(?:全文|剩余|更多内容|完整)"
    r"|(?:剩余|还有|余下) ?\d+ ?[%％](?:的?(?:精彩)?内容|未读)|元/?天 ?解锁文章"
    r"|member-only story|available to Medium members|[Bb]ecome a (?:Medium )?member to (?:read|continue)"
    r"|[Tt]his (?:post|article|story|content) is for (?:paid |paying |premium )?(?:subscribers|members)"
    r"|[Ss]ubscribe (?:now )?to (?:keep|continue) reading|to read the (?:rest|full (?:story|article))"
    r"|この続きをみるには|続きを読むには(?:会員登録|ログイン)|ここから先は(?:有料|会員)|残り[:：]?\s?\d+文字"
)
_LONGEST_WALL = 80
_FEWEST_ABOVE_WALL = 200
_CUT = re.compile(r"(?<![.。．])\.\.\.$|\[\.\.\.\]$|…$(?<!……)")
_OPEN_ADDRESS = re.compile(r"!?\[[^\]]*\]\((?:https?:|/)?[^)\s]*(?:\.\.\.|…)$")
# A text this long that breaks off with three dots was cut by the scraper, not ended by its author.
_LONG = 7_000


def kind_of(article: Article, text: str | None = None) -> tuple[CaptureKind, str]:
    """The kind of capture and, unless it is a whole article, the reason in words.

    `text` is the plain text of the body, where it is at hand.
    """
    text = plain_text(article.body) if text is None else text
    if len(text) <= MAX_NOTICE + MAX_INTERFACE:
        words = _beside_interface(text, {article.title, article.source, *article.authors})
        noticed = _noticed(words or article.title) if len(words) <= MAX_NOTICE else None
        if noticed:
            return noticed, _REASONS[noticed]
        if not re.search(r"\w", words) and not _has_pictures(article.body):
            return "empty", "there is nothing but a title and the platform's interface"
    if _is_menu(article):
        return "empty", "there is nothing but a menu: links, and no paragraph outside of them"
    if _is_cut(article, text):
        return "truncated", "the capture breaks off in mid sentence"
    if _is_walled(text):
        return "truncated", "the site shows the rest only to its members or followers"
    return "article", ""


def _beside_interface(text: str, known: Collection[str]) -> str:
    """The words that are neither interface nor a line of what is known: title, account, author."""
    lines = (line for line in map(one_line, text.split("\n")) if line not in known)
    return one_line(_INTERFACE_WORDS.sub(" ", " ".join(lines)))


def _noticed(words: str) -> CaptureKind | None:
    return next((kind for kind, notice in _NOTICES.items() if notice.search(words)), None)


def _has_pictures(body: Blocks) -> bool:
    """True for a body with pictures of its own: the cover alone is none, nor the account's own picture."""
    images = tuple(iter_images(body))
    pages = {image.src for image in images if image.alt in BUTTONS}
    return any(image.src and image.alt not in _INTERFACE and image.src not in pages for image in images)


_FEWEST_LINKS = 10  # of a menu
_LONGEST_UNLINKED = 40  # characters in a row that a menu has beside its links


def _is_menu(article: Article) -> bool:
    """True for a body of lists of links, with links and pictures that lead away at most around them."""
    links = 0
    for block in article.body:
        if isinstance(block, Paragraph | Heading):
            if any(_LETTER.search(text) for text in _unlinked((block,))) and (
                one_line(plain_text(block)) != article.title
            ):
                return False
        elif not isinstance(block, List | Rule) or any(
            len(text) > _LONGEST_UNLINKED for text in _unlinked((block,))
        ):
            return False
        links += sum(isinstance(inline, Link) for inline in iter_inlines((block,)))
    return links >= _FEWEST_LINKS


_LETTER = re.compile(r"[^\W\d_]")


def _unlinked(blocks: Blocks) -> list[str]:
    """The texts outside links, a row of inlines each; a picture outside a link counts as a sentence."""
    found: list[str] = []
    for block in blocks:
        for row in inline_runs(block):
            loose = tuple(inline for inline in row if not isinstance(inline, Link))
            found.append(one_line(plain_text(loose)))
            if any(isinstance(inline, Image) for inline in loose):
                found.append("picture " * _LONGEST_UNLINKED)
        for inner in child_blocks(block):
            found += _unlinked(inner)
    return found


def _is_cut(article: Article, text: str) -> bool:
    last = _last_words(article.body)
    if not last or _TAIL.search(text):
        return False
    if _OPEN_ADDRESS.search(last):
        return True
    if not _CUT.search(last):
        return False
    of_account = "mp.weixin.qq.com" in article.provenance.url
    return of_account or len(text) >= _LONG


def _is_walled(text: str) -> bool:
    """True for a wall on a line of its own below some text; an author may write of walls in a sentence."""
    above = 0
    for line in text.split("\n"):
        if above >= _FEWEST_ABOVE_WALL and 0 < len(line) <= _LONGEST_WALL and _WALL.search(line):
            return True
        above += len(line)
    return False


def _last_words(body: Blocks) -> str:
    """The last words of the last block that has any."""
    for block in reversed(body):
        words = _words_at_end(block)
        if words:
            return words
    return ""


def _words_at_end(block: Block) -> str:
    for row in reversed(list(child_blocks(block))):
        if words := _last_words(row):
            return words
    return plain_text(block).rstrip()[-400:]
