"""Assertions for built files by the outside validators: what a renderer's tests end with.

    from validation import assert_valid_epub

    @pytest.mark.validators
    def test_a_quotation_is_valid_epub():
        assert_valid_epub(render_epub(edition, context))

Any error or warning fails the test with everything the validator said. A validator that is not installed
fails it too, and says what to install: `scripts/test` sets all of them up.
"""

from publish.checks import validators
from publish.diagnostics import Diagnostic


def assert_valid_epub(data: bytes) -> None:
    """No error and no warning from EPUBCheck (4-10 s: mark the test with `validators`)."""
    _assert_nothing(validators.epubcheck(data))


def assert_valid_pdf_ua(data: bytes) -> None:
    """PDF/UA-1, found by page-validation (0.1 s)."""
    _assert_nothing(validators.pdf_standard(data, "ua1"))


def assert_valid_pdf(data: bytes, profile: str) -> None:
    """Any of page-validation's profiles: ua1, 2a, 2b, 2u, 3a ..."""
    _assert_nothing(validators.pdf_standard(data, profile))


def assert_valid_docx(data: bytes) -> None:
    """Nothing from openxml-audit (1.5 s the first time)."""
    _assert_nothing(validators.open_xml(data))


def assert_libreoffice_opens(data: bytes) -> bytes:
    """LibreOffice prints the file (2-5 s: mark the test with `validators`); gives its PDF, to be read."""
    printed = validators.libreoffice_pdf(data)
    assert printed.startswith(b"%PDF-"), "LibreOffice cannot open the file"
    return printed


def _assert_nothing(found: list[Diagnostic]) -> None:
    assert not found, "\n".join(
        [f"{len(found)} findings:", *(f"{each.where or 'file'}: {each.message}" for each in found)]
    )
