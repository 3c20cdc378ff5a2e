"""`word/styles.xml`: every style of a theme, and the variants that a text calls for.

The plain style of each key is always there, used or not, for the editor to find. What stands in a
quotation or a box, in another language or in a column of figures takes a variant based on the plain style
("Body Text · en-US", "List Bullet · in Quote"), made when it is first asked for. So no paragraph and no
run carries looks of its own: to change a style in Word changes the edition.
"""

import msgspec
from msgspec.structs import replace

from publish.renderers.docx import names
from publish.renderers.docx.catalogue import CHARACTER_ROLES, Base, bases, can_be_borne
from publish.renderers.docx.languages import culture
from publish.renderers.docx.looks import (
    PARAGRAPH_ORDER,
    PLAIN,
    RUN_ORDER,
    Properties,
    Variation,
    by_name,
    differences,
    has_box,
    inline_properties,
    paragraph_properties,
    run_properties,
)
from publish.renderers.docx.names import StyleName
from publish.renderers.docx.style_elements import (
    everywhere,
    extras,
    fixed_styles,
    latent_styles,
    style_element,
)
from publish.renderers.docx.xml import Element, canonical, root, twips, w
from publish.theming.cascade import Cascade
from publish.theming.theme import InlineStyle, Style, Theme
from publish.theming.tokens import INLINE_KEYS


class TextStyle(msgspec.Struct, frozen=True):
    """What a run stands in: the id of its paragraph's style, its looks, its language."""

    id: str
    looks: Style
    lang: str


class StyleSheet:
    """The styles of one Word file. `depth` is 1 where parts stand above the articles, else 0."""

    def __init__(self, theme: Theme, lang: str, depth: int) -> None:
        self.theme = theme
        self.lang = lang
        self.langs = {lang: None}
        self._cascade = Cascade(theme)
        self._elements: list[Element] = []
        self._taken: set[str] = set()
        self._bases: dict[str, Base] = {}
        self._compiled: dict[str, tuple[Properties, Properties]] = {
            "": (by_name([_NO_INDENT]), {}),  # what Word does where no style says anything
        }
        self._names: dict[str, StyleName] = {}
        self._paragraphs: dict[tuple[str, Variation], TextStyle] = {}
        self._runs: dict[tuple[tuple[str, ...], str, str], str] = {}
        self._same_runs: dict[tuple[str, bytes], str] = {}
        for key, base in bases(theme, depth).items():
            self._add_base(key, base)
        body = self.paragraph("paragraph")
        for key in (*INLINE_KEYS, *(role for role in CHARACTER_ROLES if role in theme.styles)):
            self.run((key,), body, lang)

    def element(self) -> Element:
        """`word/styles.xml`."""
        defaults = run_properties(self.theme.styles["text"], self.theme, self.lang)
        run = w("rPr", *(defaults[name] for name in RUN_ORDER if name in defaults))
        return root(
            "w:styles",
            w("docDefaults", w("rPrDefault", run), w("pPrDefault")),
            latent_styles(),
            *fixed_styles(self.theme),
            *self._elements,
        )

    # Paragraphs ------------------------------------------------------------------------------------

    def key(self, kind: str, role: str) -> str:
        """The style key of a block: its role's if that has a style or can be given one, else its kind's."""
        if role in self._bases:
            return role
        name = names.of_role(role) if can_be_borne(role) else None
        if name is None:
            return kind
        base = self._bases[kind]
        self._add_base(role, replace(base, name=self._free(name), kind=base.kind or kind), parent=kind)
        return role

    def looks(self, key: str) -> Style:
        """The looks of a key, whether a paragraph can bear it or only others stand in it."""
        base = self._bases.get(key)
        return base.style if base else self.theme.style(key)

    def __contains__(self, key: str) -> bool:
        """True for a key of a style that blocks can stand in."""
        return can_be_borne(key) and key in self.theme.styles

    def space(self, height: float) -> str:
        """The id of the style of an empty paragraph of a height in pt."""
        height = max(round(height, 2), 1)
        key = f"space {height:g} pt"  # no key of a theme has blanks
        if key not in self._bases:
            style = replace(self.theme.styles["text"], leading=height)
            self._add_base(key, Base(names.labelled(key.capitalize()), style))
        return self.paragraph(key).id

    def paragraph(self, key: str, variation: Variation = PLAIN) -> TextStyle:
        """The style of a paragraph of this key, as it varies where it stands."""
        known = self._paragraphs.get((key, variation))
        if known is None:
            needed = self._needed(key, variation)
            known = self._paragraphs.get((key, needed)) or self._vary(key, needed)
            self._paragraphs[key, needed] = self._paragraphs[key, variation] = known
        return known

    def name(self, key: str, variation: Variation = PLAIN) -> StyleName:
        """The name of the style of a paragraph of this key, as it varies where it stands."""
        return self._names[self.paragraph(key, variation).id]

    def _needed(self, key: str, variation: Variation) -> Variation:
        """The variation without what makes no difference."""
        base = self._bases[key]
        style = base.style
        return replace(
            variation,
            lang="" if culture(variation.lang or self.lang) == culture(self.lang) else variation.lang,
            within=self._needed_around(key, variation.within),
            box="" if has_box(style) else variation.box,
            before=variation.before if variation.before > style.before else 0,
            after=variation.after if variation.after > style.after and not variation.keep_next else 0,
            align="" if variation.align == style.align else variation.align,
            picture=variation.picture and not base.picture,
            keep_next=variation.keep_next and not (style.keep_with_next and style.after == 0),
        )

    def _needed_around(self, key: str, around: tuple[str, ...]) -> tuple[str, ...]:
        """Of what a paragraph stands in, outermost first, only what its looks are taken over from."""
        wanted = self._standing_in(key, around)
        for place in around:
            fewer = tuple(other for other in around if other != place)
            if self._standing_in(key, fewer) == wanted:
                around = fewer
        return around

    def _standing_in(self, key: str, around: tuple[str, ...]) -> Style:
        """The looks of a key inside others, outermost first: what CSS would inherit is taken over."""
        style = self.theme.styles["text"]
        for place in (*around, key):
            base = self._bases.get(place)
            taken = self._cascade.taken_over((base and base.kind) or place)
            style = replace(self.looks(place), **{name: getattr(style, name) for name in taken})
        return style

    def _vary(self, key: str, variation: Variation) -> TextStyle:
        base = self._bases[key]
        if variation == PLAIN:
            return TextStyle(base.name.id, base.style, self.lang)
        style, lang = self._standing_in(key, variation.within), variation.lang or self.lang
        self.langs[lang] = None
        name = self._free(names.labelled(f"{base.name.name} · {self._label(variation)}"))
        self._add(name, base.name.id, *self._compile(replace(base, style=style), lang, variation))
        return TextStyle(name.id, style, lang)

    def _label(self, variation: Variation) -> str:
        """What makes a variant, in words: "en-US in Quote first"."""
        places = dict.fromkeys(key for key in (*variation.within, variation.box) if key)
        edges = {(True, False): "first", (False, True): "last", (True, True): "alone"}
        words = [
            culture(variation.lang) if variation.lang else "",
            *(f"in {names.titled(place).name}" for place in places),
            "indented" if (variation.left or variation.right) and not places else "",
            edges.get((variation.before > 0, variation.after > 0), ""),
            variation.align,
            "with picture" if variation.picture else "",
            "with next" if variation.keep_next else "",
        ]
        return " ".join(word for word in words if word)

    def _compile(self, base: Base, lang: str, variation: Variation) -> tuple[Properties, Properties]:
        if base.picture:
            variation = replace(variation, picture=True)
        paragraph = paragraph_properties(base.style, self.theme, lang, variation)
        if base.numbering:
            del paragraph["ind"]  # the levels of the list say where its lines begin
        elif any(base.inset):
            left, right = twips(base.inset[0] + variation.left), twips(base.inset[1] + variation.right)
            paragraph["ind"] = w("ind", left=left, right=right)
        return paragraph | by_name(extras(base)), run_properties(base.style, self.theme, lang)

    def _add_base(self, key: str, base: Base, parent: str = "text") -> None:
        self._bases[key] = base
        paragraph, run = self._compile(base, self.lang, PLAIN)
        if key == "text":
            self._add(
                base.name, "", paragraph | by_name(everywhere(self.theme.punctuation, self.lang)), run
            )
        else:
            follows = names.BLOCKS["paragraph"].id if base.outline else ""
            self._add(base.name, self._bases[parent].name.id, paragraph, run, follows)

    def _add(
        self, name: StyleName, parent: str, paragraph: Properties, run: Properties, follows: str = ""
    ) -> None:
        above = self._compiled[parent]
        self._compiled[name.id] = (above[0] | paragraph, above[1] | run)
        own = differences(paragraph, above[0], PARAGRAPH_ORDER), differences(run, above[1], RUN_ORDER)
        self._take(name)
        self._names[name.id] = name
        self._elements.append(style_element(name, "paragraph", parent, own, follows=follows))

    # Names -----------------------------------------------------------------------------------------

    def _take(self, name: StyleName) -> None:
        self._taken |= {name.id.lower(), name.name.lower()}

    def _free(self, name: StyleName) -> StyleName:
        """The name, or one like it that no style has yet (Word does not tell capitals apart)."""
        number, free = 1, name
        while {free.id.lower(), free.name.lower()} & self._taken:
            number += 1
            free = StyleName(f"{name.id}{number}", f"{name.name} {number}", built_in=False)
        return free

    # Runs ------------------------------------------------------------------------------------------

    def run(self, styles: tuple[str, ...], text: TextStyle, lang: str) -> str:
        """The id of the character style for these inline styles and roles in a text; "" for none."""
        key = (styles, text.id, lang)
        known = self._runs.get(key)
        if known is None:
            foreign = culture(lang) != culture(text.lang)
            known = self._make_run(_ordered(styles), text, lang, foreign) if styles or foreign else ""
            self._runs[key] = known
        return known

    def _make_run(self, styles: list[str], text: TextStyle, lang: str, foreign: bool) -> str:
        if foreign:
            self.langs[lang] = None
        laid = [(name, self._inline(name, text.looks)) for name in styles]
        properties = inline_properties(laid, self.theme, text.looks, lang, foreign=foreign)
        own = [properties[name] for name in RUN_ORDER if name in properties]
        label = " ".join(name.name for style in styles if (name := _inline_name(style)))
        if not label and not own:
            return ""
        if culture(lang) != culture(self.lang):
            label = f"{label} · {culture(lang)}".lstrip(" ·")
        same = (label, b"".join(map(canonical, own)))
        if same not in self._same_runs:
            name = self._run_name(label, styles, text)
            self._take(name)
            self._elements.append(style_element(name, "character", "DefaultParagraphFont", ([], own)))
            self._same_runs[same] = name.id
        return self._same_runs[same]

    def _inline(self, name: str, text: Style) -> InlineStyle:
        """An inline style, or the role of a block as far as a run can have it."""
        if name in INLINE_KEYS:
            return self.theme.inlines.get(name, InlineStyle())
        style = self.theme.styles.get(name)
        if style is None:
            return InlineStyle()
        scale = style.size / text.size
        return InlineStyle(style.font, scale, style.weight, style.color, style.background or None)

    def _run_name(self, label: str, styles: list[str], text: TextStyle) -> StyleName:
        own = _inline_name(styles[0]) if len(styles) == 1 else None
        name = own if own and own.name == label else names.labelled(label)
        if {name.id.lower(), name.name.lower()} & self._taken:
            name = self._free(names.labelled(f"{label} · in {text.id}"))
        return name


_NO_INDENT = w("ind", left=0, leftChars=0, right=0, rightChars=0, firstLine=0, firstLineChars=0)


def _inline_name(style: str) -> StyleName | None:
    return names.INLINES.get(style) or names.of_role(style)


def _ordered(styles: tuple[str, ...]) -> list[str]:
    """Each style once, roles first, then inline styles in their own order."""
    own = [style for style in names.INLINES if style in styles]
    return [*dict.fromkeys(style for style in styles if style not in names.INLINES), *own]
