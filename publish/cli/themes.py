"""publish themes: which looks there are, what one is like, and a page that shows it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from publish.cli.formats import BROKEN, AsJson, PluginFiles, open_all, print_records, warn_of
from publish.cli.terminal import columns, put
from publish.errors import PublishError, UsageError

if TYPE_CHECKING:
    from publish.cli.messages import Messages
    from publish.plugins import Listed, Plugins
    from publish.theming.theme import Theme

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAMES", help="Themes to show, by name or as ./folder.", show_default=False),
]
Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE|DIR",
        help="Write a specimen: one page of each theme named, or of all (-o specimen.pdf, -o DIR/).",
        show_default=False,
    ),
]


def themes(
    names: Names = None, output: Output = "", plugin: PluginFiles = None, as_json: AsJson = False
) -> None:
    """List the themes there are, tell what one is like, or write a specimen of it."""
    from publish.cli.messages import Messages
    from publish.theming.shipped import open_theme

    messages = Messages()
    plugins, _ = open_all(plugin, messages)
    if output:
        chosen = names or [entry.name for entry in plugins.names("themes")]
        _write_specimens([open_theme(name, plugins) for name in chosen], output, plugins, messages)
    elif names:
        for name in names:
            _describe(open_theme(name, plugins))
    else:
        records = [_record(entry, plugins, messages) for entry in plugins.names("themes")]
        print_records(records, ("name", "origin", "summary"), as_json)


def _record(entry: "Listed", plugins: "Plugins", messages: "Messages") -> dict[str, str]:
    from publish.theming.shipped import open_theme

    try:
        summary = open_theme(entry.name, plugins).summary
    except PublishError as error:
        warn_of(error, messages)
        summary = BROKEN
    return {"name": entry.name, "origin": entry.origin, "summary": summary}


# One theme -----------------------------------------------------------------------------------------

_MM = 25.4 / 72


def _describe(theme: "Theme") -> None:
    """What a theme comes to, in the units that it is spoken of in."""
    page, body = theme.page, theme.style("paragraph")
    margins = (page.inner, page.head, page.outer, page.foot)
    facts = {
        "page": f"{page.width * _MM:.0f} × {page.height * _MM:.0f} mm",
        "text block": f"{page.measure / theme.size:g} em × {page.lines} lines",
        "margins": "inner {:.1f}, head {:.1f}, outer {:.1f}, foot {:.1f} mm".format(
            *(margin * _MM for margin in margins)
        ),
        "body": f"{theme.font(body.font).role} {theme.size:g} pt on {theme.leading:g} pt, "
        f"indented {body.first_indent:g} em",
        "sizes": ", ".join(
            f"{key} {theme.style(kind).size:g}"
            for key, kind in (
                ("title", "title"),
                ("heading", "heading-2"),
                ("caption", "caption"),
                ("note", "note"),
            )
        ),
        "colours": ", ".join(f"{name} {color}" for name, color in theme.colors.items()),
        "punctuation": f"kinsoku {theme.punctuation.kinsoku}, gap {theme.punctuation.gap:g} em"
        + (", hanging" if theme.punctuation.hanging else ""),
    }
    put(f"{theme.name}  {theme.summary}".rstrip())
    for line in columns([[f"  {name}", fact] for name, fact in facts.items()]):
        put(line)


# Specimens -----------------------------------------------------------------------------------------


def _write_specimens(chosen: "list[Theme]", output: str, plugins: "Plugins", messages: "Messages") -> None:
    from publish.assets.store import AssetStore
    from publish.checks import check
    from publish.cli.jobs import file_meant, format_of
    from publish.diagnostics import Report
    from publish.pipeline import is_ours
    from publish.specimen import specimen
    from publish.writing import write_edition

    file = file_meant(output)
    if file and len(chosen) > 1:
        raise UsageError(
            f"“{output}” is one file, but {len(chosen)} themes are to be shown",
            hint="name one theme, or give a folder: -o DIR/",
        )
    renderer = plugins.renderer(format_of(file, plugins) if file else "pdf")
    store = AssetStore()
    for theme in chosen:
        report = Report()
        target = file or Path(output) / f"{theme.name}{renderer.suffix}"
        shown = specimen(theme, renderer, plugins, report, store)
        prove = partial(
            check,
            renderer.media_type,
            shown.edition,
            arrangement=theme.arrangement,
            ours=is_ours(renderer, plugins),
        )
        messages.tell(report.diagnostics)
        messages.tell(write_edition(target, shown.data, prove))
        put(str(target))
