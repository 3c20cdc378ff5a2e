"""What holds for the lines of any paragraph: its text is theirs, and they are as wide as they should be."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from typefaces import CLOSING, HAN, LATIN, OPENING, one_font

from publish.model import Break, Code, Inline, Link, Note, Styled, Tagged, Text
from publish.typesetting.breaks import elastic, hyphen_width
from publish.typesetting.compose import Compositor, Line, Setting
from publish.typesetting.grain import weasyprint
from publish.typesetting.inlines import Flattener
from publish.typesetting.measure import Face
from publish.typesetting.punctuation import NEVER, break_costs, kinds
from publish.typesetting.rows import Row
from publish.walk import Inlines, plain_text

CHARACTERS = st.one_of(
    st.sampled_from(HAN),
    st.sampled_from(HAN),
    st.sampled_from(OPENING + CLOSING + "·—…"),
    st.sampled_from(LATIN),
    st.sampled_from(" \u00a0\u3000\u200b\u00ad\u0301"),
)
TEXT = st.builds(Text, st.text(CHARACTERS, max_size=60))
LEAVES: st.SearchStrategy[Inline] = st.one_of(
    TEXT,
    TEXT,
    st.builds(Code, st.text(CHARACTERS, max_size=20)),
    st.just(Break()),
    st.just(Note(())),
)
INLINES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Styled, st.sampled_from(["strong", "emphasis", "underline"]), st.lists(inner).map(tuple)),
        st.builds(Link, st.just("https://a"), st.lists(inner).map(tuple)),
        st.builds(Tagged, st.lists(inner).map(tuple), st.just(""), st.sampled_from(["", "en", "ja"])),
    ),
    max_leaves=12,
)
CONTENT = st.lists(INLINES, max_size=8).map(tuple)
SETTINGS = st.builds(
    Setting,
    measure=st.sampled_from([25.0, 63.0, 120.0, 280.0, 378.0]),
    size=st.sampled_from([8.5, 10.0, 10.5]),
    lang=st.sampled_from(["zh-Hans", "zh-Hans", "ja", "en", "ko"]),
    first_indent=st.sampled_from([0.0, 10.0]),
    align=st.sampled_from(["justify", "justify", "left", "center", "right"]),
    tracking=st.sampled_from([0.0, 0.0, 0.1]),
    kinsoku=st.sampled_from(["loose", "normal", "strict"]),
    balance=st.booleans(),
)
COMPOSITOR = Compositor(one_font, None, lambda inline, face: 6.0)


def composed(content: Inlines, setting: Setting, compositor: Compositor = COMPOSITOR) -> tuple[Line, ...]:
    lines = compositor.compose(content, setting)
    assert lines is not None
    return lines


def words(content: Inlines) -> str:
    """The text, with a note's call as a sign of its own."""
    inner = (
        words(node.content)
        if isinstance(node, Styled | Link | Tagged)
        else "①"
        if isinstance(node, Note)
        else plain_text(node)
        for node in content
    )
    return "".join(inner)


def as_in_html(content: Inlines) -> str:
    rows = words(content).split("\n")
    return "\n".join(re.sub("[ \t]+", " ", row).strip(" ") for row in rows).rstrip("\n")


def text_of(lines: tuple[Line, ...]) -> str:
    return "".join(
        words(line.content) + line.blank + ("\n" if line.ends == "break" else "") for line in lines
    ).rstrip("\n")


@settings(deadline=None)
@given(CONTENT, SETTINGS)
def test_the_lines_text_is_the_paragraph_s(content: Inlines, setting: Setting) -> None:
    assert text_of(composed(content, setting)) == as_in_html(content)


@settings(deadline=None)
@given(CONTENT, SETTINGS)
def test_no_note_is_lost_or_called_twice(content: Inlines, setting: Setting) -> None:
    def notes(run: Inlines) -> int:
        inner = (node.content for node in run if isinstance(node, Styled | Link | Tagged))
        return sum(isinstance(node, Note) for node in run) + sum(map(notes, inner))

    assert sum(notes(line.content) for line in composed(content, setting)) == notes(content)


@settings(deadline=None)
@given(st.text(CHARACTERS, min_size=1, max_size=300), SETTINGS)
def test_a_line_ends_where_it_may_unless_what_stands_there_is_too_long(text: str, setting: Setting) -> None:
    lines = composed((Text(text),), setting)
    row = row_of(as_in_html((Text(text),)), setting)
    costs = break_costs(kinds(row.text, solid=row.solid), setting.kinsoku)
    place = 0
    for line in lines[:-1]:
        place += len(plain_text(line.content) + line.blank)
        if costs[place] == NEVER and not line.hyphen:
            free = [0, *(at for at, cost in enumerate(costs) if cost != NEVER), len(costs)]
            start = max(at for at in free if at < place)
            end = min(at for at in free if at > place)
            assert row.edges[end] - row.edges[start] > setting.measure / 3


@settings(deadline=None)
@given(st.text(CHARACTERS, min_size=1, max_size=300), SETTINGS)
def test_a_spaced_line_fills_the_measure_to_a_hair(text: str, setting: Setting) -> None:
    for number, line in enumerate(composed((Text(text),), setting)):
        if line.letter_spacing or line.word_spacing:
            room = setting.measure - (setting.first_indent if number == 0 else 0)
            assert abs(width_of(line, setting) - room) < 0.05


@settings(deadline=None)
@given(st.text(st.sampled_from(HAN + CLOSING), min_size=1, max_size=300))
def test_every_line_of_running_chinese_fills_the_measure(text: str) -> None:
    setting = Setting(measure=378, size=10.5, first_indent=21)
    lines = composed((Text(text),), setting)
    for number, line in enumerate(lines[:-1]):
        room = setting.measure - (setting.first_indent if number == 0 else 0)
        assert abs(width_of(line, setting) - room) < 0.1


@settings(deadline=None)
@given(CONTENT, SETTINGS)
def test_an_engine_s_grain_changes_the_spacing_and_nothing_else(content: Inlines, setting: Setting) -> None:
    grained = Compositor(one_font, None, lambda inline, face: 6.0, weasyprint)
    for plain, drawn in zip(composed(content, setting), composed(content, setting, grained), strict=True):
        assert plain.content == drawn.content
        # A tooth of the grain is two thousandths of an em.
        assert abs(plain.letter_spacing - drawn.letter_spacing) < 0.0025 * 10.5


def row_of(text: str, setting: Setting) -> Row:
    face = Face(setting.font, setting.weight, setting.lang, setting.size, setting.tracking)
    ((row, leaves),) = Flattener({}, lambda inline, face: 6.0).flatten((Text(text),), face)
    return Row(row, leaves, setting, COMPOSITOR.measurer)


def width_of(line: Line, setting: Setting) -> float:
    """The width of a line as it is drawn, measured anew from its own text."""
    row = row_of(plain_text(line.content), setting)
    ink = row.ink_end(len(row.text))
    gaps, blanks = elastic(row, 0, len(row.text))
    width = row.edges[ink - 1] + row.tails[ink - 1] - line.start
    width += hyphen_width(row, len(row.text)) if line.hyphen else 0
    letters = line.letter_spacing - (setting.tracking * setting.size if line.letter_spacing else 0)
    return width + letters * gaps + line.word_spacing * blanks
