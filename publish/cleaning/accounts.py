"""What single sources (accounts, sites) are known to repeat around their articles.

    [accounts."运河人家"]
    lines = [{ text = "关注运河，从一块瓦开始", seen = 41, of = 60, where = "last tenth" }]
    pictures = [{ src = "pictures.example/banner", seen = 38, of = 60, where = "first tenth" }]

Tables of a rules file: `publish learn` writes them and people edit them; the rule `learned` goes by them.
"""

from pathlib import PurePath
from typing import Literal, TypeAlias

import msgspec

from publish.model import Article

Stretch: TypeAlias = Literal[
    "first tenth", "first quarter", "first half", "last tenth", "last quarter", "last half"
]
"""A part of an article by its blocks. Its first word says at which border a line is looked for."""


class Repeated(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What repeats, with the evidence: in `seen` `of` so many articles, in which stretch of them.

    Who writes one by hand need not count: 0 stands for not counted.
    """

    where: Stretch
    seen: int = 0
    of: int = 0

    @property
    def at_end(self) -> bool:
        """True for what stands after articles, False for what stands before them."""
        return self.where.startswith("last")

    def why(self, account: str) -> str:
        """The evidence in words: in 41 of 60 articles of 运河人家, in the last tenth."""
        counted = (
            f"in {self.seen} of {self.of} articles of {account}" if self.seen else f"named for {account}"
        )
        return f"{counted}, in the {self.where}"


class Line(Repeated, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A line or paragraph, as it stands in one of the articles."""

    text: str


class Picture(Repeated, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A picture by its address; scheme and query do not matter."""

    src: str


class Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one source repeats before and after its articles."""

    lines: tuple[Line, ...] = ()
    pictures: tuple[Picture, ...] = ()


def account_name(article: Article) -> str:
    """The source whose article this is; the folder of its capture where no source is known."""
    return article.source or PurePath(article.provenance.path).parent.name
