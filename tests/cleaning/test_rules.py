"""Every cleaning rule has a folder of cases, rules/RULE/CASE.txt, and adding a case needs no code.

A case is readable text: what it shows, then sections that begin with `%%`:

    %% input     a capture in Markdown, with front matter if it needs any
    %% body      what the rule alone leaves of it, a block a line (see `shown`)
    %% removed   what it took out, a line each: lines of the capture, then how they begin
    %% facts     metadata that it filled in: `authors: a, b`, `source: ...`
    %% rules     what the rules know besides what comes with publish, as a file of rules has it
"""

import re
from pathlib import Path

import pytest

from publish.cleaning import RULES, clean
from publish.cleaning.rule_files import read_rules
from publish.diagnostics import Report
from publish.model import (
    Article,
    Block,
    Capture,
    Heading,
    Image,
    Inline,
    Link,
    List,
    Paragraph,
    Quote,
    Rule,
    Styled,
)
from publish.plugins import Plugins
from publish.reading import read_capture
from publish.walk import plain_text

FOLDER = Path(__file__).parent / "rules"
CASES = sorted(FOLDER.glob("*/*.txt"))
SECTIONS = ("input", "body", "removed", "facts", "rules")


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_rule(path: Path) -> None:
    sections = parsed(path)
    captured = read(sections["input"])
    known = read_rules(sections["rules"], path.name) if sections["rules"] else None
    cleaned = clean(captured, [rule for rule in RULES if rule.name == path.parent.name], knowledge=known)

    assert "\n".join(shown(block) for block in cleaned.body) == sections["body"]
    new = cleaned.provenance.removals[len(captured.provenance.removals) :]
    taken = [f"{removal.span.first}-{removal.span.last} {removal.excerpt}" for removal in new]
    assert "\n".join(taken) == sections["removed"]
    for line in sections["facts"].splitlines():
        name, _, value = line.partition(": ")
        assert fact(cleaned, name) == value, name


def test_every_rule_has_cases_and_every_folder_is_a_rule() -> None:
    folders = {folder.name for folder in FOLDER.iterdir()}
    assert folders == {rule.name for rule in RULES}
    assert {path.parent.name for path in CASES} == folders


def test_every_rule_has_a_case_in_which_something_stays() -> None:
    """A rule is as good as what it leaves alone."""
    for folder in FOLDER.iterdir():
        assert any(parsed(path)["body"] for path in folder.glob("*.txt")), folder.name


def parsed(path: Path) -> dict[str, str]:
    """The sections of a case by name."""
    pieces = re.split(r"^%% (\w+)\n", path.read_text("utf-8"), flags=re.MULTILINE)
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    assert pieces[0].strip(), f"{path}: a case begins with what it shows"
    assert set(found) <= set(SECTIONS), f"{path}: sections are {SECTIONS}"
    return {name: found.get(name, "").strip("\n") for name in SECTIONS}


def read(text: str) -> Article:
    """The article in a Markdown text."""
    return read_capture(Capture("case.md", text), Plugins(), Report())


def fact(article: Article, name: str) -> str:
    """A property of an article as a case writes it."""
    value = article.provenance.url if name == "url" else getattr(article, name)
    return ", ".join(value) if isinstance(value, tuple) else value


def shown(block: Block) -> str:
    """A block on one line: its role in braces, marks of its kind, `/` for a line end."""
    role = f"{{{block.role}}} " if block.role else ""
    match block:
        case Heading(level=level, content=content):
            return f"{role}{'#' * level} {line(content)}"
        case Paragraph(content=content):
            return role + line(content)
        case Quote(content=content):
            return f"{role}> {' > '.join(shown(inner) for inner in content)}"
        case List(items=items):
            return role + " ".join(f"* {shown(inner)}" for item in items for inner in item)
        case Rule():
            return f"{role}---"
        case _:
            return f"{role}[{type(block).__name__}] {plain_text(block)!r}"


def line(content: tuple[Inline, ...]) -> str:
    """A row of inlines as Markdown would have it."""
    return "".join(mark(inline) for inline in content).replace("\n", " / ")


def mark(inline: Inline) -> str:
    """An inline as Markdown would have it."""
    match inline:
        case Image(src=src, alt=alt):
            return f"![{alt}]({src})"
        case Link(target=target, content=content):
            return f"[{line(content)}]({target})"
        case Styled(content=content):
            return f"**{line(content)}**"
        case _:
            return plain_text(inline)
