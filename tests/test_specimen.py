"""publish themes: one page that shows a theme, in any format that there is."""

from pathlib import Path

import pytest

from publish.assets.store import AssetStore
from publish.checks.pdf import open_pdf
from publish.diagnostics import Report
from publish.plugins import Plugins
from publish.specimen import specimen
from publish.theming.shipped import open_theme

THEMES = ("journal", "digest", "book")


@pytest.mark.parametrize("name", THEMES)
def test_a_specimen_is_one_page_of_the_themes_own_size(name: str, tmp_path: Path) -> None:
    plugins, report, theme = Plugins(), Report(), open_theme(name, Plugins())
    data = specimen(theme, plugins.renderer("pdf"), plugins, report, AssetStore(tmp_path)).data
    printed = open_pdf(data)
    assert not isinstance(printed, list)
    (page,) = printed.pdf.pages
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx(
        [theme.page.width, theme.page.height], abs=0.5
    )
    assert not report.diagnostics


def test_a_specimen_is_written_in_other_formats_too(tmp_path: Path) -> None:
    plugins = Plugins()
    theme = open_theme("book", plugins)
    data = specimen(theme, plugins.renderer("txt"), plugins, Report(), AssetStore(tmp_path)).data
    assert "好版面是“看不见”的" in data.decode()
    assert theme.title in data.decode()
