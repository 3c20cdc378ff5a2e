"""Photographs for docs/pictures: of PDFs, of Word files through LibreOffice, of pages in Chromium."""

import subprocess
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
EDGE, GROUND = 1, "#b8b8b8"
WIDTH = 560
"""Pixels across a page."""


def spread(pdf: Path, first: int, count: int, width: int = WIDTH) -> Image.Image:
    """Pages beside each other."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number] for number in range(first, first + count)]
    drawn = [page.render(scale=width / page.get_width()).to_pil() for page in pages]
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
    """A picture of few colours, small enough for a page; rare ones (a rule, a label) are kept."""
    picture.quantize(64, Image.Quantize.MAXCOVERAGE).save(PICTURES / f"{name}.png", optimize=True)
