"""Parts that publish makes: by source, month, year or folder, and when it makes none."""

from pathlib import Path

import pytest
from editions.shelf import bound, contents, of, shelve

from publish.editions import Plan, bind, plan_paths
from publish.errors import UsageError
from publish.model import Article

FEW = {
    "a/1.md": of("一", source="甲社", date="2025-01-09"),
    "a/2.md": of("二", source="乙社", date="2024-11-02"),
    "b/3.md": of("三", source="甲社", date="2024-11-01"),
    "4.md": of("四"),
}


@pytest.mark.parametrize(
    ("toml", "parts"),
    [
        ('parts = "source"', [("甲社", "三一"), ("乙社", "二"), ("其他文章", "四")]),
        ('parts = "source"\norder = "newest"', [("甲社", "一三"), ("乙社", "二"), ("其他文章", "四")]),
        ('parts = "source"\norder = "source"', [("乙社", "二"), ("甲社", "三一"), ("其他文章", "四")]),
        ('parts = "month"', [("2024年11月", "三二"), ("2025年1月", "一"), ("其他文章", "四")]),
        (
            'parts = "month"\norder = "newest"\nlang = "en"',
            [("January 2025", "一"), ("November 2024", "二三"), ("Other articles", "四")],
        ),
        ('parts = "year"', [("2024年", "三二"), ("2025年", "一"), ("其他文章", "四")]),
        ('parts = "folder"', [("a", "二一"), ("b", "三"), ("其他文章", "四")]),
        ('parts = "folder"\norder = "given"', [("a", "一二"), ("b", "三"), ("其他文章", "四")]),
        ('parts = "none"', [("", "四一二三")]),
        ('title = "少"', [("", "四一二三")]),
        ('parts = "auto"', [("", "四一二三")]),
        ('contents = ["4.md"]\nparts = "month"', [("", "四")]),
        ('contents = ["b/3.md", "a"]\nparts = "source"', [("甲社", "三一"), ("乙社", "二")]),
    ],
)
def test_parts_by_what_articles_have_in_common(
    tmp_path: Path, toml: str, parts: list[tuple[str, str]]
) -> None:
    assert [(title, "".join(names)) for title, names in contents(bound(tmp_path, FEW, toml))] == parts


def test_numbers_count_in_parts_that_are_made(tmp_path: Path) -> None:
    toml = 'parts = "source"\n[[article]]\nfile = "1.md"\norder = 1\n'
    assert contents(bound(tmp_path, FEW, toml))[0] == ("甲社", ["一", "三"])


# Folders -------------------------------------------------------------------------------------------


def folder(root: Path, articles: dict[str, Article], parts: str = "") -> list[tuple[str, int]]:
    """The parts of a bare folder of these articles, each with how many stand in it."""
    shelve(root / "issue", articles)
    (plan,) = plan_paths([root / "issue"], parts=parts)  # type: ignore[arg-type]
    edition = bind(plan, {root / "issue" / name: article for name, article in articles.items()}).edition
    return [(part.title, len(part.contents)) for part in edition.contents]


def many(sources: str, months: int) -> dict[str, Article]:
    """An article for each letter of `sources`, one a day over so many months."""
    return {
        f"{number}.md": of(str(number), source=source.strip(), date=f"2024-{number % months + 1:02}-01")
        for number, source in enumerate(sources)
    }


def test_a_folder_of_many_has_parts_by_source_unless_one_dominates(tmp_path: Path) -> None:
    assert folder(tmp_path, many("甲" * 8 + "乙" * 4 + " ", 2)) == [("甲", 8), ("乙", 4), ("其他文章", 1)]
    assert folder(tmp_path / "2", many("甲" * 12 + "乙", 2)) == [("2024年1月", 7), ("2024年2月", 6)]


def test_a_folder_of_few_or_all_alike_stays_whole(tmp_path: Path) -> None:
    assert folder(tmp_path, many("甲" * 6 + "乙" * 6, 2)) == [("", 12)]
    assert folder(tmp_path / "2", many("甲" * 13, 1)) == [("", 13)]


def test_parts_are_not_made_of_single_articles(tmp_path: Path) -> None:
    assert folder(tmp_path, many("甲乙丙丁戊己庚辛壬癸子丑寅", 3)) == [
        ("2024年1月", 5), ("2024年2月", 4), ("2024年3月", 4)
    ]  # fmt: skip
    years = {f"{n}.md": of(str(n), date=f"{2020 + n % 2}-{n % 12 + 1:02}-01") for n in range(13)}
    assert folder(tmp_path / "2", years) == [("2020年", 7), ("2021年", 6)]


def test_the_command_line_says_what_a_folder_is_parted_by(tmp_path: Path) -> None:
    assert folder(tmp_path, many("甲" * 4 + "乙" * 2, 2), "source") == [("甲", 4), ("乙", 2)]
    assert folder(tmp_path / "2", many("甲" * 8 + "乙" * 5, 2), "none") == [("", 13)]


def test_the_command_line_wins_over_the_edition(tmp_path: Path) -> None:
    shelve(tmp_path, FEW)
    (tmp_path / "edition.toml").write_text('parts = "month"\n', "utf-8")

    def titles(plan: Plan) -> list[str]:
        edition = bind(plan, {tmp_path / name: article for name, article in FEW.items()}).edition
        return [part.title for part in edition.contents]

    assert titles(plan_paths([tmp_path])[0]) == ["2024年11月", "2025年1月", "其他文章"]
    assert titles(plan_paths([tmp_path], parts="year")[0]) == ["2024年", "2025年", "其他文章"]


def test_what_parts_cannot_be_made_by_is_named_with_the_nearest() -> None:
    from publish.editions import parts_named

    assert parts_named("month") == "month"
    with pytest.raises(UsageError) as refused:
        parts_named("mouth")
    assert refused.value.hint == "did you mean “month”?"
