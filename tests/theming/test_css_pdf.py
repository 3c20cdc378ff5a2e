"""The style sheet of the PDF: every rule of it is one that a CSS parser reads."""

import tinycss2

from publish.plugins import Plugins
from publish.theming.css_pdf import pdf_css
from publish.theming.shipped import open_theme


def test_every_rule_is_read() -> None:
    families = {("serif", "zh-Hans"): '"a"', ("serif", "en"): '"b"', ("sans", "zh-Hans"): '"c"'}
    css = pdf_css(open_theme("journal", Plugins()), families, "zh-Hans")
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    assert [rule for rule in rules if rule.type == "error"] == []
    assert "@footnote" in "".join(rule.serialize() for rule in rules if rule.type == "at-rule")
