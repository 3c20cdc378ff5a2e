"""The keys of an edition.toml, as types. docs/editions.md tells them to people, with examples."""

from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

from publish.editions.duplicates import LIKENESS
from publish.model import BackMatter, FrontMatter

Order: TypeAlias = Literal["", "given", "date", "newest", "source", "title", "name"]
"""How articles of a part follow one another; "given" is the order of paths, "name" that of files."""

PartsBy: TypeAlias = Literal["", "auto", "source", "month", "year", "folder", "none"]
"""What publish makes parts by; "auto" does so only where there are many articles."""

PrintableKind: TypeAlias = Literal["article", "truncated"]
"""The kinds of capture that there is something to print of."""

Count: TypeAlias = Annotated[int, Meta(ge=1)]


class Selection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which articles are chosen, of which sort and how many, and in which order.

    `source` and `author` are names of which one must be the article's; `since` and `until` ISO 8601 dates,
    both included (2024-11 is the whole month); words are Chinese characters and words of alphabets.
    `limit` is how many are taken, from the first in this order.
    """

    source: str | list[str] = []
    author: str | list[str] = []
    since: str = ""
    until: str = ""
    fewest_words: Count | None = None
    most_words: Count | None = None
    kind: PrintableKind | list[PrintableKind] = []
    limit: Count | None = None
    order: Order = ""


class PartSettings(Selection, frozen=True, forbid_unknown_fields=True):
    """`[[part]]`: articles that stand together under a title.

    `contents` are paths, globs and editions, of which a selection chooses; without contents it chooses of
    the edition's `captures`.
    """

    title: str = ""
    introduction: str = ""
    contents: list[str] = []


class ArticleSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[[article]]`: what is otherwise for one capture of the edition.

    `file` is its path, or its name if only one capture has it. `leave_out` keeps it out of the edition,
    `order` is its place in its part: numbers come first. `keep` names rules that are not applied to it;
    `restore` brings back lines that any rule took, `remove` takes out lines that none took: numbers of the
    capture's lines as `publish explain` shows them, `88` or `"90-95"`. `kind = "article"` prints a capture
    that was judged to hold none. The other keys say what the article's metadata are.
    """

    file: str = ""
    leave_out: bool = False
    order: Count | None = None
    kind: Literal["", "article"] = ""
    keep: list[str] = []
    restore: list[int | str] = []
    remove: list[int | str] = []
    title: str = ""
    subtitle: str = ""
    authors: list[str] = []
    source: str = ""
    credit: str = ""
    date: str = ""
    lang: str = ""


class DuplicatesSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[duplicates]`: whether captures of one article are printed once, and how alike they must be.

    `likeness` is the share of their text that two captures have in common, from 0 to 1.
    """

    likeness: Annotated[float, Meta(ge=0, le=1)] = LIKENESS
    merge: bool = True


class EditionSettings(Selection, frozen=True, forbid_unknown_fields=True):
    """edition.toml: what is bound, in which order, under which name.

    `contents` (articles before any part, or other editions), `part` and `captures` (what selections choose
    from) hold paths and globs beside the file; `article` says what is otherwise for one of these captures.
    `parts` says by what publish makes parts of the contents. `cover` is the picture of a cover or NO_COVER;
    without it one is drawn. `note` is the path of the editor's note, `front` and `back` are what stands
    around the articles. `names` are those of the index. `date` is ISO 8601, `lang` BCP 47. `options` holds
    a table of options per format.
    """

    title: str = ""
    subtitle: str = ""
    issue: str = ""
    date: str = ""
    lang: str = ""
    publisher: str = ""
    editors: list[str] = []
    rights: str = ""
    identifier: str = ""
    cover: str = ""
    note: str = ""
    front: list[FrontMatter] | None = None
    back: list[BackMatter] | None = None
    names: list[str] = []
    theme: str = ""
    formats: list[str] = []
    output: str = ""
    captures: list[str] = []
    contents: list[str] = []
    parts: PartsBy = ""
    part: list[PartSettings] = []
    article: list[ArticleSettings] = []
    duplicates: DuplicatesSettings = DuplicatesSettings()
    options: dict[str, dict[str, Any]] = {}


def names_of(value: str | list[str]) -> list[str]:
    """One name or several, as a list."""
    return [value] if isinstance(value, str) else value


def selection_of(settings: Selection) -> Selection:
    """What an edition or a part says of choosing, alone."""
    return Selection(**{key: getattr(settings, key) for key in Selection.__struct_fields__})
