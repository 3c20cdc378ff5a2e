"""Read and clean every capture of a folder, and write what scorers of captures compare with their labels.

    python bench/score_captures.py CAPTURES OUT [--raw]

For each CAPTURES/NAME.md or NAME.html it writes OUT/NAME.txt (the cleaned body as plain text, one block a
paragraph) and OUT/NAME.json (title, author, source, date, images, kind, status). --raw leaves the cleaning
out, for comparison. Prints the CPU time a capture took and, for each rule, how often it was needed.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

from publish.cleaning import clean
from publish.diagnostics import Report
from publish.errors import PublishError
from publish.model import Article
from publish.plugins import Plugins
from publish.reading import read_file
from publish.renderers.text import article_text
from publish.walk import iter_images

SUFFIXES = {".md", ".html", ".htm"}
NO_ARTICLE = {"empty", "captcha", "deleted", "blocked", "migrated"}


def main() -> None:
    """The command."""
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    if len(folders) != 2:
        sys.exit(__doc__)
    captures, out = folders
    out.mkdir(parents=True, exist_ok=True)
    plugins = Plugins()
    used: Counter[str] = Counter()
    for path in sorted(path for path in captures.iterdir() if path.suffix in SUFFIXES):
        started = time.process_time()
        try:
            article = read_file(path, plugins, Report())
        except PublishError as error:
            print(f"{path.name:40s} {error}")
            continue
        read = time.process_time()
        if "--raw" not in sys.argv:
            article = clean(article)
        cleaned = time.process_time()
        used.update({removal.rule for removal in article.provenance.removals})
        write(article, out / path.stem)
        times = f"read {1000 * (read - started):7.1f} ms   clean {1000 * (cleaned - read):6.1f} ms"
        print(f"{path.name:40s} {times}")
    print(", ".join(f"{rule} {count}" for rule, count in used.most_common()))


def write(article: Article, stem: Path) -> None:
    """The two files of an article."""
    kind = article.provenance.kind
    text = "" if kind in NO_ARTICLE else article_text(article)
    facts = {
        "title": article.title,
        "author": list(article.authors),
        "source": article.source,
        "date": article.date,
        "credit": article.credit,
        "lang": article.lang,
        "images": [image.src for image in iter_images(article.body)],
        "kind": kind,
        "status": "no-body" if kind in NO_ARTICLE else "ok",
    }
    stem.with_name(stem.name + ".txt").write_text(text, encoding="utf-8")
    stem.with_name(stem.name + ".json").write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
