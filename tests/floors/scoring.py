"""How well captures of ours are cleaned: what is kept, what is removed, what is known of them.

A label NAME.toml stands beside each capture: strings that must be in the cleaned text (`keep`), strings
that must not be (`debris`), that must not be a line alone (`lines`), parts of the addresses of pictures of
the article (`pictures`) and of the page's dressing (`dressing`), and what is known of the article.
"""

import re
import tomllib
import unicodedata
from pathlib import Path
from typing import NamedTuple

import msgspec

from publish.cleaning import clean
from publish.diagnostics import Report
from publish.model import Article
from publish.plugins import Plugins
from publish.reading import read_file
from publish.renderers.text import article_text
from publish.walk import iter_images

CAPTURES = Path(__file__).parent / "captures"
FLOORS = Path(__file__).parent / "floors.toml"

_MARKS = re.compile(r"[\s\u200b-\u200f*_`\\#>~|]+")
_FIELDS = ("title", "authors", "source", "date")


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a person says of a capture."""

    kind: str
    title: str = ""
    authors: list[str] = []
    source: str = ""
    date: str = ""
    keep: list[str] = []
    debris: list[str] = []
    lines: list[str] = []
    pictures: list[str] = []
    dressing: list[str] = []


class Score(NamedTuple):
    """How many of a label's strings are as they should be; `wrong` names the others."""

    right: dict[str, int]
    of: dict[str, int]
    wrong: tuple[str, ...]


def captures() -> list[Path]:
    """The captures that have labels."""
    return sorted(path for path in CAPTURES.iterdir() if path.suffix in {".md", ".html"})


def score(path: Path) -> Score:
    """The score of one capture."""
    label = msgspec.convert(tomllib.loads(path.with_suffix(".toml").read_text("utf-8")), Label)
    article = clean(read_file(path, Plugins(), Report()))
    if label.kind in {"empty", "captcha"}:
        checks = {"kind": {label.kind: article.provenance.kind == label.kind}}
    else:
        checks = {
            "kind": {label.kind: article.provenance.kind == label.kind},
            "known": {
                f"{field} {getattr(article, field)}": list(getattr(article, field))
                == list(getattr(label, field))
                for field in _FIELDS
            },
            **_texts(article, label),
            **_pictures(article, label),
        }
    return Score(
        right={name: sum(results.values()) for name, results in checks.items()},
        of={name: len(results) for name, results in checks.items()},
        wrong=tuple(
            f"{name}: {each}" for name, results in checks.items() for each, ok in results.items() if not ok
        ),
    )


def _texts(article: Article, label: Label) -> dict[str, dict[str, bool]]:
    text = article_text(article)
    folded = _fold(text)
    lines = {_fold(line) for line in text.split("\n")}
    return {
        "kept": {each: _fold(each) in folded for each in label.keep},
        "removed": {each: _fold(each) not in folded for each in label.debris}
        | {each: _fold(each) not in lines for each in label.lines},
    }


def _pictures(article: Article, label: Label) -> dict[str, dict[str, bool]]:
    addresses = " ".join(image.src for image in iter_images(article.body))
    return {
        "pictures": {each: each in addresses for each in label.pictures},
        "dressing": {each: each not in addresses for each in label.dressing},
    }


def _fold(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


# The floors ----------------------------------------------------------------------------------------


def floors() -> dict[str, dict[str, int]]:
    """The pinned number of right strings of each capture, by what is scored."""
    return tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
