"""Readers, cleaners, renderers and themes by name: installed, or from a file of the project.

A plugin is a value made by a decorator that registers nothing:

    from publish import Context, Edition, renderer

    @renderer("shout", suffix=".txt", media_type="text/plain")
    def render_shout(edition: Edition, context: Context) -> bytes:
        return edition.title.upper().encode()

It is found through an entry point (`publish.renderers`, `publish.readers`, `publish.cleaners`,
`publish.themes`) or in a Python file given with `plugins = [...]` or `--plugin`. A file wins over what is
installed. Names are listed from metadata without importing anything, so a broken plugin hurts only those
who ask for it. Our own formats come through the same door.
"""

import importlib.util
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from publish.diagnostics import Report
from publish.errors import PluginError, UsageError
from publish.model import Article, Asset, Capture, Edition
from publish.pagination import Pagination

if TYPE_CHECKING:
    from publish.theming.theme import Theme

Kind: TypeAlias = Literal["readers", "cleaners", "renderers", "themes"]


class NoOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The options type of a renderer that has none."""


@dataclass(frozen=True, slots=True)
class Context:
    """All that a renderer may use besides the edition.

    theme    the theme, resolved
    options  a value of the renderer's own options type
    report   where it says what the user should know
    read     the bytes of an asset of the edition; the only way to a file
    pages    where the pages of the edition begin, if a format with pages was built before
    """

    theme: "Theme"
    options: Any
    report: Report
    read: Callable[[Asset], bytes]
    pages: Pagination | None = None


class Paged(NamedTuple):
    """What a format with pages gives: its file, and where its pages begin."""

    data: bytes
    pages: Pagination


@dataclass(frozen=True, slots=True)
class Renderer:
    """An output format; one that is `paged` says where its pages begin, to all that are built after it."""

    name: str
    suffix: str
    media_type: str
    render: "Render"
    options: type[msgspec.Struct] = NoOptions
    summary: str = ""
    paged: bool = False

    def __call__(self, edition: Edition, context: Context) -> bytes | Paged:
        return self.render(edition, context)


Render: TypeAlias = Callable[[Edition, Context], bytes | Paged]


@dataclass(frozen=True, slots=True)
class Reader:
    """An input format: it gets a decoded capture and gives an Article, blocks with their spans."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Capture, Report], Article]

    def __call__(self, capture: Capture, report: Report) -> Article:
        return self.read(capture, report)


@dataclass(frozen=True, slots=True)
class Cleaner:
    """One cleaning rule: an Article to an Article with less in it and the Removals to show for it.

    `reason` tells people in a sentence why what it takes is no part of the article.
    """

    name: str
    clean: Callable[[Article], Article]
    reason: str = ""

    def __call__(self, article: Article) -> Article:
        return self.clean(article)


@dataclass(frozen=True, slots=True)
class ThemeSource:
    """An installed theme: the folder that holds its theme.toml."""

    name: str
    folder: Path


def renderer(
    name: str,
    *,
    suffix: str,
    media_type: str,
    options: type[msgspec.Struct] = NoOptions,
    paged: bool = False,
) -> Callable[[Render], Renderer]:
    """Make a renderer of a function from an Edition and a Context to bytes; if `paged`, to `Paged`."""

    def make(function: Render) -> Renderer:
        return Renderer(name, suffix, media_type, function, options, _first_line(function), paged)

    return make


def reader(
    name: str, *, suffixes: Sequence[str]
) -> Callable[[Callable[[Capture, Report], Article]], Reader]:
    """Make a reader of a function from a Capture to an Article; suffixes as in `.md`."""

    def make(function: Callable[[Capture, Report], Article]) -> Reader:
        return Reader(name, tuple(suffixes), function)

    return make


def cleaner(name: str, *, reason: str = "") -> Callable[[Callable[[Article], Article]], Cleaner]:
    """Make a cleaning rule of a function from an Article to an Article; the name is the rule's id.

    `reason` is what people are told of everything it takes; without it, the first line of the docstring.
    """

    def make(function: Callable[[Article], Article]) -> Cleaner:
        return Cleaner(name, function, reason or _first_line(function))

    return make


def _first_line(function: Callable[..., object]) -> str:
    return (function.__doc__ or "").strip().partition("\n")[0]


# Finding -------------------------------------------------------------------------------------------

Plugin = TypeVar("Plugin", Renderer, Reader, Cleaner, ThemeSource)

_SINGULAR = {
    "readers": "reader",
    "cleaners": "cleaning rule",
    "renderers": "format",
    "themes": "theme",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A plugin as it can be listed without importing it: its name and where it comes from."""

    name: str
    origin: str


@dataclass(frozen=True)
class _Shelf(Generic[Plugin]):
    """The plugins of one kind: those of project files, and installed ones not yet imported."""

    kind: Kind
    type: type[Plugin]
    loaded: dict[str, tuple[Plugin, str]] = field(default_factory=dict)
    installed: dict[str, EntryPoint] = field(default_factory=dict)

    def names(self) -> list[Listed]:
        listed = {name: _distribution(point) for name, point in self.installed.items()}
        listed |= {name: origin for name, (_, origin) in self.loaded.items()}
        return [Listed(name, listed[name]) for name in sorted(listed)]

    def get(self, name: str) -> Plugin:
        if name in self.loaded:
            return self.loaded[name][0]
        if name in self.installed:
            return self._import(name, self.installed[name])
        known = ", ".join(entry.name for entry in self.names()) or "none"
        what = _SINGULAR[self.kind]
        raise UsageError(f"there is no {what} “{name}”", hint=f"{what}s there are: {known}")

    def _import(self, name: str, point: EntryPoint) -> Plugin:
        origin = _distribution(point)
        try:
            value = point.load()
        except Exception as error:  # a plugin may fail in any way
            raise PluginError(
                f"the {_SINGULAR[self.kind]} “{name}” of {origin} cannot be loaded: {error}",
                hint=f"reinstall or remove {origin}",
            ) from error
        if not isinstance(value, self.type):
            raise PluginError(
                f"the entry point “{name}” of {origin} is no {_SINGULAR[self.kind]}",
                hint=f"make it with publish.{self.kind.removesuffix('s')}(...)",
            )
        self.loaded[name] = (value, origin)
        return value


class Plugins:
    """All plugins that one run can use: what is installed, project `files`, and the project's `themes`.

    A file that cannot be loaded raises `PluginError`, or is passed to `broken` and left out. `themes` are
    folders, each a theme by the folder's name.
    """

    def __init__(
        self,
        files: Iterable[Path] = (),
        *,
        themes: Iterable[Path] = (),
        broken: Callable[[PluginError], None] | None = None,
    ) -> None:
        self._renderers = _Shelf("renderers", Renderer)
        self._readers = _Shelf("readers", Reader)
        self._cleaners = _Shelf("cleaners", Cleaner)
        self._themes = _Shelf("themes", ThemeSource)
        for shelf in self._shelves():
            shelf.installed.update(_installed(shelf.kind))
        for file in files:
            self._load_file(file, broken)
        for folder in themes:
            self._themes.loaded[folder.name] = (ThemeSource(folder.name, folder), str(folder))

    def _shelves(self) -> "tuple[_Shelf[Any], ...]":
        return (self._renderers, self._readers, self._cleaners, self._themes)

    def renderer(self, name: str) -> Renderer:
        """The format of this name; `UsageError` with the names there are if there is none."""
        return self._renderers.get(name)

    def reader(self, name: str) -> Reader:
        """The reader of this name."""
        return self._readers.get(name)

    def cleaner(self, name: str) -> Cleaner:
        """The cleaning rule of this name."""
        return self._cleaners.get(name)

    def theme(self, name: str) -> ThemeSource:
        """The theme of this name."""
        return self._themes.get(name)

    def names(self, kind: Kind) -> list[Listed]:
        """What there is of a kind, by name, without importing anything that is installed."""
        return next(shelf.names() for shelf in self._shelves() if shelf.kind == kind)

    def _load_file(self, file: Path, broken: Callable[[PluginError], None] | None) -> None:
        try:
            module = _import_file(file)
        except PluginError as error:
            if broken is None:
                raise
            broken(error)
            return
        for value in vars(module).values():
            for shelf in self._shelves():
                if isinstance(value, shelf.type):
                    shelf.loaded[value.name] = (value, str(file))


def _installed(kind: Kind) -> dict[str, EntryPoint]:
    """Entry points by name; where two distributions give one name, ours loses: a user chose the other."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=f"publish.{kind}"):
        if point.name not in found or _distribution(found[point.name]) == OUR_DISTRIBUTION:
            found[point.name] = point
    return found


OUR_DISTRIBUTION = "publish-toolkit"


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.module


def _import_file(file: Path) -> Any:
    if not file.is_file():
        raise UsageError(f"there is no plugin file “{file}”", hint="check the path")
    name = f"publish_plugin_{sha256(str(file.resolve()).encode()).hexdigest()[:16]}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise PluginError("a plugin file must be a Python file (.py)", where=str(file))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # a plugin may fail in any way
        del sys.modules[name]
        raise PluginError(
            f"cannot be loaded: {type(error).__name__}: {error}",
            where=str(file),
            hint="run it with Python to see the whole error",
        ) from error
    return module
