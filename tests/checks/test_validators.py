"""The outside validators: they find what is wrong, and a missing one is never taken for silence."""

import subprocess
import sys

import pytest
from small_files import docx, epub, paragraph, pdf, zipped
from validation import (
    assert_libreoffice_opens,
    assert_valid_docx,
    assert_valid_epub,
    assert_valid_pdf,
    assert_valid_pdf_ua,
)

from publish.checks import validators
from publish.diagnostics import Severity
from publish.errors import DependencyError


@pytest.mark.validators
def test_epubcheck_finds_a_lost_file() -> None:
    files = epub()
    del files["EPUB/style.css"]
    found = validators.epubcheck(zipped(files))
    assert [(each.path, each.message[:17]) for each in found] == [("EPUB/style.css", "EPUBCheck RSC-001")]
    with pytest.raises(AssertionError, match="findings"):
        assert_valid_epub(zipped(files))


@pytest.mark.validators
def test_epubcheck_tells_errors_from_warnings() -> None:
    files = epub()
    files["EPUB/package.opf"] = files["EPUB/package.opf"].replace("urn:uuid:6f1d3c1e", "urn:uuid:x")
    (found,) = validators.epubcheck(zipped(files))
    assert (found.severity, found.path) == (Severity.WARNING, "EPUB/package.opf:4")


def test_page_validation_finds_what_is_missing_for_a_standard() -> None:
    printed = pdf()
    assert_valid_pdf_ua(printed)
    assert validators.pdf_standard(printed, "2a") != []
    with pytest.raises(AssertionError, match="PDFA2A"):
        assert_valid_pdf(printed, "2a")
    assert "cannot be read" in validators.pdf_standard(b"no pdf")[0].message


def test_openxml_audit_finds_an_element_out_of_place() -> None:
    wrong = zipped(docx(paragraph("乌镇").replace("<w:pPr>", "<w:tbl/><w:pPr>")))
    assert any(each.path == "word/document.xml" for each in validators.open_xml(wrong))
    with pytest.raises(AssertionError, match=r"word/document\.xml"):
        assert_valid_docx(wrong)


@pytest.mark.validators
def test_libreoffice_prints_a_word_file_and_refuses_others() -> None:
    assert assert_libreoffice_opens(zipped(docx())).startswith(b"%PDF-")
    assert validators.libreoffice(zipped(docx())) == []
    assert len(validators.libreoffice(b"PK no Word file")) == 1


# Missing programs ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("module", "validate"),
    [
        ("epubcheck.const", validators.epubcheck),
        ("page", validators.pdf_standard),
        ("openxml_audit", validators.open_xml),
    ],
)
def test_a_validator_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, module: str, validate: "validators.Validator"
) -> None:
    validators._open_xml_validator.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(DependencyError) as caught:
        validate(b"")
    assert "pip install" in caught.value.hint


@pytest.mark.parametrize("validate", [validators.epubcheck, validators.libreoffice])
def test_a_program_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, validate: "validators.Validator"
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DependencyError, match="not installed") as caught:
        validate(b"")
    assert "apt install" in caught.value.hint


def test_a_program_that_answers_nonsense_or_never_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validators, "_program", lambda *_: "/bin/sh")

    def answers(*_: object, **__: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.CompletedProcess([], 1, b"", b"Error: no JVM\n")

    monkeypatch.setattr(subprocess, "run", answers)
    with pytest.raises(DependencyError, match="no JVM"):
        validators.epubcheck(b"")

    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("java", 1)

    monkeypatch.setattr(subprocess, "run", hangs)
    with pytest.raises(DependencyError, match="did not end"):
        validators.epubcheck(b"")
