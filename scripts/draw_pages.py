"""Draws the pictures of real output in docs/pictures: `python scripts/draw_pages.py`.

Builds the sample edition and photographs an article of it in its three formats. Word's pages come through
LibreOffice and the EPUB's through Chromium; where one is not installed its picture stays as it is.
"""

import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
from camera import PICTURES, WIDTH, save, screenshot, spread, through_libreoffice

ROOT = Path(__file__).parent.parent

EXPLAINED = (900, 1500)
"""Pixels of the page that explains a capture: its head and the first lines."""

ARTICLE = "用三十行代码读懂一张潮汐表"
"""The article shown: it has a table, lists, code, notes and a picture."""


def main() -> None:
    """Build, photograph, and put beside each other."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["publish", "build", str(ROOT / "content/edition.toml"), "-o", name], check=True)
        pdf, epub, docx = (next(folder.glob(f"*.{suffix}")) for suffix in ("pdf", "epub", "docx"))
        opening = page_of(pdf, ARTICLE)
        save("pdf", spread(pdf, opening, 2))
        save("contents", spread(pdf, 0, 4))
        if shutil.which("soffice"):
            save("word", spread(through_libreoffice(docx, folder), opening_in_word(docx, folder), 2))
        if shutil.which("chromium"):
            save("epub", screenshot(page_of_book(epub, folder), folder, WIDTH, int(WIDTH * 1.42)))
            save("explain", screenshot(explained(folder), folder, *EXPLAINED))


_HEAD = 60
"""Characters at the head of a page among which the title of an article that opens there stands."""


def page_of(pdf: Path, title: str) -> int:
    """The page that an article opens on, counted from 0."""
    pages = pypdfium2.PdfDocument(pdf)
    return next(n for n, page in enumerate(pages) if title in page.get_textpage().get_text_range()[:_HEAD])


def opening_in_word(docx: Path, folder: Path) -> int:
    """The page that the article opens on in Word's file, as LibreOffice breaks it."""
    return page_of(through_libreoffice(docx, folder), ARTICLE)


def page_of_book(epub: Path, folder: Path) -> Path:
    """The article's document of the EPUB."""
    book = folder / "book"
    zipfile.ZipFile(epub).extractall(book)
    return next(path for path in book.rglob("article-*.xhtml") if ARTICLE in path.read_text("utf-8"))


def explained(folder: Path) -> Path:
    """The page on which a capture is explained line by line."""
    page = folder / "explained.html"
    capture = "content/captures/stone-bridge.md"
    subprocess.run(["publish", "explain", capture, "--html", str(page)], check=True, cwd=ROOT)
    return page


if __name__ == "__main__":
    main()
