"""Editions that include others: their parts, their order, their amendments, and rings of them."""

from pathlib import Path

import pytest
from editions.shelf import bound, contents, of, shelve

from publish.editions import plan_edition
from publish.errors import ConfigError

SHELF = {
    "lead.md": of("开篇", date="2025-05-01"),
    "winter/snow.md": of("雪", date="2025-01-09"),
    "winter/ice.md": of("冰", date="2025-02-01"),
    "winter/fire.md": of("火", date="2024-12-01"),
    "end.md": of("尾声", date="2025-06-01"),
}
WINTER = """
title = "冬"
[[part]]
title = "冷"
contents = ["snow.md", "ice.md"]
[[part]]
title = "暖"
contents = ["fire.md"]
[[article]]
file = "ice.md"
order = 1
title = "厚冰"
"""


def with_winter(folder: Path, toml: str, winter: str = WINTER) -> list[tuple[str, list[str]]]:
    shelve(folder, SHELF)
    (folder / "winter" / "edition.toml").write_text(winter, "utf-8")
    return contents(bound(folder, SHELF, toml))


@pytest.mark.parametrize(
    ("toml", "parts"),
    [
        (
            'contents = ["lead.md", "winter/edition.toml", "end.md"]',
            [("", ["开篇"]), ("冷", ["冰", "雪"]), ("暖", ["火"]), ("", ["尾声"])],
        ),
        ('contents = ["*/edition.toml"]', [("冷", ["冰", "雪"]), ("暖", ["火"])]),
        (
            '[[part]]\ntitle = "四季"\ncontents = ["lead.md", "winter/edition.toml"]',
            [("四季", ["开篇", "冰", "雪", "火"])],
        ),
        (
            '[[part]]\ntitle = "四季"\ncontents = ["winter/edition.toml"]\nsince = "2025"\norder = "date"',
            [("四季", ["雪", "冰"])],
        ),
        (
            'contents = ["winter/edition.toml", "lead.md"]\nparts = "year"',
            [("2024年", ["火"]), ("2025年", ["雪", "冰", "开篇"])],
        ),
        (
            'contents = ["winter/edition.toml", "lead.md"]\nparts = "none"',
            [("", ["冰", "雪", "火", "开篇"])],
        ),
    ],
)
def test_an_edition_in_another(tmp_path: Path, toml: str, parts: list[tuple[str, list[str]]]) -> None:
    assert with_winter(tmp_path, toml) == parts


def test_what_an_edition_says_of_captures_holds_where_it_is_included(tmp_path: Path) -> None:
    with_winter(
        tmp_path, 'contents = ["winter/edition.toml"]\n[[article]]\nfile = "ice.md"\nsource = "X"\n'
    )
    said = plan_edition(tmp_path / "edition.toml").amendments[tmp_path / "winter" / "ice.md"]
    assert said.facts == {"title": "厚冰", "source": "X"}
    assert said.places["title"] == f"{tmp_path}/winter/edition.toml:12"
    assert said.places["source"] == f"{tmp_path}/edition.toml:4"


def test_what_an_edition_leaves_out_stays_out(tmp_path: Path) -> None:
    winter = WINTER.replace("order = 1", "leave_out = true")
    toml = 'contents = ["winter/edition.toml"]\n[[part]]\ntitle = "其余"\norder = "name"\n'
    assert with_winter(tmp_path, toml, winter)[-1] == ("其余", ["尾声", "开篇"])


REFUSED = {
    "a path that is no edition": (
        'contents = ["spring/edition.toml"]', 1, "“spring/edition.toml” leads to no edition"
    ),
    "above the folder": ('contents = ["../edition.toml"]', 1, "“../edition.toml” leads to no edition"),
    "an edition twice": (
        'contents = [\n"winter/edition.toml"]\n[[part]]\ncontents = ["winter/edition.toml"]', 4,
        "“winter/edition.toml” stands in the edition twice",
    ),
    "a capture twice": (
        'contents = ["winter/edition.toml"]\n[[part]]\ncontents = [\n"lead.md",\n"winter/ice.md"]', 5,
        "“winter/ice.md” stands in the edition twice",
    ),
    "itself": ('\ncontents = ["edition.toml"]', 2, "these editions include each other in a ring: "),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_included_is_said_with_its_line(tmp_path: Path, case: str) -> None:
    toml, line, message = REFUSED[case]
    with pytest.raises(ConfigError) as refused:
        with_winter(tmp_path, toml)
    assert refused.value.where == f"{tmp_path}/edition.toml" + (f":{line}" if line else "")
    assert message in refused.value.message


def test_a_ring_is_named_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("winter").mkdir()
    Path("edition.toml").write_text('contents = ["winter/edition.toml"]\n', "utf-8")
    Path("winter/edition.toml").write_text('\n\ncontents = ["deep.toml"]\n', "utf-8")
    Path("winter/deep.toml").symlink_to("../edition.toml")
    with pytest.raises(ConfigError) as refused:
        plan_edition(Path("edition.toml"))
    assert str(refused.value) == (
        "winter/edition.toml:3: these editions include each other in a ring: "
        "edition.toml → winter/edition.toml → winter/deep.toml"
    )
