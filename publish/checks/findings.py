"""What a check says when it finds something."""

from publish.diagnostics import Code, Diagnostic


def invalid(message: str, where: str = "") -> Diagnostic:
    """A broken rule of a format; `where` is a part of the built file: `text/a1.xhtml:12`, `page 3`."""
    return Diagnostic(Code.FILE_INVALID, Code.FILE_INVALID.severity, message, where)


def paged_otherwise(message: str, where: str = "", hint: str = "") -> Diagnostic:
    """A page that begins elsewhere than another file or the edition says; `where` is the file."""
    return Diagnostic(Code.PAGES_DIFFER, Code.PAGES_DIFFER.severity, message, where, hint=hint)


def differing(message: str, where: str = "") -> Diagnostic:
    """Words of a built file that are not those of the model; `where` is the capture they come from."""
    return Diagnostic(
        Code.WORDS_DIFFER,
        Code.WORDS_DIFFER.severity,
        message,
        where,
        hint="the file is withheld; please report this with the capture",
    )
