"""A folder of small captures, and the articles that they would be read as."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from publish.editions import Bound, bind, plan_edition
from publish.errors import ConfigError
from publish.model import Article, CaptureKind, Provenance
from publish.shorthand import article, p


def of(
    title: str,
    *,
    source: str = "",
    author: str = "",
    date: str = "",
    words: str = "正文。",
    kind: CaptureKind = "article",
) -> Article:
    """An article of which only what a selection asks for matters."""
    authors = (author,) if author else ()
    return replace(
        article(title, p(words)),
        source=source,
        authors=authors,
        date=date,
        provenance=Provenance(kind=kind),
    )


def shelve(folder: Path, names: Iterable[str]) -> Path:
    """Captures of these names in a folder; their text does not matter."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# x\n", "utf-8")
    return folder


def bound(folder: Path, articles: dict[str, Article], toml: str) -> Bound:
    """What an edition.toml binds of these articles, which stand in files of these names."""
    shelve(folder, articles)
    (folder / "edition.toml").write_text(toml, "utf-8")
    plan = plan_edition(folder / "edition.toml")
    return bind(plan, {folder / name: found for name, found in articles.items()})


def contents(found: Bound) -> list[tuple[str, list[str]]]:
    """The titles of the parts, each with those of its articles."""
    return [(part.title, [item.title for item in part.contents]) for part in found.edition.contents]


def refused(folder: Path, articles: dict[str, Article], toml: str) -> tuple[str, str, str]:
    """Where in the edition.toml something is wrong, what, and what to do: "3", "...", "..."."""
    try:
        bound(folder, articles, toml)
    except ConfigError as error:
        where = error.where.removeprefix(f"{folder}/edition.toml").removeprefix(":")
        return where, error.message, error.hint
    raise AssertionError("nothing was refused")
