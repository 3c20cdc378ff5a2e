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
from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
EDGE, GROUND = 1, "#b8b8b8"
WIDTH = 560
"""Pixels across a page."""

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
        save("contents", spread(pdf, 0, 2))
        if shutil.which("soffice"):
            save("word", spread(through_libreoffice(docx, folder), opening_in_word(docx, folder), 2))
        if shutil.which("chromium"):
            save("epub", screenshot(page_of_book(epub, folder), folder, WIDTH, int(WIDTH * 1.42)))
            save("explain", screenshot(explained(folder), folder, *EXPLAINED))


def page_of(pdf: Path, title: str) -> int:
    """The page that an article opens on, counted from 0."""
    pages = pypdfium2.PdfDocument(pdf)
    return next(n for n, page in enumerate(pages) if page.get_textpage().get_text_range().startswith(title))


def opening_in_word(docx: Path, folder: Path) -> int:
    """The page that the article opens on in Word's file, as LibreOffice breaks it."""
    return page_of(through_libreoffice(docx, folder), ARTICLE)


def spread(pdf: Path, first: int, count: int) -> Image.Image:
    """Pages beside each other."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number] for number in range(first, first + count)]
    drawn = [page.render(scale=WIDTH / page.get_width()).to_pil() for page in pages]
    return beside([ImageOps.expand(page, EDGE, GROUND) for page in drawn])


def beside(pages: list[Image.Image], gap: int = 24) -> Image.Image:
    """Pictures in a row on white."""
    width = sum(page.width for page in pages) + gap * (len(pages) - 1)
    row = Image.new("RGB", (width, max(page.height for page in pages)), "white")
    place = 0
    for page in pages:
        row.paste(page, (place, 0))
        place += page.width + gap
    return row


def through_libreoffice(docx: Path, folder: Path) -> Path:
    """The Word file as a PDF by LibreOffice."""
    target = folder / "word" / f"{docx.stem}.pdf"
    if not target.exists():
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        order = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(target.parent)]
        subprocess.run([*order, str(docx)], check=True, capture_output=True)
    return target


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


def screenshot(page: Path, folder: Path, width: int, height: int) -> Image.Image:
    """A page as a browser shows it on a screen of this size, in pixels."""
    target = folder / "screenshot.png"
    switches = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-quic"]
    switches += [
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={folder / 'browser'}",
    ]
    size = f"--window-size={width},{height}"
    subprocess.run(
        ["chromium", *switches, size, f"--screenshot={target}", page.as_uri()],
        check=True,
        capture_output=True,
    )
    return ImageOps.expand(Image.open(target).convert("RGB"), EDGE, GROUND)


def save(name: str, picture: Image.Image) -> None:
    """A picture of few colours, small enough for a page."""
    picture.quantize(64).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
