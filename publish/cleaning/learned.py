"""What the account is known to repeat before and after its articles: learned from them, or named in a file.

The lines and pictures stand with their evidence in `phrases().accounts` (see `accounts.py`). One goes only
where it is reached from the border of the article (see `learning_borders`), and never a credit.
"""

from functools import lru_cache
from types import MappingProxyType

from publish.cleaning.accounts import Repeated, account_name
from publish.cleaning.learning_borders import Standing, Told, repeated_at_end, repeated_at_start
from publish.cleaning.learning_forms import PICTURE, form_of_line, form_of_picture, forms_of
from publish.cleaning.phrases import Phrases, fold, phrases
from publish.cleaning.removing import without
from publish.model import Article, Block
from publish.plugins import cleaner

RULE = "learned"

Known = MappingProxyType[str, Repeated]


@cleaner(RULE, reason="What this account repeats before and after its articles.")
def learned(article: Article) -> Article:
    """Take out what the account repeats at the borders of its articles."""
    known = phrases()
    if not knows_account(known, article):
        return article
    name = account_name(article)
    article = _without(article, known, name, at_end=True)
    return _without(article, known, name, at_end=False)


def knows_account(known: Phrases, article: Article) -> bool:
    """True if there is anything that the article's source is known to repeat."""
    return bool(known.accounts) and account_name(article) in known.accounts


def _without(article: Article, known: Phrases, name: str, *, at_end: bool) -> Article:
    repeated = _repeated(known, name, at_end)
    if not repeated:
        return article
    find = repeated_at_end if at_end else repeated_at_start

    def why(block: Block) -> str:
        found = [repeated[form] for form in forms_of(block) if form in repeated]
        return found[0].why(name) if found else f"among what {name or 'this folder'} repeats"

    return without(article, RULE, find(Standing(article, known), _told(repeated)), why)


def _told(repeated: Known) -> Told:
    def told(forms: tuple[str, ...]) -> float:
        return min((_share(repeated.get(form)) for form in forms), default=0)

    return told


def _share(one: Repeated | None) -> float:
    """The share of the account's articles; what a person has named counts as if it were in all of them."""
    if one is None:
        return 0
    return one.seen / one.of if one.seen and one.of else 1


@lru_cache(maxsize=256)
def _repeated(known: Phrases, name: str, at_end: bool) -> Known:
    """What is repeated at a border, by its form."""
    account = known.accounts[name]
    found: dict[str, Repeated] = {
        form_of_line(fold(line.text)): line for line in account.lines if line.at_end is at_end
    }
    found |= {
        f"{PICTURE}{form_of_picture(picture.src)}": picture
        for picture in account.pictures
        if picture.at_end is at_end
    }
    return MappingProxyType({form: one for form, one in found.items() if form not in ("", PICTURE)})
