"""Every id that a removal can have comes with a sentence for people."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import publish
from publish.cleaning import RULES, clean
from publish.diagnostics import Report
from publish.model import Article
from publish.plugins import Plugins, cleaner
from publish.preparation import reasons
from publish.reading import read_file

HOUSE = Path(publish.__file__).parent
CONTENT = HOUSE.parent / "content" / "captures"


def ids_in(path: Path) -> Iterator[str]:
    """The ids of removals made in a module: `Removal("markup", ...)` and the like."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"Removal", "_remove"} and isinstance(node.args[0].value, str):
                yield node.args[0].value


def test_every_rule_has_a_reason_of_its_own() -> None:
    said = [rule.reason for rule in RULES]
    assert all(reason.endswith(".") and len(reason) > 20 for reason in said)
    assert len(said) == len(set(said))
    assert not [rule.name for rule in RULES if rule.reason == rule.clean.__doc__]


def test_every_id_that_a_reader_writes_has_a_reason() -> None:
    known = reasons(Plugins())
    written = {name for path in (HOUSE / "reading").glob("*.py") for name in ids_in(path)}
    assert {"markup", "front-matter", "outside-article"} <= written
    assert written <= set(known)


def test_every_id_met_in_our_own_captures_has_a_reason() -> None:
    assert_reasons(CONTENT)


def test_every_id_met_in_the_private_captures_has_a_reason(shared: Path) -> None:
    assert_reasons(shared / "corpus" / "dev")


def assert_reasons(folder: Path) -> None:
    known = reasons(Plugins())
    files = [path for path in sorted(folder.iterdir()) if path.suffix in {".md", ".html"}]
    assert files
    for path in files:
        article = clean(read_file(path, Plugins(), Report()))
        met = {gone.rule for gone in article.provenance.removals}
        assert met <= set(known), path


def test_a_rule_of_a_plugin_has_its_docstring_for_a_reason() -> None:
    @cleaner("no-weather")
    def no_weather(article: Article) -> Article:
        """The weather of the day.

        Nobody reads it later.
        """
        return article

    assert no_weather.reason == "The weather of the day."


@pytest.mark.parametrize("docstring", ["", '    """"""\n'])
def test_a_rule_of_a_plugin_without_a_word_has_a_default(tmp_path: Path, docstring: str) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "from publish.plugins import cleaner\n\n"
        f"@cleaner('mine')\ndef mine(article):\n{docstring}    return article\n",
        "utf-8",
    )
    assert reasons(Plugins([file]))["mine"] == "A rule of a plugin took it."
