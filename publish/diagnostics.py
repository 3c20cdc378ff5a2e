"""What a build has to say that does not stop it: coded, placed, with a hint.

Work goes on after a `Diagnostic`; what stops an edition is an error (`publish.errors`). Every code stands
in `Code` with its severity and its documentation, and nowhere else.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from publish.model import Span


class Severity(StrEnum):
    """How bad it is. Only errors withhold a file; warnings fail a build under --strict."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Code(StrEnum):
    """Every diagnostic there is; the value is its stable id."""

    severity: Severity
    doc: str

    def __new__(cls, value: str, severity: Severity, doc: str) -> "Code":
        code = str.__new__(cls, value)
        code._value_ = value
        code.severity = severity
        code.doc = doc
        return code

    IMAGE_MISSING = (
        "image-missing",
        Severity.WARNING,
        "A picture could not be had: it is remote and was not fetched, or not beside the capture. "
        "A placeholder with its caption and address stands in its place.",
    )
    COVER_MISSING = (
        "cover-missing",
        Severity.INFO,
        "The picture that an article is announced with could not be had. It is no part of the article; an "
        "edition of this article has no cover.",
    )
    IMAGE_UNREADABLE = (
        "image-unreadable",
        Severity.WARNING,
        "A picture is there but cannot be used: no known type, damaged, or over the limits.",
    )
    IMAGE_OUTSIDE = (
        "image-outside",
        Severity.WARNING,
        "A picture's path leads out of the capture's own folder; it was not read.",
    )
    IMAGE_DROPPED = (
        "image-dropped",
        Severity.INFO,
        "A picture of a few pixels, there to count visits or to hold space open, was left out.",
    )
    CHARSET_REPLACED = (
        "charset-replaced",
        Severity.WARNING,
        "Some bytes of a capture are no text in its charset; U+FFFD stands in their place.",
    )
    CHARSET_MENDED = (
        "charset-mended",
        Severity.WARNING,
        "Lines of a capture were once decoded in a wrong charset and saved so; they were decoded again "
        "where that makes plain sense.",
    )
    FRONTMATTER_INVALID = (
        "frontmatter-invalid",
        Severity.WARNING,
        "The front matter is not valid YAML; it was read line by line as `key: value`.",
    )
    DATE_INVALID = ("date-invalid", Severity.WARNING, "A date could not be understood and was left out.")
    TITLE_MISSING = (
        "title-missing",
        Severity.WARNING,
        "A capture has no title anywhere; its file name was taken.",
    )
    TITLE_TWICE = (
        "title-twice",
        Severity.INFO,
        "Two articles of an edition have one title; both are printed, but the contents do not tell them "
        "apart.",
    )
    NAME_NOT_FOUND = (
        "name-not-found",
        Severity.INFO,
        "A name that the edition lists for its index stands in none of its articles, or only inside of a "
        "longer name; the index does not have it.",
    )
    CAPTURE_FAILED = (
        "capture-failed",
        Severity.WARNING,
        "A capture holds no article (empty, captcha, deleted, blocked, migrated); it was left out.",
    )
    CAPTURE_TRUNCATED = (
        "capture-truncated",
        Severity.WARNING,
        "A capture ends in mid sentence; it is published with a notice.",
    )
    CAPTURE_UNREADABLE = (
        "capture-unreadable",
        Severity.ERROR,
        "A capture could not be read at all; it was left out.",
    )
    LINK_DROPPED = (
        "link-dropped",
        Severity.INFO,
        "A link's address is of a kind that editions do not carry (javascript:, file:, data:), or the path "
        "of a file that is none of the edition's captures; its text was kept.",
    )
    NESTING_FLATTENED = (
        "nesting-flattened",
        Severity.WARNING,
        "Blocks nest too deep; the innermost were flattened and their text kept.",
    )
    GLYPH_MISSING = (
        "glyph-missing",
        Severity.ERROR,
        "No font of the theme has a glyph for a letter of the text; a file that would show an empty box is "
        "withheld.",
    )
    GLYPH_REPLACED = (
        "glyph-replaced",
        Severity.WARNING,
        "No font of the theme has a glyph for a symbol or emoji of the text. A geta mark (〓) is shown in "
        "its place; what is copied or searched is still the symbol.",
    )
    FONT_MISSING = (
        "font-missing",
        Severity.WARNING,
        "A font of the theme is not installed; the next of its stack was taken.",
    )
    WORDS_DIFFER = (
        "words-differ",
        Severity.ERROR,
        "The words read back from a built file are not those of the model.",
    )
    FILE_INVALID = ("file-invalid", Severity.ERROR, "A built file breaks a rule of its format.")
    LOOKS_DIFFER = (
        "looks-differ",
        Severity.ERROR,
        "publish check --looks: a built file is more than 1 % off the theme, or off another file.",
    )
    PAGES_DIFFER = (
        "pages-differ",
        Severity.ERROR,
        "A page begins, or a mark of it stands, in another place than in the paged edition; or a list "
        "names a page on which its target does not begin. Found by every build and by publish check "
        "--pages.",
    )
    LINE_FAULT = (
        "line-fault",
        Severity.ERROR,
        "publish check --lines: a line of a PDF is not set as it should be.",
    )
    PLUGIN_BROKEN = (
        "plugin-broken",
        Severity.WARNING,
        "A plugin that was not asked for cannot be loaded; the others work.",
    )


class Diagnostic(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing to say: what, how bad, where, and what to do about it."""

    code: Code
    severity: Severity
    message: str
    path: str = ""
    span: Span | None = None
    hint: str = ""

    @property
    def where(self) -> str:
        """`path:line`, `path`, or nothing."""
        return f"{self.path}:{self.span.first}" if self.path and self.span else self.path


class Report:
    """Collects what the steps of a build have to say, in order, each thing once."""

    def __init__(self) -> None:
        self._said: dict[Diagnostic, None] = {}

    def add(
        self, code: Code, message: str, *, path: str = "", span: Span | None = None, hint: str = ""
    ) -> None:
        """Say something with the code's own severity."""
        self._said[Diagnostic(code, code.severity, message, path, span, hint)] = None

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Say what somebody else (a check, a worker) has found."""
        self._said.update(dict.fromkeys(diagnostics))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything said so far."""
        return tuple(self._said)

    def count(self, severity: Severity) -> int:
        """How many things of this severity were said."""
        return sum(1 for diagnostic in self._said if diagnostic.severity is severity)
