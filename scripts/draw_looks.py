"""Draws what our themes look like in docs/pictures/looks: `python scripts/draw_looks.py`.

One page of an article in each theme and format, before and after. Before is, for the PDF, the same
document with the same style sheet set by WeasyPrint alone: its line breaks, fonts as they are installed;
for the EPUB the same file without its style sheet, for Word with the styles of an empty document. Word's
pages come through LibreOffice, the EPUB's through Chromium.
"""

import subprocess
import tempfile
import zipfile
from pathlib import Path

import docx
from camera import PICTURES, beside, save, screenshot, spread, through_libreoffice
from docx.opc.constants import RELATIONSHIP_TYPE

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "content" / "captures" / "stone-bridge.md"
THEMES = ("journal", "digest", "book")
EDITION = ROOT / "content" / "edition.toml"
COVER = 300
WIDTH = 520
"""Pixels across a cover and across a page."""
SCREEN = (520, 740)
"""Pixels of the reader's screen."""
OPENING = {"journal": 0, "digest": 0, "book": 1}
"""The page shown: where the text is."""


def main() -> None:
    """Build, photograph, and put beside each other."""
    for theme in THEMES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for kinds in ("pdf,epub,docx", "before"):
                order = ["publish", "build", str(ARTICLE), "-t", kinds, "--theme", theme, "-o", name]
                plugin = (
                    ["--plugin", str(ROOT / "bench" / "plain.py"), "--no-check"]
                    if kinds == "before"
                    else []
                )
                subprocess.run([*order, *plugin], check=True)
            draw(theme, folder)
    with tempfile.TemporaryDirectory() as name:
        draw_rows(Path(name))


def draw_rows(folder: Path) -> None:
    """The covers of the sample edition and the specimens, one of each theme beside the other."""
    covers, pages = [], []
    for theme in THEMES:
        subprocess.run(["publish", "themes", theme, "-o", str(folder / f"{theme}.pdf")], check=True)
        pages.append(spread(folder / f"{theme}.pdf", 0, 1, WIDTH))
        target = folder / f"{theme}-edition.pdf"
        subprocess.run(["publish", "build", str(EDITION), "--theme", theme, "-o", str(target)], check=True)
        covers.append(spread(target, 0, 1, COVER))
    save("looks/covers", beside(covers))
    save("looks/specimens", beside(pages))


def draw(theme: str, folder: Path) -> None:
    """The pictures of one theme from the files in a folder."""
    page = OPENING[theme]
    before = next(folder.glob("*.before.pdf"))
    after = next(path for path in folder.glob("*.pdf") if path != before)
    epub, word = (next(folder.glob(f"*.{suffix}")) for suffix in ("epub", "docx"))
    pairs = {
        "pdf": [spread(path, page, 1, WIDTH) for path in (before, after)],
        "word": [
            spread(through_libreoffice(path, folder), page, 1, WIDTH)
            for path in (with_part(word, "word/styles.xml", styles_of_nobody()), word)
        ],
        "epub": [
            screenshot(article_of(path, folder), folder, *SCREEN)
            for path in (with_part(epub, "EPUB/style.css", b""), epub)
        ],
    }
    for form, pair in pairs.items():
        save(f"looks/{theme}-{form}", beside(pair))


def with_part(path: Path, part: str, other: bytes) -> Path:
    """The same file with something else for one of its parts."""
    bare = path.with_stem(f"{path.stem}-bare")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(bare, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, other if name == part else whole.read(name))
    return bare


def styles_of_nobody() -> bytes:
    """The styles of a Word file that nobody has given any."""
    blob: bytes = docx.Document().part.part_related_by(RELATIONSHIP_TYPE.STYLES).blob
    return blob


def article_of(epub: Path, folder: Path) -> Path:
    """The article's document of an EPUB."""
    book = folder / epub.stem
    zipfile.ZipFile(epub).extractall(book)
    return next(book.rglob("article-*.xhtml"))


if __name__ == "__main__":
    (PICTURES / "looks").mkdir(parents=True, exist_ok=True)
    main()
