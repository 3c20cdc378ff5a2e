"""Our text of saved pages and trafilatura's beside that of Mozilla's Readability, in one run.

    python bench/score_pages.py SUITE [--raw] [--half 0|1] [--worst N]

SUITE is the archive of Readability's test pages (or the folder it unpacks to): each page is a folder with
source.html and expected.html. Both texts are cut into the same words (letters and figures; Han, kana and
the like one by one) and counted against those of expected.html: precision, recall and F1 of each page, and
their means. --raw leaves our cleaning out; --half takes every second page, so that one half can be tuned on
and the other one checked; --worst N names the pages with our lowest F1 and the words too many or missing.
trafilatura (https://trafilatura.readthedocs.io) runs as it comes, without comments.
"""

import argparse
import logging
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from lxml import etree

from publish.cleaning import clean
from publish.diagnostics import Report
from publish.model import Note
from publish.plugins import Plugins
from publish.reading import decode_capture, read_capture
from publish.walk import iter_inlines, plain_text

WORD = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
IN_LINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
    }
    | {"samp", "small", "span", "strong", "sub", "sup", "u", "var"}
)


class Page(NamedTuple):
    """A page of the suite."""

    name: str
    source: bytes
    expected: bytes


class Score(NamedTuple):
    """How two texts agree, word by word, each from 0 to 1."""

    f1: float
    precision: float
    recall: float


def pages(suite: Path) -> Iterator[Page]:
    """The pages of the suite by name."""
    files = dict(_files(suite))
    for folder in sorted({str(Path(name).parent) for name in files}):
        source, expected = (files.get(f"{folder}/{name}.html") for name in ("source", "expected"))
        if source is not None and expected is not None:
            yield Page(Path(folder).name, source, expected)


def _files(suite: Path) -> Iterator[tuple[str, bytes]]:
    if suite.is_dir():
        yield from ((str(path), path.read_bytes()) for path in suite.rglob("*.html"))
        return
    with tarfile.open(suite) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".html") else None
            if file:
                yield member.name, file.read()


def words(text: str) -> Counter[str]:
    """The words of a text and how often each stands in it."""
    return Counter(WORD.findall(text.lower()))


def score(found: Counter[str], wanted: Counter[str]) -> Score:
    """Precision and recall of the words found; two empty texts agree."""
    common = (found & wanted).total()
    precision = common / found.total() if found else float(not wanted)
    recall = common / wanted.total() if wanted else float(not found)
    both = precision + recall
    return Score(2 * precision * recall / both if both else 0.0, precision, recall)


def expected_text(source: bytes) -> str:
    """The text of a page that holds the article alone, blocks parted by line feeds."""
    root = etree.fromstring(source, etree.HTMLParser(encoding="utf-8"))
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "comment":
            parts.append(element.tail or "")
            continue
        parts.append("" if element.tag in IN_LINE else "\n")
        parts.append((element.text if event == "start" else element.tail) or "")
    return "".join(parts)


def our_text(page: Page, raw: bool) -> str:
    """What a reader of an edition gets to read of a page."""
    article = read_capture(decode_capture(page.source, f"{page.name}.html", Report()), Plugins(), Report())
    body = (article if raw else clean(article)).body
    notes = (note.content for note in iter_inlines(body) if isinstance(note, Note))
    return "\n".join(plain_text(blocks) for blocks in (body, *notes))


def their_text(page: Page) -> str:
    """What trafilatura makes of a page."""
    try:
        import trafilatura
    except ImportError:
        sys.exit("trafilatura is missing; run: python -m pip install --group bench")

    return trafilatura.extract(page.source, include_comments=False) or ""


def timed(make: Callable[[], str]) -> tuple[str, float]:
    """A text and the CPU seconds that it took."""
    start = time.process_time()
    text = make()
    return text, time.process_time() - start


def main() -> None:
    """The command."""
    asked = _arguments()
    logging.disable(logging.CRITICAL)
    chosen = [page for number, page in enumerate(pages(asked.suite)) if asked.half in {None, number % 2}]
    if not chosen:
        sys.exit(f"{asked.suite} holds no pages")
    timed(lambda: our_text(chosen[0], asked.raw) + their_text(chosen[0]))  # what is loaded once
    ours: dict[str, Score] = {}
    theirs: dict[str, Score] = {}
    seconds = {"ours": 0.0, "trafilatura": 0.0}
    differences: dict[str, str] = {}
    for page in chosen:
        wanted = words(expected_text(page.expected))
        text, took = timed(lambda page=page: our_text(page, asked.raw))
        their, their_took = timed(lambda page=page: their_text(page))
        ours[page.name], theirs[page.name] = score(words(text), wanted), score(words(their), wanted)
        differences[page.name] = _difference(words(text), wanted)
        seconds["ours"] += took
        seconds["trafilatura"] += their_took
    for name in sorted(ours, key=ours.__getitem__)[: asked.worst]:
        print(f"{name:40s} {_row(ours[name])}   trafilatura {_row(theirs[name])}\n    {differences[name]}")
    print(f"{len(chosen)} pages{' '.ljust(22)} F1    P    R      CPU seconds")
    for name, scores in (("ours", ours), ("trafilatura", theirs)):
        mean = Score(*(fmean(column) for column in zip(*scores.values(), strict=True)))
        print(f"{name:29s} {_row(mean)}   {seconds[name]:6.2f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("suite", type=Path)
    parser.add_argument("--raw", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--worst", type=int, default=0)
    return parser.parse_args()


def _row(scores: Score) -> str:
    return " ".join(f"{value:.4f}" for value in scores)


def _difference(found: Counter[str], wanted: Counter[str]) -> str:
    many, missing = found - wanted, wanted - found
    return (
        f"{many.total()} too many: {' '.join(word for word, _ in many.most_common(10))}; "
        f"{missing.total()} missing: {' '.join(word for word, _ in missing.most_common(10))}"
    )


if __name__ == "__main__":
    main()
