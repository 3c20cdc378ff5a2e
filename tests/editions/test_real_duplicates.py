"""Real captures, labelled by hand: copies of one article, and what one template makes."""

from pathlib import Path

import pytest

from publish.cleaning import clean
from publish.diagnostics import Report
from publish.editions.duplicates import merge
from publish.model import Article
from publish.plugins import Plugins
from publish.reading import read_file

COPIES = {
    "archive/关键基础设施安全应急响应中心/0b0581551e.md": "archive/中国信息安全/7ee5bfe29f.md",
    "archive/看雪学苑/61597a103d.md": "archive/看雪学苑/c56de31853.md",
    "dev/weibu-spring.md": "archive/微步在线/7386659d30.md",
}
DISTINCT = (
    # notices of different vulnerabilities, and later states of one notice
    *("archive/奇安信 CERT/8fb8c2a984.md", "archive/奇安信 CERT/90aaf73b10.md"),
    *("archive/奇安信 CERT/6211185634.md", "archive/奇安信 CERT/66cb2999c7.md"),
    *("archive/奇安信 CERT/e774fccd00.md", "archive/奇安信 CERT/f5672268ff.md"),
    *("archive/奇安信 CERT/7dd26e2a89.md", "archive/奇安信 CERT/88a6f89750.md"),
    # one course announced three times, each time with other words
    *("archive/看雪学苑/dc12eadda2.md", "archive/看雪学苑/f97927e53c.md", "archive/看雪学苑/73617806ed.md"),
    # announcements of two broadcasts, all of whose words are the account's own
    *("archive/数世咨询/c7322920f0.md", "archive/数世咨询/fc269f6d6d.md"),
    # two collections of job advertisements, one of them broken off
    *("archive/_truncated/96860787dd.md", "archive/看雪学苑/7e2df78554.md"),
)


@pytest.fixture(scope="module")
def captures(shared: Path) -> dict[Path, Article]:
    corpus, plugins = shared / "corpus", Plugins()
    names = (*COPIES, *COPIES.values(), *DISTINCT)
    return {Path(name): clean(read_file(corpus / name, plugins, Report())) for name in names}


@pytest.mark.parametrize("likeness", [0.7, 0.9])
def test_copies_are_found_and_nothing_else(captures: dict[Path, Article], likeness: float) -> None:
    found = merge(captures, likeness)
    assert {each.path: each.of for each in found.duplicates} == COPIES


def test_at_one_only_the_exact_one_is(captures: dict[Path, Article]) -> None:
    assert [each.path for each in merge(captures, 1).duplicates] == ["dev/weibu-spring.md"]
