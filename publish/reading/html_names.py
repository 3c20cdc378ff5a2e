"""What pages call their own elements: which names say that something is no part of the article.

Names are the words of a class, an id, a role, of the data attributes that frameworks use, and the types of
schema.org. A word of more than three parts (`sharing-with-a-developer`) is made from a heading, not by the
page's author, and says nothing.
"""

import re
from functools import lru_cache

from publish.reading.html_tree import Element, text_of
from publish.reading.tags import CONTROL_TAGS, INLINE_TAGS, STYLE_TAGS

MAX_PARTS = 3
"""A name has at most this many parts."""

# A part of a name that says furniture, whatever stands in the element.
_FURNITURE = re.compile(
    r"ads?|adv|advert\w*|adsense|adsbygoogle|dfp|gpt|sponsor(?:ed|s)?|promoted|outbrain|taboola"
    r"|shar(?:e|es|ing|er|ebar|ebutton|ebuttons|ethis|edaddy|etools)|social(?:share|links|bar|media)|sns|addtoany"
    r"|addthis|subscribe|subscription|newsletters?|mailinglist|signup|login|regwall|registerwall"
    r"|relate(?:d|s)?|related(?:posts?|articles?|news|links?|content|stories|items?)|relatedposts|recirc\w*"
    r"|recommend\w*|readnext|upnext|readalso|seealso|mostread|mostviewed|mostpopular|trending|morearticles"
    r"|morenews|morestories|comments?|comment(?:list|box|form|area|section|count)s?|disqus|livefyre|respond"
    r"|repl(?:y|ies)|sidebar|sidenav|menu|nav|navbar|navigation|breadcrumbs?|pagination|pager|toolbar|footer"
    r"|cookies?|cookie(?:banner|bar|notice|consent)|consent|gdpr|onetrust|didomi|popup|popover|modal|tooltips?"
    r"|toast|vjs|videojs|jwplayer|lightbox|offcanvas|dialog|alertdialog|tablist|menubar|complementary|contentinfo"
    # The same in the words of other languages, as their pages spell them in Latin letters.
    r"|kommentare?|werbung|anzeigen?|empfehlungen|commentaires|publicite|partage|compartir|publicidad"
    r"|reklama|kanren|kanrenkiji|osusume|xiangguan|tuijian|guanggao|fenxiang|pinglun"
)
# A part that says so only where no running text stands in the element: layouts use these words as well.
_PERHAPS = frozenset(
    {
        "widget",
        "banner",
        "print",
        "overlay",
        "social",
        "promo",
        "follow",
        "paywall",
        "player",
        "controls",
        "control",
        "preroll",
    }
)
# Two parts that say it together.
_PAIRS = re.compile(
    r"(?:more|other|latest|popular|top|most|next|also|further|hot)[-_]"
    r"(?:articles?|news|stories|posts?|from|read|viewed|popular|topics?|like)"
    r"|(?:read|see|watch)[-_](?:more|next|also)|ai[-_](?:summary|box)|another[-_]category|fb[-_]comments|back[-_]to[-_]top"
)
_TYPES = re.compile(r"schema\.org/(?:Comment|WPSideBar|WPFooter|WPHeader|WPAdBlock|SiteNavigationElement)")
_NAMING = ("class", "id", "role", "data-component", "data-testid", "data-module")
_TAGS = dict.fromkeys(CONTROL_TAGS | {"form"}, "form") | {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
}
# What holds a page or stands in its lines is judged by what is in it.
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER = INLINE_TAGS | frozenset(STYLE_TAGS) | _HEADINGS | {"body", "html", "article", "main", "img"}

_CONTENT = re.compile(
    r"(?:^|[\s_-])(?:article|entry|post|story|news|blog|page|detail)[-_]{0,2}(?:body|content|text|copy|detail)"
    r"(?![a-z])|articlebody|storybody|articletext|(?:^|\s)entry(?=\s|$)",
    re.IGNORECASE,
)

# What is set beside the text and belongs to it.
_NOTES = frozenset(
    {"note", "notes", "footnote", "footnotes", "endnote", "endnotes", "sidenote", "marginnote", "callout"}
    | {"admonition", "tip", "warning", "infobox", "factbox"}
)
# What introduces an article and often stands above the element of its text.
_LEADS = frozenset(
    {
        "lead",
        "lede",
        "perex",
        "standfirst",
        "dek",
        "deck",
        "chapo",
        "chapeau",
        "vorspann",
        "ingress",
        "sapo",
    }
    | {"entradilla", "bajada", "copete", "sommario", "anleser", "kicker"}
)


def furniture_by_name(element: Element, has_text: bool) -> str:
    """Why an element is furniture of the page by its tag or its names, or empty.

    `has_text` tells that running text stands in it: then a word that layouts use as well is not enough.
    """
    name = str(element.tag)
    if name in _TAGS:
        return "" if _is_of_the_text(name, element) else _TAGS[name]
    if name in _NEVER:
        return ""
    if _TYPES.search(element.get("itemtype", "")):
        return "page-furniture"
    says = max((_says(word) for word in names_of(element)), default=0)
    return "page-furniture" if says > has_text and not _is_named_after_heading(element) else ""


def _is_named_after_heading(element: Element) -> bool:
    """True for a section with the words of its heading as its id (`related-work`), as converters do."""
    name = element.get("id", "").lower()
    if not name or element.get("class", "").strip():
        return False
    first = next(element.iterchildren(*_HEADINGS), None)
    return first is not None and re.findall(r"\w+", text_of(first).lower()) == re.findall(r"[^\W_]+", name)


def _is_of_the_text(name: str, element: Element) -> bool:
    """True for the foot of a quotation, which has its author, and for notes set beside the text."""
    if name == "footer":
        return any(outer.tag in {"blockquote", "figure"} for outer in element.iterancestors())
    return name == "aside" and any(
        not _NOTES.isdisjoint(re.split(r"[-_]", word)) for word in names_of(element)
    )


def names_of(element: Element) -> list[str]:
    """The words by which an element is named, in lower case."""
    values = (element.get(attribute) for attribute in _NAMING)
    return " ".join(value for value in values if value).lower().split()


def is_content_name(element: Element) -> bool:
    """True for what calls itself the text of an article, and no more than that."""
    return bool(_CONTENT.search(f"{element.get('class', '')} {element.get('id', '')}"))


def is_lead_name(element: Element) -> bool:
    """True for what calls itself the introduction of an article."""
    parts = re.split(r"[\s_-]+", element.get("class", "").lower())
    return not _LEADS.isdisjoint(parts)


@lru_cache(maxsize=4096)
def _says(word: str) -> int:
    """How surely a word says furniture: 2 whatever is in the element, 1 if no running text is, 0 not."""
    parts = [part for part in re.split(r"[-_]+", re.sub(r"\d+", "", word)) if part]
    if not parts or len(parts) > MAX_PARTS:
        return 0
    if any(_FURNITURE.fullmatch(part) for part in parts) or _PAIRS.fullmatch(word):
        return 2
    return int(not _PERHAPS.isdisjoint(parts))
