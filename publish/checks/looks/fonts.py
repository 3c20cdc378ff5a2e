"""Which role a font plays, by its name: serif, sans, kai, mono, as far as names tell.

Prepared fonts of ours carry their role in their name (`theming.fonts`). A theme knows the families of each
of its roles; without one, a family is judged by the words that such names are made of.
"""

import re
from collections.abc import Iterable, Sequence

from publish.theming.theme import Theme

_PREPARED = re.compile(r"publish-([\w-]+?)-(?:hans|hant|ja|ko|latin|arabic)-\d+")
_BOLD = re.compile(r"bold|black|heavy", re.IGNORECASE)

# The first that fits: a monospaced sans is a mono, a Kai with “serif” nowhere in its name is a Kai.
_BY_NAME = (
    ("mono", re.compile(r"mono|code|courier|consolas|menlo")),
    ("kai", re.compile(r"kai|楷|標楷")),
    ("sans", re.compile(r"sans|hei|gothic|黑|arial|helvetica|pingfang|malgun")),
    ("serif", re.compile(r"serif|song|sun$|ming|mincho|batang|宋|明|georgia|times|roman|naskh")),
)


def roles_of(families: Sequence[str], theme: Theme | None) -> tuple[str, ...]:
    """The roles that the best of these families can play; empty for one that tells none."""
    if not families:
        return ()
    name = families[0]
    if prepared := _PREPARED.match(name):
        return (prepared[1],)
    if theme:
        return tuple(role for role, font in theme.fonts.items() if _has(font.families.values(), name))
    plain = name.lower()
    return next(((role,) for role, said in _BY_NAME if said.search(plain)), ())


def is_bold(name: str) -> bool:
    """Whether the name of a font in a PDF says that it is bold."""
    return bool(_BOLD.search(name))


def _has(stacks: Iterable[Sequence[str]], name: str) -> bool:
    return any(_plain(name) == _plain(family) for stack in stacks for family in stack)


def _plain(name: str) -> str:
    """A family's name without blanks, hyphens and capitals, in which PostScript names differ."""
    return re.sub(r"[\W_]", "", name).lower()
