"""The composed PDF beside the same edition by plain WeasyPrint: CPU seconds and peak memory, in one run.

    python bench/pair.py CAPTURES [--runs N] [--theme NAME]

CAPTURES is a folder that builds as one edition. Each run is a process of its own: ours, plain, and one
that only reads and cleans the captures and writes them as text, whose cost is taken off the other two to
tell what rendering costs alone. The runs take turns, and the least of each counts.

Plain is what anyone would write: the same XHTML, fonts and style sheet in one document with paragraphs
that WeasyPrint breaks itself, page numbers in the contents by target-counter, tags on,
`HTML(...).write_pdf(...)`. It is a format that this file gives to publish as a plugin. The bar (issue 4):
ours costs at most 1.4 times as much CPU, for 100 articles.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from publish import Context, Edition, renderer

BAR = 1.4


@renderer("plain", suffix=".plain.pdf", media_type="application/pdf")
def render_plain(edition: Edition, context: Context) -> bytes:
    """The edition by WeasyPrint alone, its lines broken by WeasyPrint."""
    from weasyprint import HTML

    from publish.markup.writer import Composer
    from publish.renderers.pdf.fetcher import EditionFetcher
    from publish.renderers.pdf.lines import LineSetter
    from publish.renderers.pdf.manuscript import Manuscript
    from publish.theming.css_pdf import pdf_css

    class Uncomposed(LineSetter):
        def composer(self, lang: str) -> Composer:
            return lambda block, key, within: None

    setter = Uncomposed(edition, context)
    css = (
        setter.font_faces
        + pdf_css(context.theme, setter.families, edition.lang)
        + ".contents a::after { content: leader('.') target-counter(attr(href url), page) }"
    )
    fetcher = EditionFetcher({asset.src: asset for asset in edition.assets}, setter.font_files, context)
    page = HTML(string=Manuscript(edition, context, setter).whole(css), url_fetcher=fetcher)
    data: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return data


def main() -> None:
    """Measure and print, one line each, and the ratios."""
    from cost import PUBLISH, Cost, cost

    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("captures", type=Path)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--theme", default="journal")
    given = arguments.parse_args()
    found: dict[str, list[Cost]] = {"txt": [], "plain": [], "pdf": []}
    with tempfile.TemporaryDirectory() as folder:
        build = [*PUBLISH, "build", str(given.captures), "--no-check", "-o", folder, "--theme", given.theme]
        for _ in range(given.runs):
            for name, costs in found.items():
                costs.append(cost([*build, "-t", name, "--plugin", __file__]))
    cpu = {name: min(each.cpu for each in costs) for name, costs in found.items()}
    for name, what in (("txt", "read and clean"), ("plain", "plain WeasyPrint"), ("pdf", "composed")):
        memory = min(each.memory for each in found[name])
        print(f"{what:18}{cpu[name]:7.2f} s CPU {cpu[name] - cpu['txt']:7.2f} s rendering {memory:6.0f} MB")
    whole, alone = cpu["pdf"] / cpu["plain"], (cpu["pdf"] - cpu["txt"]) / (cpu["plain"] - cpu["txt"])
    print(f"composed : plain  {whole:7.2f} the whole process {alone:7.2f} rendering alone  (bar {BAR})")
    sys.exit(whole > BAR)


if __name__ == "__main__":
    main()
