"""Plans: what paths and an edition.toml lead to, and what they are told when they lead nowhere."""

from pathlib import Path

import pytest

from publish.editions import plan_edition, plan_paths
from publish.errors import ConfigError, UsageError


def folder_of(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# x\n", "utf-8")
    return root


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_a_capture_alone_is_an_edition_of_its_own(tmp_path: Path) -> None:
    folder_of(tmp_path, "tide.md")
    (plan,) = plan_paths([tmp_path / "tide.md"])
    assert plan.name == "tide"
    assert names(plan.captures) == ["tide.md"]


def test_a_folder_is_one_edition_in_the_order_people_count(tmp_path: Path) -> None:
    folder_of(tmp_path / "issue", "10.md", "2.md", "sub/1.html", ".hidden/3.md", "README.md", "photo.png")
    (plan,) = plan_paths([tmp_path / "issue"])
    assert plan.settings.title == "issue"
    assert names(plan.captures) == ["2.md", "10.md", "1.html"]


def test_individual_makes_an_edition_of_each_capture(tmp_path: Path) -> None:
    folder_of(tmp_path, "a.md", "b.md")
    assert [plan.name for plan in plan_paths([tmp_path], individual=True)] == ["a", "b"]


def test_several_captures_are_bound_together(tmp_path: Path) -> None:
    folder_of(tmp_path, "a.md", "b.md")
    (plan,) = plan_paths([tmp_path / "b.md", tmp_path / "a.md"])
    assert names(plan.captures) == ["b.md", "a.md"]


def test_a_folder_with_an_edition_file_is_what_the_file_says(tmp_path: Path) -> None:
    folder_of(tmp_path, "a.md", "b.md", "c.md")
    (tmp_path / "edition.toml").write_text(
        'title = "T"\ncontents = ["c.md"]\n[[part]]\ntitle = "P"\ncontents = ["[ab].md"]\n', "utf-8"
    )
    (plan,) = plan_paths([tmp_path])
    assert [(part.title, names(part.captures)) for part in plan.parts] == [
        ("", ["c.md"]),
        ("P", ["a.md", "b.md"]),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[part]]\ntitle = "P"\ncontents = ["none.md"]\n',
            "edition.toml:3: “none.md” leads to no capture",
        ),
        (
            'contents = ["a.md", "a.md"]\n[[part]]\ncontents = ["a.md"]\n',
            "“a.md” stands in the edition twice",
        ),
        ('contents = ["../a.md"]\n', "edition.toml:1: “../a.md” leads to no capture"),
        ('title = "T"\n[[part]]\ntitle = "P"\n', "edition.toml:2: the part “P” has no contents"),
    ],
)
def test_an_edition_that_leads_nowhere_says_where(tmp_path: Path, text: str, message: str) -> None:
    home = folder_of(tmp_path / "home", "a.md")
    folder_of(tmp_path, "a.md")
    (home / "edition.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigError) as caught:
        plan_edition(home / "edition.toml")
    assert message in str(caught.value)


def test_a_missing_path_and_a_folder_without_captures_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no"):
        plan_paths([tmp_path / "none.md"])
    with pytest.raises(UsageError, match="no captures"):
        plan_paths([tmp_path])
