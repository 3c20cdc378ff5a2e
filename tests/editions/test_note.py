"""The editor's note: printed as it is written, under a title if it has one."""

from pathlib import Path

from msgspec.structs import replace

from publish.diagnostics import Report
from publish.editions import Plan, PlannedPart, bind
from publish.editions.note import editors_note
from publish.editions.settings import EditionSettings
from publish.model import Article, Edition, Heading
from publish.plugins import Plugins
from publish.reading import read_file
from publish.shorthand import article, h, p
from publish.walk import plain_text


def read(folder: Path, text: str) -> Article:
    (folder / "note.md").write_text(text, "utf-8")
    return editors_note(read_file(folder / "note.md", Plugins(), Report()))


def levels(note: Article) -> list[tuple[int, str]]:
    return [(block.level, plain_text(block)) for block in note.body if isinstance(block, Heading)]


def test_its_first_heading_is_its_title_and_stands_once(tmp_path: Path) -> None:
    note = read(
        tmp_path, "# 写在前面\n\n长按识别二维码关注我们\n\n## 缘起\n\n正文。\n\n#### 致谢\n\n谢谢。\n"
    )
    assert (note.id, note.title) == ("note", "写在前面")
    assert "长按识别二维码关注我们" in plain_text(note.body)  # whoever writes a note means every line
    assert levels(note) == [(2, "缘起"), (3, "致谢")]


def test_title_and_authors_of_its_front_matter(tmp_path: Path) -> None:
    note = read(tmp_path, "---\ntitle: 卷首\nauthor: 闻川\n---\n\n# 另一题\n\n正文。\n")
    assert (note.title, note.authors) == ("卷首", ("闻川",))
    assert levels(note) == [(2, "另一题")]


def test_a_note_without_title_has_none(tmp_path: Path) -> None:
    note = read(tmp_path, "各位读者：\n\n这一期说的是桥。\n")
    assert note.title == ""
    assert plain_text(note.body) == "各位读者：\n这一期说的是桥。"


def test_the_note_stands_in_the_edition_with_ids_of_its_own() -> None:
    path = Path("a.md")
    plan = Plan("T", Path(), EditionSettings(title="T"), (PlannedPart("", "", (path,)),))
    bare = bind(plan, {path: article("甲", p("一"))})
    noted = bind(plan, {path: article("甲", p("一"))}, article("卷首", h(3, "缘起"), p("二")))
    assert bare.edition.note is None
    assert noted.edition.note is not None
    assert noted.edition.note.body[0] == replace(h(2, "缘起"), id="h1")
    assert noted.edition.identifier != bare.edition.identifier


def test_a_note_is_not_lost_on_an_edition_of_one_article() -> None:
    alone = Edition.of(Article("雾", ()))
    assert alone.single
    assert not replace(alone, note=Article("编者的话", (), id="note")).single
