"""A theme compiled to the style sheet of an EPUB: sizes in em of the reader's own text, colours for day and
night, fonts as wishes.

Chinese is set as far as readers know how: CSS Text 4 for the squeeze of marks (text-spacing-trim), the gap
between Han and Latin (text-autospace), marks that hang (hanging-punctuation, which WebKit knows) and last
lines that are not too short (text-wrap), Kai instead of slanted type. What a reader does not know it skips.
—— and …… need nothing: no line ends inside them anyway (Unicode Standard Annex 14, B2 and IN).

Follows EPUB 3.3, 6.3; neither `direction` nor `unicode-bidi` may stand here (6.3.1), so languages written
from right to left are told by markup.
"""

from collections.abc import Collection, Iterable
from functools import partial

from publish.theming.classes import selector
from publish.theming.css import (
    AFTER,
    NOT_IN_THE_FLOW,
    RESET,
    Declarations,
    Family,
    Rule,
    length,
    sheet,
    string,
    style_rules,
)
from publish.theming.scripts import Script, is_right_to_left, script_of
from publish.theming.theme import Punctuation, Theme

_READING = """\
:root { color-scheme: light dark }
body { overflow-wrap: break-word; orphans: 2; widows: 2; text-wrap: pretty; font-kerning: normal; \
font-variant-numeric: lining-nums }
h1, h2, h3, h4, h5, h6, figcaption, caption, .subtitle { text-wrap: balance }
a { color: inherit; text-decoration: underline; text-decoration-color: rgba(128, 128, 128, 0.7); \
text-decoration-thickness: 0.06em; text-underline-offset: 0.2em }
.note-call, .note-mark, .contents a, nav a, .sources-entry a, .index-entry a { text-decoration: none }
"""

_PLACES = """\
.cover-page, .cover { margin: 0; padding: 0 }
.cover { text-align: center; text-indent: 0; line-height: 0 }
.cover img { max-width: 100%; max-height: 100vh; object-fit: contain }
.contents, .contents ol { list-style: none; margin: 0 }
.contents-author { margin-left: 1em; word-break: keep-all }
.notes { margin-top: 2em }
.wide td, .wide th { overflow-wrap: anywhere; min-width: 2.5em }
span.placeholder { margin: 0; padding: 0 0.3em }
.display { display: block; text-align: center; text-indent: 0 }
"""

_GENERIC = {"sans": "sans-serif", "mono": "monospace"}

_NIGHT_PAGE, _NIGHT_TEXT = "#161616", "#dedad2"
_NIGHT_TINT = "rgba(128, 128, 128, 0.16)"
_NIGHT_TINTED = "#272727"
"""What the tint comes to on the dark page."""
_LEGIBLE = 4.5
"""The contrast that text must have at least: WCAG 2.2, 1.4.3."""


def epub_css(theme: Theme, lang: str = "zh-Hans", langs: Collection[str] = ()) -> str:
    """The style sheet for an edition whose main language is `lang` and which has text in `langs` too."""
    languages = sorted({lang, *langs}) if len({script_of(each) for each in (lang, *langs)}) > 1 else []
    families = partial(_families, theme, script_of(lang))
    (body, text), *others = style_rules(
        theme, "em", _by_language(families) if languages else families, lang, langs
    )
    # Size and colour of the text are the reader's own.
    text = {name: value for name, value in text.items() if name not in ("font-size", "color")}
    rules = [(where, _for_reader(own)) for where, own in [(body, text), *others]]
    slanted = _by_languages(theme, lang, languages) if languages else _slanted(theme, _style(lang))
    parts = [
        RESET,
        sheet(rules),
        AFTER,
        _READING,
        sheet([("body", _marks(theme.punctuation))]),
        sheet(_dots({lang, *langs})),
        sheet(slanted),
        sheet(_mirrored(theme, {lang, *langs})),
        _PLACES,
        sheet([_rule_above_notes(theme)]),
        f"@media (prefers-color-scheme: dark) {{\n{sheet(_night(rules, theme))}}}\n",
    ]
    return "".join(parts)


def _marks(punctuation: Punctuation) -> Declarations:
    """How marks and the gaps around Latin are treated; readers know one width of the gap."""
    hanging = {"hanging-punctuation": "allow-end last"} if punctuation.hanging else {}
    return {
        "line-break": punctuation.kinsoku,
        "-webkit-line-break": punctuation.kinsoku,
        "text-autospace": "normal" if punctuation.gap else "no-autospace",
        "text-spacing-trim": "trim-start",
        **hanging,
    }


def _rule_above_notes(theme: Theme) -> Rule:
    """The rule between a text and its notes: from where their marks stand, which is left of the notes."""
    left = length(-theme.style("note").left, "em")
    own = {"content": '""', "display": "block", "width": "8em", "margin": f"0 0 0.6em {left}"}
    return ".note:first-child::before", own | {"border-top": "0.4pt solid"}


def _dots(langs: Collection[str]) -> Iterable[Rule]:
    """Emphasis dots: under Chinese, over other text (CSS Text Decoration 3, 3.3)."""
    own = {"-webkit-text-emphasis": "dot", "text-emphasis": "filled dot"}
    yield ".dots", own | _position("under")
    over = [lang for lang in sorted(langs) if script_of(lang) not in ("hans", "hant")]
    if over:
        yield ", ".join(f'[lang|="{lang}"] .dots' for lang in over), _position("over")


def _position(side: str) -> Declarations:
    return {"-webkit-text-emphasis-position": side, "text-emphasis-position": f"{side} right"}


def _for_reader(own: Declarations) -> Declarations:
    """Readers on WebKit know hyphenation by its older name only."""
    if "hyphens" not in own:
        return own
    return {**own, "-webkit-hyphens": own["hyphens"]}


# Fonts ---------------------------------------------------------------------------------------------


def _families(theme: Theme, script: Script, role: str) -> str:
    """The families of a font role for a script; what they lack, the reader's own fonts have."""
    families = theme.font(role).families
    names = families.get(script) or families.get("latin") or ()
    return ", ".join([*(string(name) for name in names), _GENERIC.get(role, "serif")])


def _by_language(families: Family) -> Family:
    """The families of the main language, and behind them those of the language that the element is in.

    The second is by custom property (CSS Custom Properties 1); readers that know none keep the first.
    """
    return lambda role: f"{families(role)}; font-family: var(--{role})"


def _by_languages(theme: Theme, main: str, languages: Iterable[str]) -> Iterable[Rule]:
    """The families of each font role in each language, and what takes them."""
    for where, lang in [(":root", main), *((f'[lang|="{lang}"]', lang) for lang in languages)]:
        own = {f"--{role}": _families(theme, script_of(lang), role) for role in theme.fonts}
        yield where, {**own, "--slant": _style(lang)}
    # What is in another language takes the families of what it stands in; :where gives way to any of them.
    yield ":where([lang])", {"font-family": f"var(--{theme.styles['text'].font})"}
    for role in theme.fonts:
        inside = [f"{key} [lang]" for key in _set_in(theme, role)]
        if inside:
            yield ", ".join(inside), {"font-family": f"var(--{role})"}
    yield from _slanted(theme, "var(--slant)")


def _style(lang: str) -> str:
    return "italic" if script_of(lang) == "latin" else "normal"


def _slanted(theme: Theme, style: str) -> Iterable[Rule]:
    """Alphabets set in italics what Chinese sets in Kai, and upright again what is slanted in slanted."""
    slanted = [key for role, font in theme.fonts.items() if font.slanted for key in _set_in(theme, role)]
    if style == "normal" or not slanted:
        return
    yield ", ".join(slanted), {"font-style": style}
    around = [f"{key} em" for key in slanted if key != "em"]
    if around and "em" in slanted:
        yield ", ".join(around), {"font-style": "normal"}


def _set_in(theme: Theme, role: str) -> list[str]:
    """The selectors of everything but running text that is set in a font role."""
    keys = [key for key, style in theme.styles.items() if style.font == role and key not in NOT_IN_THE_FLOW]
    keys += [key for key, style in theme.inlines.items() if style.font == role]
    found = [one for key in keys if key != "text" for one in selector(key).split(", ")]
    return list(dict.fromkeys(found)) if role != theme.styles["text"].font else []


# Right to left -------------------------------------------------------------------------------------


def _mirrored(theme: Theme, langs: Collection[str]) -> Iterable[Rule]:
    """Indents and side rules on the other side, for languages written from right to left."""
    for lang in sorted(filter(is_right_to_left, langs)):
        for key, style in theme.styles.items():
            own: Declarations = {}
            if style.left != style.right:
                own |= {"margin-left": length(style.right, "em"), "margin-right": length(style.left, "em")}
            if style.rule_left:
                rule = f"{length(style.rule_left, 'pt')} {style.rule_style} {style.rule_color}"
                padding = length(style.padding, "em")
                own |= {"border-left": "0", "border-right": rule, "padding": f"0 {padding} 0 0"}
            if own:
                yield ", ".join(f"{one}:lang({lang})" for one in selector(key).split(", ")), own


# Night ---------------------------------------------------------------------------------------------


def _night(rules: Iterable[Rule], theme: Theme) -> Iterable[Rule]:
    """The same colours for a dark page, each only as much lighter as it takes to be read.

    A reader may show its white page and still say that the scheme is dark: so the tint lets the page
    through, and no colour grows lighter than it must.
    """
    yield "html", {"background": _NIGHT_PAGE, "color": _NIGHT_TEXT}
    text = theme.styles["text"].color
    changed: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for where, own in rules:
        night = {}
        tinted = own.get("background", "none") != "none"
        if color := own.get("color"):
            night["color"] = _NIGHT_TEXT if color == text else _legible(color, tinted=tinted)
        if tinted:
            night["background"] = _NIGHT_TINT
        for name, value in own.items():
            if name.startswith("border-") and "#" in value:
                night[f"{name}-color"] = _legible(value.rpartition(" ")[2])
        if night:
            changed.setdefault(tuple(night.items()), []).append(where)
    for night_of, where_all in changed.items():
        yield ", ".join(where_all), dict(night_of)


def _legible(color: str, *, tinted: bool = False) -> str:
    """The colour, lightened until it is legible on the dark page, or on a tint there."""
    page = _luminance(_channels(_NIGHT_TINTED if tinted else _NIGHT_PAGE))
    own = _channels(color)
    for step in range(101):
        mixed = tuple(round(channel + (255 - channel) * step / 100) for channel in own)
        if (_luminance(mixed) + 0.05) / (page + 0.05) >= _LEGIBLE:
            break
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(color: str) -> tuple[int, ...]:
    return tuple(int(color[place : place + 2], 16) for place in (1, 3, 5))


def _luminance(channels: tuple[int, ...]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
