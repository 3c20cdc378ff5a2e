"""Selections: which articles an edition or a part takes, how many, and in which order."""

from pathlib import Path

import pytest
from editions.shelf import bound, contents, of, refused

from publish.editions.selecting import length
from publish.shorthand import article, p

SHELF = {
    "1.md": of("雾", source="运河人家", author="沈知白", date="2024-03-01", words="雾" * 30),
    "2.md": of("潮", source="潮间笔记", author="周南", date="2024-11-30", words="潮" * 300),
    "10.md": of("桥", source="运河人家", author="周南", date="2025-01-05", words="桥" * 100),
    "sub/3.md": of("灯", date="", words="灯" * 10, kind="truncated"),
}


def titles(folder: Path, toml: str) -> list[str]:
    return [title for _, found in contents(bound(folder, SHELF, toml)) for title in found]


@pytest.mark.parametrize(
    ("toml", "chosen"),
    [
        ('title = "T"', "雾潮桥灯"),
        ('source = "运河人家"', "雾桥"),
        ('source = ["潮间笔记", "运河人家"]', "雾潮桥"),
        ('author = "周南"', "潮桥"),
        ('since = "2024-11"', "潮桥"),
        ("since = 2024-12-01", "桥"),
        ('until = "2024-11"', "雾潮"),
        ('until = "2024"', "雾潮"),
        ('since = "2024"\nuntil = "2024"', "雾潮"),
        ("fewest_words = 100", "潮桥"),
        ("most_words = 30", "雾灯"),
        ('kind = "truncated"', "灯"),
        ('kind = ["article"]', "雾潮桥"),
        ("limit = 2", "雾潮"),
        ('order = "newest"\nlimit = 2', "桥潮"),
        ('order = "date"', "雾潮桥灯"),
        ('order = "newest"', "桥潮雾灯"),
        ('order = "source"', "潮雾桥灯"),
        ('order = "title"', "桥潮灯雾"),
        ('order = "name"', "雾潮灯桥"),
        ('contents = ["sub/*.md", "2.md", "1.md"]\norder = "given"', "灯潮雾"),
        ('contents = ["sub/*.md", "2.md", "1.md"]\nsource = "运河人家"', "雾"),
        ('captures = ["*.md"]', "雾潮桥"),
    ],
)
def test_what_an_edition_chooses_of_all(tmp_path: Path, toml: str, chosen: str) -> None:
    assert "".join(titles(tmp_path, toml)) == chosen


def test_parts_choose_one_after_the_other_what_is_left(tmp_path: Path) -> None:
    toml = """
    [[part]]
    title = "近作"
    since = "2024-06"
    [[part]]
    title = "运河"
    source = "运河人家"
    [[part]]
    title = "其余"
    order = "given"
    """
    assert contents(bound(tmp_path, SHELF, toml)) == [
        ("近作", ["潮", "桥"]),
        ("运河", ["雾"]),
        ("其余", ["灯"]),
    ]


def test_what_a_part_names_is_not_drawn_by_another(tmp_path: Path) -> None:
    toml = """
    [[part]]
    title = "运河"
    source = "运河人家"
    [[part]]
    title = "桥"
    contents = ["10.md"]
    """
    assert contents(bound(tmp_path, SHELF, toml)) == [("运河", ["雾"]), ("桥", ["桥"])]


def test_of_what_globs_find_the_first_part_has_it(tmp_path: Path) -> None:
    toml = 'contents = ["1*.md"]\n[[part]]\ntitle = "其余"\ncontents = ["**/*.md"]\n'
    assert contents(bound(tmp_path, SHELF, toml)) == [("", ["雾", "桥"]), ("其余", ["潮", "灯"])]


def test_numbers_come_first_in_their_part_and_within_its_limit(tmp_path: Path) -> None:
    toml = """
    order = "date"
    limit = 2
    [[article]]
    file = "10.md"
    order = 1
    """
    assert titles(tmp_path, toml) == ["桥", "雾"]


def test_what_is_not_chosen_is_known(tmp_path: Path) -> None:
    found = bound(tmp_path, SHELF, 'source = "运河人家"\n[[article]]\nfile = "1.md"\nleave_out = true\n')
    assert contents(found) == [("", ["桥"])]
    assert [path.name for path in found.set_aside] == ["2.md", "3.md", "1.md"]


@pytest.mark.parametrize(
    ("toml", "line", "message", "hint"),
    [
        (
            'title = "T"\nsource = "运河人"',
            "2",
            "the edition would be empty: of 4 articles none is from “运河人”",
            "did you mean “运河人家”?",
        ),
        (
            '[[part]]\ntitle = "甲"\nsource = "运河人家"\nauthor = "林"\n',
            "4",
            "the part “甲” would be empty: of 4 articles 2 meet the conditions before (source), "
            "and none of these is by “林”",
            "authors there are: 沈知白, 周南",
        ),
        (
            '[[part]]\ntitle = "甲"\nsince = "2026"\n',
            "3",
            "the part “甲” would be empty: of 4 articles none is dated 2026 or later",
            "they are dated from 2024-03-01 to 2025-01-05",
        ),
        (
            "[[part]]\nfewest_words = 9000\n",
            "2",
            "a part would be empty: of 4 articles none has 9000 words or more",
            "they have from 10 to 300 words",
        ),
        (
            '[[part]]\nsource = "运河人家"\n[[part]]\ntitle = "乙"\nsource = "运河人家"\n',
            "4",
            "the part “乙” would be empty: each of the 2 articles it could have stands in another part",
            "an article stands in the part that names its path, else in the first that takes it",
        ),
        (
            'contents = ["**/*.md"]\n[[part]]\ntitle = "甲"\ncontents = ["1*.md"]\n',
            "3",
            "the part “甲” would be empty: each of the 2 articles it could have stands in another part",
            "an article stands in the part that names its path, else in the first that takes it",
        ),
    ],
)
def test_an_empty_selection_says_which_condition_and_of_how_many(
    tmp_path: Path, toml: str, line: str, message: str, hint: str
) -> None:
    assert refused(tmp_path, SHELF, toml) == (line, message, hint)


def test_words_are_chinese_characters_and_words_of_alphabets() -> None:
    assert length(article("T", p("三个字, and don't forget 2 figures: café-crème 완전한 문장。"))) == 3 + 8


def test_a_part_whose_captures_hold_no_articles_is_nobodys_fault(tmp_path: Path) -> None:
    (tmp_path / "gone.md").write_text("# x\n", "utf-8")
    toml = '[[part]]\ntitle = "甲"\ncontents = ["gone.md"]\nsource = "X"\n[[part]]\ncontents = ["1.md"]\n'
    assert contents(bound(tmp_path, SHELF, toml)) == [("", ["雾"])]
