"""What a check says when it finds something."""

from publish.diagnostics import Code, Diagnostic


def invalid(message: str, where: str = "") -> Diagnostic:
    """A broken rule of a format; `where` is a part of the built file: `text/a1.xhtml:12`, `page 3`."""
    return Diagnostic(Code.FILE_INVALID, Code.FILE_INVALID.severity, message, where)


def differing(message: str, where: str = "") -> Diagnostic:
    """Words of a built file that are not those of the model; `where` is the capture they come from."""
    return Diagnostic(
        Code.WORDS_DIFFER,
        Code.WORDS_DIFFER.severity,
        message,
        where,
        hint="the file is withheld; please report this with the capture",
    )
