"""Fonts as Word has them: one family for each of its kinds of characters, and a table of stand-ins.

Word knows no font stacks. A style names the first family of a stack; the font table names the rest of it
as alternatives (ECMA-376 Part 1, 17.8.3.1), so that a machine without the first takes the next, and not
whatever Word thinks near. Chinese system fonts answer to their Chinese names on Chinese systems.
"""

from collections.abc import Iterable

import msgspec

from publish.renderers.docx.xml import Element, root, w
from publish.theming.scripts import Script, is_han, script_of
from publish.theming.theme import Font, Theme

_LONGEST_NAME = 31
"""Characters of a family's name that Word can take ([MS-OI29500], 2.1.271)."""

_LOCAL_NAMES = {
    "SimSun": "宋体",
    "SimHei": "黑体",
    "KaiTi": "楷体",
    "PMingLiU": "新細明體",
    "Microsoft JhengHei": "微軟正黑體",
    "DFKai-SB": "標楷體",
    "BiauKai": "標楷體",
    "MS Mincho": "ＭＳ 明朝",
    "MS Gothic": "ＭＳ ゴシック",
    "Batang": "바탕",
    "Malgun Gothic": "맑은 고딕",
}

# What every system that runs Word has, behind a theme's own stack: by kind of font and script.
_SYSTEM = {
    ("roman", "hans"): ("SimSun", "Songti SC"),
    ("roman", "hant"): ("PMingLiU", "Songti TC"),
    ("roman", "ja"): ("MS Mincho", "Hiragino Mincho ProN"),
    ("roman", "ko"): ("Batang", "AppleMyungjo"),
    ("roman", "latin"): ("Georgia",),
    ("swiss", "hans"): ("SimHei", "Heiti SC"),
    ("swiss", "hant"): ("Microsoft JhengHei", "Heiti TC"),
    ("swiss", "ja"): ("MS Gothic", "Hiragino Sans"),
    ("swiss", "ko"): ("Malgun Gothic", "Apple SD Gothic Neo"),
    ("swiss", "latin"): ("Arial",),
    ("script", "hans"): ("KaiTi", "Kaiti SC"),
    ("script", "hant"): ("DFKai-SB", "Kaiti TC"),
    ("modern", "latin"): ("Consolas", "Courier New"),
}

# The kinds of ECMA-376 Part 1, 17.18.30, and the character sets of 17.8.3.3.
_KINDS = {"serif": "roman", "sans": "swiss", "mono": "modern", "kai": "script"}
_CHARSETS: dict[Script, str] = {
    "hans": "86",
    "hant": "88",
    "ja": "80",
    "ko": "81",
    "arabic": "B2",
    "latin": "00",
}


class Faces(msgspec.Struct, frozen=True):
    """The families of a font role in one language: for Latin, East-Asian and right-to-left characters."""

    latin: str
    east_asian: str
    complex: str
    italic: bool
    hint: bool
    """True where characters that both Latin and Chinese have (“”—…) are Chinese ones."""

    def element(self) -> Element:
        """`w:rFonts`."""
        return w(
            "rFonts",
            hint="eastAsia" if self.hint else "default",
            ascii=self.latin,
            hAnsi=self.latin,
            eastAsia=self.east_asian,
            cs=self.complex,
        )


def faces(font: Font, lang: str) -> Faces:
    """The families of a font for a language; Latin words in Han text take the Han font's own Latin."""
    own = font.stack(lang)[0]
    complex_family = font.stack("ar")[0]
    if is_han(lang):
        return Faces(own, own, complex_family, italic=False, hint=True)
    han = _family(font, "hans")
    if script_of(lang) == "arabic":
        return Faces(font.stack("en")[0], han, own, italic=False, hint=False)
    return Faces(own, han, complex_family, italic=font.slanted, hint=False)


def _family(font: Font, script: Script) -> str:
    return (font.families.get(script) or font.stack("zh-Hans"))[0]


def font_table(theme: Theme, langs: Iterable[str]) -> Element:
    """`word/fontTable.xml`: every family that the styles of these languages name, with its stand-ins."""
    table = root("w:fonts")
    known: set[str] = set()
    for script in dict.fromkeys((*map(script_of, langs), "hans", "latin", "arabic")):
        for role, font in theme.fonts.items():
            family, *others = font.families.get(script) or (None,)
            if family and family.lower() not in known and len(family) <= _LONGEST_NAME:
                known.add(family.lower())
                table.append(_entry(family, others, _KINDS.get(role, "auto"), script))
    return table


def _entry(family: str, others: Iterable[str], kind: str, script: Script) -> Element:
    pitch = "fixed" if kind == "modern" else "variable"
    return w(
        "font",
        *_alternatives(family, (*others, *_SYSTEM.get((kind, script), ()))),
        w("charset", val=_CHARSETS[script]),
        w("family", val=kind),
        w("pitch", val=pitch),
        name=family,
    )


def _alternatives(family: str, others: Iterable[str]) -> list[Element]:
    names = [name for other in others for name in (other, _LOCAL_NAMES.get(other, ""))]
    wanted = [name for name in dict.fromkeys(names) if name and name != family and "," not in name]
    return [w("altName", val=",".join(wanted))] if wanted else []
