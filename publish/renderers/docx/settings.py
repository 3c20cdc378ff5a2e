"""`word/settings.xml`: what holds for the whole file (ECMA-376 Part 1, 17.15)."""

from publish.model import Edition
from publish.renderers.docx.languages import locale
from publish.renderers.docx.notes import note_settings, separators
from publish.renderers.docx.xml import Element, on, root, twips, w
from publish.theming.scripts import is_han
from publish.theming.theme import Theme

_WORD = "http://schemas.microsoft.com/office/word"

# How Word 2013 and later set text; without it they open a file in a mode for older ones.
_COMPATIBILITY = {
    "compatibilityMode": "15",
    "overrideTableStyleFontSizeAndJustification": "1",
    "enableOpenTypeFeatures": "1",
    "doNotFlipMirrorIndents": "1",
    "differentiateMultirowTableHeaders": "1",
}


def settings(theme: Theme, edition: Edition) -> Element:
    """Pages that mirror each other, punctuation that closes up, notes that count in circles."""
    names = locale(edition.lang)
    han = is_han(edition.lang)
    return root(
        "w:settings",
        w("zoom", percent=100),
        on("mirrorMargins"),
        w("defaultTabStop", val=twips(theme.size * 2)),
        *([] if han else [on("autoHyphenation"), w("consecutiveHyphenLimit", val=2)]),
        on("evenAndOddHeaders"),
        *([on("strictFirstAndLastChars")] if han and theme.punctuation.kinsoku == "strict" else []),
        w("characterSpacingControl", val="compressPunctuation" if han else "doNotCompress"),
        w("footnotePr", *note_settings(edition), *separators()),
        w("compat", *_line_ends(), *(_compatible(name, value) for name, value in _COMPATIBILITY.items())),
        w("themeFontLang", val=names.latin, eastAsia=names.east_asian, bidi=names.complex),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _line_ends() -> list[Element]:
    """A line that the author ends is not stretched, a line of underlined or small text not either."""
    return [on("doNotExpandShiftReturn")]


def _compatible(name: str, value: str) -> Element:
    return w("compatSetting", name=name, uri=_WORD, val=value)
