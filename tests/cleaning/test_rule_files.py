"""Rules as data that a project adds: what `[cleaning]` may say, and what is said of what it may not."""

from pathlib import Path

import pytest
from cleaning.small_accounts import STORIES, account, captured, samples

from publish.cleaning import RULES, clean, learn, shipped
from publish.cleaning.learning_file import is_as_written, rules_text
from publish.cleaning.phrases import Phrases, fold, knowing, phrases
from publish.cleaning.rule_files import CleaningSettings, read_cleaning, read_rules
from publish.errors import ConfigError
from publish.settings import parse_table
from publish.walk import plain_text

NAMES = tuple(rule.name for rule in RULES)


def read(text: str, folder: Path = Path()) -> tuple[CleaningSettings, Phrases | None]:
    """What `[cleaning]` of this publish.toml says."""
    return read_cleaning(parse_table(text, "publish.toml")["cleaning"], text, "publish.toml", folder, NAMES)


def test_a_family_of_prompts_in_a_file_works_beside_those_that_are_shipped(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ours.toml").write_text(
        "[families.our-prompts]\nwhere = ['ending']\nlines = ['今晚桥头见.{0,4}']\n", "utf-8"
    )
    said, known = read('[cleaning]\nrules = ["rules/*.toml"]\nkeep = ["opening"]\n', tmp_path)
    article = captured(STORIES[0], after="今晚桥头见~\n\n扫码关注我们")
    assert plain_text(clean(article, knowledge=known).body).split("\n") == list(STORIES[0][1:])
    assert (said.keep, said.learn) == (["opening"], True)


def test_tables_may_stand_in_publish_toml_itself() -> None:
    _, known = read("[cleaning.families.our-prompts]\nwhere = ['ending']\nphrases = ['桥头见']\n")
    assert known is not None
    assert known.prompt(fold("今晚桥头见"), "ending") is known.families["our-prompts"]
    assert shipped().prompt(fold("今晚桥头见"), "ending") is None


def test_lists_are_joined_with_those_that_are_shipped() -> None:
    known = read_rules("[credits]\nlabels = ['掌灯']\n", "ours.toml")
    assert known.credits.is_credit(fold("掌灯：沈知秋"))
    assert known.credits.is_credit(fold("来源：水边日报"))
    assert not shipped().credits.is_credit(fold("掌灯：沈知秋"))


def test_a_family_that_is_shipped_may_be_added_to_without_saying_where() -> None:
    known = read_rules("[families.end-mark]\nlines = ['灯灭了']\n", "ours.toml")
    assert known.families["end-mark"].where == shipped().families["end-mark"].where
    assert known.prompt(fold("— 灯灭了 —"), "ending") is known.families["end-mark"]


def test_what_the_rules_know_is_theirs_for_the_time_of_one_cleaning() -> None:
    known = read_rules("[credits]\nlabels = ['掌灯']\n", "ours.toml")
    assert phrases() is shipped()
    with knowing(known):
        assert phrases() is known
        with knowing(None):
            assert phrases() is shipped()
    assert phrases() is shipped()


def test_without_rules_nothing_is_added() -> None:
    said, known = read("[cleaning]\nlearn = false\n")
    assert known is None
    assert said.learn is False


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[cleaning]\nlern = true", 2, "unknown key “lern”", "did you mean “learn”?"),
        ("[cleaning]\nkeep = ['endin']", 2, "there is no rule “endin”", "did you mean “ending”?"),
        ("[cleaning]\nlearn = 'no'", 2, "this should be true or false, not text (in learn)", ""),
        (
            "[cleaning]\nrules = [\n  'rules/*.toml',\n]",
            3,
            "“rules/*.toml” leads to no file of rules",
            "rules are paths of TOML files, or globs, from the folder of publish.toml",
        ),
        (
            "[cleaning.familis.a]\nwhere = ['ending']",
            1,
            "unknown key “familis”",
            "did you mean “families”?",
        ),
        (
            "[cleaning.families.a]\nwhere = ['endings']",
            2,
            "there is no “endings” here",
            "did you mean “ending”?",
        ),
        (
            "[cleaning.families.a]\nwhere = ['ending']\nphrase = ['x']",
            3,
            "unknown key “phrase”",
            "did you mean “phrases”?",
        ),
        ("[cleaning.families.a]\nlines = ['x']", 1, "Object missing required field `where`", ""),
        (
            "[cleaning.families.a]\nwhere = ['ending']\nlines = [\n  '关注我',\n  '(关注',\n]",
            5,
            "“(关注” is no regular expression: missing ), unterminated subpattern",
            "brackets stand in pairs; a sign that means itself is written with \\ before it",
        ),
        (
            "[cleaning.families.a]\nwhere = ['ending']\nlines = ['']",
            1,
            "an empty text is in every line",
            "take it out, or write what is meant",
        ),
        (
            "[cleaning.families.a]\nwhere = ['ending']\nlines = [\n  '关注我们！',\n]",
            4,
            "“关注我们！” would match nothing: texts are compared folded",
            "no blanks, lower case, : ! for ： ！, and \\( for a bracket that means itself",
        ),
        (
            "[cleaning.accounts.'运河人家']\nlines = [{ text = 'x', where = 'last tent' }]",
            2,
            "there is no “last tent” here",
            "did you mean “last tenth”?",
        ),
        (
            "[cleaning.platform]\nrepost = '来自(.+)'",
            2,
            "“来自(.+)” is no regular expression: it must name (?P<source>...) and (?P<author>...)",
            "brackets stand in pairs; a sign that means itself is written with \\ before it",
        ),
        ("[cleaning]\nfamilies = 3", 2, "“families” should be a table", "write [cleaning.families]"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    text: str, line: int, message: str, hint: str, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as found:
        read(text, tmp_path)
    error = found.value
    assert (error.message, error.where, error.hint) == (message, f"publish.toml:{line}", hint)


def test_what_is_wrong_in_a_file_of_rules_is_said_with_that_file(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text("# ours\n\n[credits]\nlabel = ['掌灯']\n", "utf-8")
    with pytest.raises(ConfigError) as found:
        read('[cleaning]\nrules = ["ours.toml"]\n', tmp_path)
    assert found.value.where == f"{tmp_path / 'ours.toml'}:4"
    assert found.value.hint == "did you mean “labels”?"


@pytest.mark.parametrize("data", [b"\xff\xfe", b"lines = [", b"[accounts]\nx = 1\n"])
def test_a_broken_file_of_rules_is_said(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_bytes(data)
    with pytest.raises(ConfigError) as found:
        read('[cleaning]\nrules = ["broken.toml"]\n', tmp_path)
    assert found.value.where.startswith(str(tmp_path / "broken.toml"))


# What was learned, as a file -----------------------------------------------------------------------

AFTER = '愿每一扇"旧窗"都有人修 \\o/\n\n![](https://pictures.example/card.png?n={n})'


def test_a_file_of_what_was_learned_says_the_same_when_it_is_read() -> None:
    lessons = learn(samples(account(after=AFTER)), shipped())
    text = rules_text(lessons, "learned.toml")
    assert read_rules(text, "learned.toml").accounts == {lesson.name: lesson.account for lesson in lessons}


def test_the_file_is_for_people() -> None:
    (lesson,) = learn(samples(account(after=AFTER)), shipped())
    table = rules_text([lesson], "rules/learned.toml").split("\n\n")[1]
    assert table.splitlines() == [
        '[accounts."运河人家"]',
        "# 8 articles",
        "lines = [",
        "    # in 8 of 8 articles, in the last half; see captures/书铺.md:11",
        '    { text = "愿每一扇\\"旧窗\\"都有人修 \\\\o/", seen = 8, of = 8, where = "last half" },',
        "]",
        "pictures = [",
        "    # in 8 of 8 articles, in the last tenth; see captures/书铺.md:13",
        '    { src = "https://pictures.example/card.png", seen = 8, of = 8, where = "last tenth" },',
        "]",
    ]


def test_a_file_knows_whether_somebody_has_edited_it() -> None:
    text = rules_text(learn(samples(account(after=AFTER)), shipped()), "learned.toml")
    assert is_as_written(text)
    assert not is_as_written(text.replace("seen = 8", "seen = 9"))
    assert not is_as_written("[accounts]\n")
