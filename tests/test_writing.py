"""Editions on disk: whole or not at all, one writer at a time, names that are only names."""

import errno
import multiprocessing
import os
import resource
import signal
import stat
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish import writing
from publish.diagnostics import Code, Diagnostic, Severity
from publish.errors import CheckError, PublishError, UsageError
from publish.writing import locked, safe_name, write_edition

AS_ROOT = os.geteuid() == 0


def says(severity: Severity, message: str = "two ids are the same") -> writing.Check:
    return lambda _: [Diagnostic(Code.FILE_INVALID, severity, message, "chapter.xhtml")]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_a_file_into_a_folder_that_it_makes(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "edition.pdf"
    assert write_edition(path, b"%PDF", lambda data: []) == []
    assert path.read_bytes() == b"%PDF"
    assert names(path.parent) == ["edition.pdf"]


def test_the_check_sees_the_bytes_and_its_warnings_come_back(tmp_path: Path) -> None:
    seen = []

    def check(data: bytes) -> list[Diagnostic]:
        seen.append(data)
        return [Diagnostic(Code.FONT_MISSING, Severity.WARNING, "no Kai")]

    found = write_edition(tmp_path / "edition.epub", b"PK", check)
    assert seen == [b"PK"]
    assert [diagnostic.message for diagnostic in found] == ["no Kai"]
    assert (tmp_path / "edition.epub").read_bytes() == b"PK"


def test_a_file_that_fails_its_check_is_withheld_and_the_old_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "edition.epub"
    path.write_bytes(b"old")
    with pytest.raises(CheckError, match=r"two ids are the same \(chapter\.xhtml\)") as caught:
        write_edition(path, b"new", says(Severity.ERROR))
    assert caught.value.where == str(path)
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == [Code.FILE_INVALID]
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["edition.epub"]


def test_a_file_that_fails_its_check_makes_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CheckError):
        write_edition(tmp_path / "out" / "edition.epub", b"new", says(Severity.ERROR))
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "kind", "sentence"),
    [
        (errno.ENOSPC, PublishError, "no room for the file"),
        (errno.EDQUOT, PublishError, "no room for the file"),
        (errno.EROFS, UsageError, "read-only"),
        (errno.EACCES, UsageError, "no permission"),
        (errno.EIO, PublishError, "cannot be written"),
    ],
)
def test_a_disk_that_fails_while_syncing_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[PublishError], sentence: str
) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(b"old")

    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind, match=sentence) as caught:
        write_edition(path, b"new")
    assert caught.value.where == str(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["edition.pdf"]


def _write_with_a_limit(path: Path, answer: "multiprocessing.SimpleQueue[str]") -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    try:
        write_edition(path, b"new" * 1000)
    except PublishError as error:
        answer.put(error.message)


def test_a_real_limit_on_the_size_of_files_is_told_as_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(b"old")
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.SimpleQueue[str] = context.SimpleQueue()
    process = context.Process(target=_write_with_a_limit, args=(path, answer))
    process.start()
    process.join()
    assert "no room" in answer.get()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["edition.pdf"]


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interrupt_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interruption: type[BaseException]
) -> None:
    def interrupt(descriptor: int) -> None:
        raise interruption

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(interruption):
        write_edition(tmp_path / "edition.pdf", b"new")
    assert names(tmp_path) == []


def test_leftovers_of_a_killed_build_are_swept_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".edition.pdf.0123456789abcdef.part").write_bytes(b"half a file")
    (tmp_path / ".edition.pdf.lock").touch()
    others = [".edition.epub.0123456789abcdef.part", ".edition.pdf.notes.part", "edition.pdf.part"]
    for name in others:
        (tmp_path / name).touch()
    write_edition(tmp_path / "edition.pdf", b"new")
    assert names(tmp_path) == sorted([*others, "edition.pdf"])


@pytest.mark.skipif(AS_ROOT, reason="root may write anywhere")
def test_a_folder_without_permission_is_a_wrong_argument(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="no permission"):
        write_edition(tmp_path / "edition.pdf", b"new")


def test_a_folder_of_the_same_name_is_a_wrong_argument(tmp_path: Path) -> None:
    (tmp_path / "edition.pdf").mkdir()
    with pytest.raises(UsageError, match="there is a folder of this name"):
        write_edition(tmp_path / "edition.pdf", b"new")


def test_a_pipe_is_no_place_for_an_edition(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "edition.pdf")
    with pytest.raises(UsageError, match="no ordinary file"):
        write_edition(tmp_path / "edition.pdf", b"new")


def test_a_path_through_a_file_is_a_wrong_argument(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="a part of the path is a file"):
        write_edition(tmp_path / "out" / "edition.pdf", b"new")
    assert (tmp_path / "out").read_text() == "a file"


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    (tmp_path / "edition.pdf").symlink_to("precious")
    write_edition(tmp_path / "edition.pdf", b"new")
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert (tmp_path / "edition.pdf").read_bytes() == b"new"


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_edition(tmp_path / "edition.pdf", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "edition.pdf").stat().st_mode) == 0o640


def test_an_old_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(b"old")
    path.chmod(0o604)
    write_edition(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    with locked(path):
        second = threading.Thread(target=write_edition, args=(path, b"second"))
        second.start()
        second.join(0.2)
        assert second.is_alive()
        assert not path.exists()
    second.join()
    assert path.read_bytes() == b"second"
    assert names(tmp_path) == ["edition.pdf"]


def test_a_lock_that_is_not_freed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    with locked(path), pytest.raises(PublishError, match="another build is writing"), locked(path, wait=0):
        raise AssertionError("two builds have the lock")


def test_many_writers_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "edition.pdf"
    contents = [bytes([number]) * 100_000 for number in range(8)]
    threads = [threading.Thread(target=write_edition, args=(path, data)) for data in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_bytes() in contents
    assert names(tmp_path) == ["edition.pdf"]


# Names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("乌镇峰会：共建网络空间命运共同体", "乌镇峰会：共建网络空间命运共同体.pdf"),
        ("../../../../srv/PWNED", "srv PWNED.pdf"),
        ("a/b\\c:d", "a b c d.pdf"),
        ("2024／11⁄20", "2024 11 20.pdf"),
        (".hidden", "hidden.pdf"),
        ("--help", "help.pdf"),
        ("$(rm -rf ~) `x`; #1", "(rm -rf ) x 1.pdf"),
        ("con", "_con.pdf"),
        ("LPT1.txt", "_LPT1.txt.pdf"),
        ("Concise", "Concise.pdf"),
        ("a\u200bb\u202ec\x00d\nе", "abc d е.pdf"),
        ("What's next? 100%", "What's next 100.pdf"),
        ("\ud800 lone", "lone.pdf"),
        ("", "untitled.pdf"),
        ("...", "untitled.pdf"),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert safe_name(title, ".pdf", set()) == name


def test_the_same_title_gets_a_number() -> None:
    taken: set[str] = set()
    assert [safe_name(title, ".pdf", taken) for title in ("Wuzhen", "WUZHEN", "wuzhen")] == [
        "Wuzhen.pdf",
        "WUZHEN 2.pdf",
        "wuzhen 3.pdf",
    ]


def test_a_long_title_is_cut_between_characters_and_leaves_room_for_its_number() -> None:
    taken: set[str] = set()
    first, second = safe_name("镇" * 200, ".epub", taken), safe_name("镇" * 200, ".epub", taken)
    assert first == "镇" * 65 + ".epub"
    assert second == "镇" * 64 + " 2.epub"


@given(st.lists(st.text(), max_size=8))
def test_any_titles_make_different_safe_names(titles: list[str]) -> None:
    taken: set[str] = set()
    given_names = [safe_name(title, ".docx", taken) for title in titles]
    assert len({name.casefold() for name in given_names}) == len(titles)
    for name in given_names:
        assert Path(name).name == name
        assert name.endswith(".docx")
        assert len(name.encode()) <= 200
        assert name[0] not in ".-"
        assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs"} for character in name)
