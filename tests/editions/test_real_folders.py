"""Real folders without an edition.toml: one account is parted by month, an archive by account."""

from pathlib import Path

import pytest

from publish.diagnostics import Report
from publish.editions import Bound, bind, plan_paths
from publish.model import Article
from publish.plugins import Plugins
from publish.reading import read_file


@pytest.fixture(scope="module")
def archive(shared: Path) -> dict[Path, Article]:
    """The captures of the archive that hold articles, as they are read."""
    (plan,) = plan_paths([shared / "corpus" / "archive"])
    plugins = Plugins()
    read = {capture: read_file(capture, plugins, Report()) for capture in plan.captures}
    return {
        path: article
        for path, article in read.items()
        if article.provenance.kind in ("article", "truncated")
    }


def of_folder(folder: Path, articles: dict[Path, Article]) -> Bound:
    (plan,) = plan_paths([folder])
    return bind(plan, {path: articles[path] for path in plan.captures if path in articles})


def test_an_account_is_parted_by_month(shared: Path, archive: dict[Path, Article]) -> None:
    edition = of_folder(shared / "corpus" / "archive" / "中国信息安全", archive).edition
    assert edition.title == "中国信息安全"
    assert [part.title for part in edition.contents] == [
        *("2022年10月", "2022年11月", "2023年1月", "2023年2月", "2023年3月", "2024年5月", "2024年7月"),
        *("2024年8月", "2024年9月", "2024年10月", "2024年11月", "2024年12月", "2025年1月", "2025年2月"),
        "2025年3月",
    ]
    dates = [article.date for article in edition.articles()]
    assert len(dates) == 70
    assert dates == sorted(dates)


def test_an_archive_is_parted_by_account(shared: Path, archive: dict[Path, Article]) -> None:
    found = of_folder(shared / "corpus" / "archive", archive)
    sizes = {part.title: len(part.contents) for part in found.edition.contents}
    assert next(iter(sizes)) == "中国信息安全"
    assert sizes["安全牛"] == 40
    assert sum(sizes.values()) == len(archive)
    assert found.set_aside == ()
    for part in found.edition.contents:
        assert {article.source for article in part.contents} == {part.title}
        dates = [article.date for article in part.contents if article.date]
        assert dates == sorted(dates)
