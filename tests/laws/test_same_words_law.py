"""Law 7: the words of any article are read back from its PDF, EPUB and Word file, and these are valid."""

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import articles

from publish.checks import check
from publish.diagnostics import Code, Report
from publish.model import Article, Asset, Edition, Part, decode, encode
from publish.normal import normalize
from publish.plugins import Context, Paged, Plugins
from publish.theming.shipped import open_theme
from publish.theming.theme import Theme

PLUGINS = Plugins()


@cache
def theme() -> Theme:
    return open_theme("journal", PLUGINS)


def no_asset(asset: Asset) -> bytes:
    raise AssertionError(f"{asset.path} is no asset of the edition")


def findings(edition: Edition, name: str) -> list[str]:
    """What the check says of the edition in this format."""
    renderer = PLUGINS.renderer(name)
    made = renderer(edition, Context(theme(), renderer.options(), Report(), no_asset))
    data, pages = made if isinstance(made, Paged) else (made, None)
    found = check(renderer.media_type, edition, data, theme().arrangement, pages=pages)
    return [f"{each.path} {each.message}" for each in found if each.code is not Code.GLYPH_MISSING]


def bound(members: list[Article]) -> Edition:
    """The articles as a bound edition: normal, with ids and titles as assembling gives them."""
    contents = tuple(
        replace(normal, id=f"a{number}", title=normal.title or "无题")
        for number, normal in enumerate(map(normalize, members), start=1)
    )
    identifier = "urn:uuid:6f1d3c1e-52a4-5c1b-9d0e-1c2f6f1b7a10"
    return Edition("期刊", (Part("第一辑", contents, id="p1"),), identifier=identifier, lang="zh-Hans")


editions = st.lists(articles(), min_size=1, max_size=3).map(bound)


@pytest.mark.parametrize("name", ["epub", "docx"])
@given(edition=editions)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_words_of_any_edition_are_read_back(name: str, edition: Edition) -> None:
    assert findings(edition, name) == []


_NO_LETTER_OF_OURS = re.compile(
    "[^\t\n\r -~\u2018-\u201d\u2014\u2026\u2460-\u2473\u3001-\u30fe\u4e00-\u9fa5\uac00-\ud7a3\uff01-\uff1f]"
)


def in_plain_letters(article: Article) -> Article:
    """The article in characters that our fonts have and that need no shaping, from left to right.

    A PDF tells glyphs; what of shaped text can be compared is shown by examples (tests/checks).
    """
    text = encode(normalize(article)).decode().replace('"lang":"ar"', '"lang":"ko"')
    plain = _NO_LETTER_OF_OURS.sub(lambda found: chr(0x4E00 + ord(found[0]) % 0x5000), text)
    return normalize(decode(plain.encode(), Article))


@given(edition=st.lists(articles().map(in_plain_letters), min_size=1, max_size=3).map(bound))
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making a PDF smaller and smaller takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
def test_and_from_its_pdf(edition: Edition) -> None:
    assert findings(edition, "pdf") == []
