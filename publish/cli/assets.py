"""publish assets: the pictures that captures name, where from, and what there is of each."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from publish.cli.options import Keep, NoLearn, Paths, PluginFiles
from publish.cli.terminal import amount, columns, is_terminal, put, size
from publish.errors import Exit, UsageError

if TYPE_CHECKING:
    from publish.assets.inventory import Listed
    from publish.assets.store import AssetStore
    from publish.cli.messages import Messages
    from publish.model import Article
    from publish.preparation import Progress

Fetch = Annotated[
    bool,
    typer.Option("--fetch", help="Fetch the remote ones that are missing; the only use of the network."),
]
Within = Annotated[
    float,
    typer.Option(
        "--within", metavar="SECONDS", help="How long fetching may take in all; what came by then is kept."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="End with 6 if pictures are missing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON record a picture.")]

WITHIN = 900.0
"""Seconds that fetching may take unless something else is said; as `allowance.Limits.step_seconds`."""


def assets(  # noqa: PLR0913, PLR0917 - each parameter is an option
    paths: Paths,
    fetch: Fetch = False,
    within: Within = WITHIN,
    strict: Strict = False,
    as_json: AsJson = False,
    keep: Keep = None,
    no_learn: NoLearn = False,
    plugin: PluginFiles = None,
) -> int:
    """List the pictures that captures name, and fetch what is missing."""
    from publish.assets.inventory import inventory
    from publish.assets.store import AssetStore
    from publish.cli.messages import Messages
    from publish.cli.meter import Meter
    from publish.cli.paths import amendments_of, captures_of, given_paths
    from publish.cli.project import cleaning_of, open_plugins, open_project
    from publish.preparation import PRINTABLE, prepared
    from publish.reading.web_archive import enclosed_picture

    if not 0 < within < 1e6:
        raise UsageError(
            "--within takes a number of seconds above 0", hint=f"for example --within {WITHIN:g}"
        )
    project = open_project()
    plugins = open_plugins(project, plugin or ())
    cleaning = cleaning_of(project, plugins, keep or (), learn=not no_learn)
    store = AssetStore()
    with given_paths(paths) as given, Meter(1) as meter:
        captures = captures_of(given)
        cleaning = replace(cleaning, amendments=amendments_of(given))
        messages = Messages(given.aliases)
        progress = meter.watch("assets")
        each = list(prepared(captures, plugins, cleaning, progress))
        articles = [one.article for one in each if one.article and one.article.provenance.kind in PRINTABLE]
        unreadable = [one for one in each if one.article is None]
        if fetch:
            _fetch(articles, store, within, progress)
        pictures = inventory(articles, store, enclosed_picture)
    for one in unreadable:
        messages.tell(said for said in one.said if said.severity == "error")
    _show(pictures, messages, as_json=as_json)
    messages.note(_summary(pictures))
    messages.close()
    if len(unreadable) == len(captures):
        return Exit.UNREADABLE
    if strict and any(_is_missing(picture) for picture in pictures):
        return Exit.ASSET
    return Exit.PARTIAL if unreadable else Exit.OK


def _fetch(articles: "Sequence[Article]", store: "AssetStore", within: float, progress: "Progress") -> None:
    from publish.assets.fetch import Limits, fetch
    from publish.assets.inventory import wanted_by
    from publish.reading.web_archive import enclosed_picture

    wanted = wanted_by(articles, store, enclosed_picture)
    fetch(wanted, store, Limits(step_seconds=within), progress)


# Shown ---------------------------------------------------------------------------------------------

_FEW = 3  # captures that are named in a line


def _is_missing(picture: "Listed") -> bool:
    """Whether an article will show a placeholder for it."""
    return not picture.state.is_had and not picture.cover_only


def _show(pictures: "Sequence[Listed]", messages: "Messages", *, as_json: bool) -> None:
    """On standard output: a line a picture, those that are missing last."""
    from msgspec import to_builtins

    from publish.cli.records import json_line

    if as_json:
        for picture in pictures:
            put(json_line(to_builtins(picture), messages.naming))
        return
    wide = not is_terminal(sys.stdout)
    for line in columns([*_rows(pictures, wide=wide)]):
        put(messages.named(line))


def _rows(pictures: "Sequence[Listed]", *, wide: bool) -> Iterator[tuple[str, ...]]:
    for picture in pictures:
        address = picture.address if wide or len(picture.address) <= 80 else f"{picture.address[:79]}…"
        kind = picture.media_type.removeprefix("image/").partition("+")[0]
        weight = size(picture.bytes) if picture.bytes else ""
        yield str(picture.state), kind, weight, address, _named_by(picture), picture.why


def _named_by(picture: "Listed") -> str:
    captures = picture.captures
    named = ", ".join(captures[:_FEW]) + (" …" if len(captures) > _FEW else "")
    cover = "cover of " if picture.cover_only else ""
    return f"{cover}{named}" if len(captures) == 1 else f"{cover}{len(captures)} captures: {named}"


def _summary(pictures: "Sequence[Listed]") -> str:
    missing = [picture for picture in pictures if _is_missing(picture)]
    twice = sum(len(picture.captures) > 1 for picture in pictures)
    facts = [amount(len(pictures), "picture")]
    if twice:
        facts.append(f"{twice} of them named by several captures")
    facts.append(f"{len(missing)} missing" if missing else "none missing")
    not_asked = sum(picture.state == "not fetched" for picture in missing)
    if not_asked:
        facts.append(f"{not_asked} not fetched yet (--fetch)")
    return ", ".join(facts)
