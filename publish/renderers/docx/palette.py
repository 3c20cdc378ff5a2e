"""`word/theme/theme1.xml`: the colours and fonts that Word offers an editor are those of the theme.

Nothing in a file of ours refers to it; but Word expects the part, and without it offers colours of its own
(ECMA-376 Part 1, 20.1.6).
"""

from publish.renderers.docx.faces import faces
from publish.renderers.docx.xml import Element, root, x
from publish.theming.theme import Font, Theme


def palette(theme: Theme, lang: str) -> Element:
    """The theme part: text, paper, tint and accent; headings and body."""
    element = root("a:theme", namespaces=("a",))
    element.set("name", theme.title)
    element.append(
        x("a:themeElements", {}, _colors(theme), _fonts(theme, lang), _formats(theme.title)),
    )
    return element


def _colors(theme: Theme) -> Element:
    text = theme.styles["text"].color

    def color(name: str) -> str:
        return (theme.colors.get(name) or text).removeprefix("#").upper()

    named = {
        "dk1": color("text"),
        "lt1": "FFFFFF",
        "dk2": color("soft"),
        "lt2": color("tint") if "tint" in theme.colors else "FFFFFF",
        **{f"accent{number}": color(_ACCENTS[number % 3]) for number in range(1, 7)},
        "hlink": color("accent"),
        "folHlink": color("soft"),
    }
    parts = (x(f"a:{name}", {}, x("a:srgbClr", {"val": value})) for name, value in named.items())
    return x("a:clrScheme", {"name": theme.title}, *parts)


_ACCENTS = ("hairline", "accent", "soft")


def _fonts(theme: Theme, lang: str) -> Element:
    major, minor = (theme.font(theme.style(key).font) for key in ("heading", "text"))
    return x(
        "a:fontScheme",
        {"name": theme.title},
        x("a:majorFont", {}, *_faces(major, lang)),
        x("a:minorFont", {}, *_faces(minor, lang)),
    )


def _faces(font: Font, lang: str) -> list[Element]:
    own = faces(font, lang)
    families = {"a:latin": own.latin, "a:ea": own.east_asian, "a:cs": own.complex}
    return [x(tag, {"typeface": family}) for tag, family in families.items()]


def _formats(name: str) -> Element:
    """Fills, lines and effects of drawings: the plainest that the schema allows, three of each."""

    def fill() -> Element:
        return x("a:solidFill", {}, x("a:schemeClr", {"val": "phClr"}))

    return x(
        "a:fmtScheme",
        {"name": name},
        x("a:fillStyleLst", {}, *(fill() for _ in range(3))),
        x("a:lnStyleLst", {}, *(x("a:ln", {"w": 6350}, fill()) for _ in range(3))),
        x(
            "a:effectStyleLst",
            {},
            *(x("a:effectStyle", {}, x("a:effectLst")) for _ in range(3)),
        ),
        x("a:bgFillStyleLst", {}, *(fill() for _ in range(3))),
    )
