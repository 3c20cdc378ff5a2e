"""`[[article]]` in an edition.toml: what is said of single captures, and what cannot be meant."""

from pathlib import Path

import pytest

from publish.editions import Amendment, plan_edition
from publish.errors import ConfigError
from publish.model import Provenance, Span
from publish.shorthand import article, p

HEAD = 'title = "渡口"\ncontents = ["captures/*.md"]\n\n[[article]]\n'


def edition(folder: Path, *lines: str) -> Path:
    """An edition of two captures with an [[article]] of these lines, which begin at line 5."""
    for name in ("fog.md", "tide.md"):
        (folder / "captures").mkdir(exist_ok=True)
        (folder / "captures" / name).write_text("# x\n", "utf-8")
    file = folder / "edition.toml"
    file.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    return file


def test_what_is_said_of_a_capture(tmp_path: Path) -> None:
    file = edition(
        tmp_path,
        'file = "captures/fog.md"',
        'keep = ["ending"]',
        'restore = [88, "90-95", "97"]',
        'remove = ["12 – 14"]',
        'authors = ["沈知白", "周南"]',
        'title = "雾"',
        "date = 2025-03-01",
    )
    amendments = plan_edition(file).amendments
    assert list(amendments) == [tmp_path / "captures" / "fog.md"]
    said = amendments[tmp_path / "captures" / "fog.md"]
    assert said.keep == {"ending"}
    assert said.restore == (Span(88, 88), Span(90, 95), Span(97, 97))
    assert said.remove == (Span(12, 14),)
    assert said.facts == {"title": "雾", "authors": ("沈知白", "周南"), "date": "2025-03-01"}


def test_an_edition_without_it_amends_nothing(tmp_path: Path) -> None:
    edition(tmp_path)
    (tmp_path / "edition.toml").write_text('contents = ["captures/*.md"]\n', "utf-8")
    assert plan_edition(tmp_path / "edition.toml").amendments == {}


@pytest.mark.parametrize(
    ("lines", "line", "message", "hint"),
    [
        (['file = "captures/fig.md"'], 5, "“captures/fig.md” is not in this edition", "captures/fog.md"),
        (['keep = ["ending"]'], 4, "an [[article]] without file", "names one of the contents"),
        (['file = "captures/fog.md"', 'restore = ["top"]'], 6, "“top” are no lines", '88 or "90-95"'),
        (['file = "captures/fog.md"', "remove = [0]"], 6, "“0” are no lines", '88 or "90-95"'),
        (['file = "captures/fog.md"', 'remove = ["9-3"]'], 6, "“9-3” are no lines", '88 or "90-95"'),
        (['file = "captures/fog.md"', 'date = "soon"'], 6, "“soon” is no date", "YYYY-MM-DD"),
        (['file = "captures/fog.md"', "restor = [3]"], 6, "unknown key “restor”", "restore"),
        (['file = "captures/fog.md"', 'kind = "poem"'], 6, "there is no “poem” here", "article"),
        (
            ['file = "captures/fog.md"', "[[article]]", 'file = "captures/fog.md"'],
            7,
            "“captures/fog.md” has two [[article]]",
            "in one",
        ),
    ],
)
def test_what_cannot_be_meant_is_said_with_its_line(
    tmp_path: Path, lines: list[str], line: int, message: str, hint: str
) -> None:
    file = edition(tmp_path, *lines)
    with pytest.raises(ConfigError) as raised:
        plan_edition(file)
    assert raised.value.where == f"{file}:{line}"
    assert message in raised.value.message
    assert hint in raised.value.hint


def test_a_rule_that_there_is_not_is_named_with_the_nearest() -> None:
    amendment = Amendment(keep=frozenset({"endings"}), places={"keep": "edition.toml:6"})
    with pytest.raises(ConfigError) as raised:
        amendment.refuse_unknown_rules(("opening", "ending"))
    assert (raised.value.where, raised.value.hint) == ("edition.toml:6", "did you mean “ending”?")


def test_metadata_of_the_edition_is_put_over_that_of_the_capture() -> None:
    amended = Amendment(facts={"authors": ("沈知白",), "date": "2025-03-01"}).after_cleaning(
        article("雾", p("渡口"))
    )
    assert (amended.title, amended.authors, amended.date) == ("雾", ("沈知白",), "2025-03-01")
    origins = {origin.field: origin.place for origin in amended.provenance.origins}
    assert origins == {"authors": "edition", "date": "edition"}


def test_a_capture_that_was_judged_to_be_none_can_be_an_article() -> None:
    captured = article("雾", p("去验证"))
    captured = Amendment(is_article=False).before_cleaning(captured)
    captcha = type(captured)("雾", captured.body, provenance=Provenance(kind="captcha", reason="去验证"))
    assert Amendment().before_cleaning(captcha) is captcha
    assert Amendment(is_article=True).before_cleaning(captcha).provenance.kind == "article"
