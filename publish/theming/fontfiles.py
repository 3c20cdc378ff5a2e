"""The fonts that are installed, as fontconfig lists them, and which of them a family name stands for.

Asked once a run: `fc-list` answers in a few milliseconds for hundreds of fonts. The choice among the
faces of a family is that of CSS Fonts 4, 5.2 (font matching), so every format makes the same one.
"""

import re
import subprocess
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from publish.errors import DependencyError

_FORMAT = r"%{family}\t%{weight}\t%{slant}\t%{width}\t%{index}\t%{file}\t%{variable}\t%{color}\n"
_PATTERN = ":outline=true:scalable=true"
_HINT = (
    "install fontconfig and fonts (Debian: fontconfig, fonts-noto-cjk, fonts-lxgw-wenkai, fonts-noto-core)"
)

# FcWeight to OpenType weight (fontconfig's fcweight.c); what lies between is interpolated.
_WEIGHTS = (
    (0, 100), (40, 200), (50, 300), (55, 350), (75, 380), (80, 400),
    (100, 500), (180, 600), (200, 700), (205, 800), (210, 900), (215, 1000),
)  # fmt: skip
_NORMAL_WIDTH = 100
_NAMED_INSTANCE = 0x10000


class FontFile(msgspec.Struct, frozen=True, order=True):
    """One face of a font file; `lightest` and `heaviest` are CSS weights and differ for variable fonts."""

    path: str
    index: int
    families: tuple[str, ...]
    lightest: float
    heaviest: float
    slanted: bool = False
    width: float = _NORMAL_WIDTH
    variable: bool = False

    @property
    def identity(self) -> str:
        """What changes when the file does; raises OSError if it is gone."""
        state = Path(self.path).stat()
        return f"{self.path}#{self.index}:{state.st_size}:{state.st_mtime_ns}"


class InstalledFonts:
    """Faces by family, without regard to the case of its name."""

    def __init__(self, files: Iterable[FontFile]) -> None:
        self._families: dict[str, list[FontFile]] = {}
        for file in sorted(files):
            for family in file.families:
                self._families.setdefault(family.casefold(), []).append(file)

    def __bool__(self) -> bool:
        return bool(self._families)

    def has(self, family: str) -> bool:
        """True if a font of this family is installed."""
        return family.casefold() in self._families

    def find(self, family: str, weight: int, *, slanted: bool = False) -> FontFile | None:
        """The face of a family that is nearest to a weight, slanted if it may be; None if there is none."""
        faces = self._families.get(family.casefold())
        if not faces:
            return None

        def distance(face: FontFile) -> tuple[float, bool, tuple[int, float]]:
            return (
                abs(face.width - _NORMAL_WIDTH),
                face.slanted != slanted,
                _weight_distance(face, weight),
            )

        return min(faces, key=distance)


def _weight_distance(face: FontFile, weight: int) -> tuple[int, float]:
    """CSS Fonts 4, 5.2: from 400 to 500 first up to 500, then lighter, then heavier; else outwards."""
    nearest = min(max(weight, face.lightest), face.heaviest)
    if nearest == weight:
        return 0, 0
    lighter = nearest < weight
    if 400 <= weight <= 500:
        return (1 if not lighter and nearest <= 500 else 2 if lighter else 3), abs(nearest - weight)
    return (1 if lighter == (weight < 400) else 2), abs(nearest - weight)


@lru_cache(maxsize=1)
def installed_fonts() -> InstalledFonts:
    """The fonts of this machine. Raises DependencyError without fontconfig or without a font."""
    try:
        answer = subprocess.run(  # noqa: S603 - our own words only
            ["fc-list", "--format", _FORMAT, _PATTERN],  # noqa: S607 - found as the system finds it
            capture_output=True,
            check=True,
            timeout=60,
        )
    except FileNotFoundError:
        raise DependencyError("fontconfig's program fc-list is missing", hint=_HINT) from None
    except (OSError, subprocess.SubprocessError) as error:
        raise DependencyError(f"fc-list cannot list the fonts: {error}", hint=_HINT) from error
    fonts = InstalledFonts(parse_list(answer.stdout.decode("utf-8", "surrogateescape")))
    if not fonts:
        raise DependencyError("there is no font on this machine", hint=_HINT)
    return fonts


def parse_list(text: str) -> list[FontFile]:
    """The faces in what `fc-list` printed; colour fonts and instances of variable fonts are left out.

    Colour fonts are pictures: they would stand in a PDF as bitmaps, not as text.
    """
    files = []
    for line in text.splitlines():
        family, weight, slant, width, index, path, variable, color = line.split("\t")
        if color == "True" or int(index) >= _NAMED_INSTANCE:
            continue
        weights = [_css_weight(float(number)) for number in re.findall(r"[\d.]+", weight)] or [400.0]
        widths = [float(number) for number in re.findall(r"[\d.]+", width)] or [float(_NORMAL_WIDTH)]
        files.append(
            FontFile(
                path,
                int(index),
                tuple(dict.fromkeys(name.strip() for name in family.split(","))),
                min(weights),
                max(weights),
                slant not in ("", "0"),
                _NORMAL_WIDTH if min(widths) <= _NORMAL_WIDTH <= max(widths) else widths[0],
                variable == "True",
            )
        )
    return files


def _css_weight(weight: float) -> float:
    (lower, found) = _WEIGHTS[0]
    for upper, css in _WEIGHTS:
        if weight <= upper:
            share = (weight - lower) / (upper - lower) if upper > lower else 1
            return found + share * (css - found)
        lower, found = upper, css
    return float(_WEIGHTS[-1][1])
