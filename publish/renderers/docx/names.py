"""What each style of a theme is called in Word.

Where Word has a style of its own for a thing, ours bears its name and id, so that an editor finds it in
his language and Word's features (contents, navigation, notes, lists) know it. The rest are named styles
of ours, and a role that a theme does not know gets one too, for the editor to set.
"""

import re

import msgspec


class StyleName(msgspec.Struct, frozen=True):
    """The id in the file and the name on the screen; `built_in` if Word has such a style itself."""

    id: str
    name: str
    built_in: bool = True


def _own(name: str) -> StyleName:
    return StyleName(name.replace(" ", ""), name, built_in=False)


NORMAL = StyleName("Normal", "Normal")

BLOCKS = {
    "text": NORMAL,
    "paragraph": StyleName("BodyText", "Body Text"),
    "quote": StyleName("Quote", "Quote"),
    "list-bullet-1": StyleName("ListBullet", "List Bullet"),
    "list-number-1": StyleName("ListNumber", "List Number"),
    "list-continue-1": StyleName("ListContinue", "List Continue"),
    **{
        f"list-{kind}-{level}": StyleName(f"List{kind.title()}{level}", f"List {kind.title()} {level}")
        for kind in ("bullet", "number", "continue")
        for level in range(2, 6)
    },
    "term": _own("Definition Term"),
    "detail": _own("Definition"),
    "code-block": _own("Code Block"),
    "verse": _own("Verse"),
    "figure": _own("Figure"),
    "caption": StyleName("Caption", "caption"),
    "cell": _own("Table Text"),
    "header-cell": _own("Table Heading"),
    "rule": _own("Rule"),
    "note": StyleName("FootnoteText", "footnote text"),
    "placeholder": _own("Picture Placeholder"),
    "subtitle": _own("Article Subtitle"),
    "edition-title": StyleName("Title", "Title"),
    "edition-subtitle": StyleName("Subtitle", "Subtitle"),
    "contents-title": StyleName("TOCHeading", "TOC Heading"),
    "index-title": StyleName("IndexHeading", "index heading"),
    "index-entry": StyleName("Index1", "index 1"),
    "running-head": StyleName("Header", "header"),
    "running-head-right": _own("Header Right"),
    "folio": StyleName("Footer", "footer"),
    "folio-right": _own("Footer Right"),
    "folio-outer": _own("Footer Outer"),
}
"""Style keys of blocks; any other key is titled: `source-card` is "Source Card"."""

INLINES = {
    "emphasis": StyleName("Emphasis", "Emphasis"),
    "strong": StyleName("Strong", "Strong"),
    "underline": _own("Underline"),
    "strike": _own("Strikethrough"),
    "superscript": _own("Superscript"),
    "subscript": _own("Subscript"),
    "small-caps": _own("Small Caps"),
    "highlight": _own("Highlight"),
    "dots": _own("Emphasis Dots"),
    "code": _own("Code"),
    "link": StyleName("Hyperlink", "Hyperlink"),
    "math": _own("Math"),
    "note-call": StyleName("FootnoteReference", "footnote reference"),
}
"""Style keys of inlines, in the order in which a run that bears several names them."""

_SAFE_ROLE = re.compile(r"[a-z][a-z0-9-]{0,39}")


def heading(level: int) -> StyleName:
    """Word's heading of a level from 1 to 9."""
    return StyleName(f"Heading{level}", f"heading {level}")


def contents_line(level: int) -> StyleName:
    """Word's line of the contents of a level from 1 to 9."""
    return StyleName(f"TOC{level}", f"toc {level}")


def titled(key: str) -> StyleName:
    """A style of ours named after its key: `source-card` is "Source Card"."""
    return _own(key.replace("-", " ").title())


def of_role(role: str) -> StyleName | None:
    """The style of a role by its own name, or None if the role, which is the author's, makes no name."""
    return titled(role) if _SAFE_ROLE.fullmatch(role) else None


def labelled(label: str) -> StyleName:
    """A style of ours under a longer label, such as "Body Text · in Quote"."""
    return StyleName("".join(char for char in label.title() if char.isalnum()), label, built_in=False)
