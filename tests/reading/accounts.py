"""What the tests of reading ask of an Article: its words, and if every line is accounted for."""

import re

from msgspec.structs import replace

from publish.diagnostics import Report
from publish.model import Article, Code, CodeBlock, Image, Inline, Math, Note, Ruby, Text
from publish.plugins import Plugins
from publish.reading import decode_capture, read_capture
from publish.reading.lines import claimed_spans, every_block
from publish.walk import Blocks, Inlines, iter_inlines, map_blocks, map_inlines

PLUGINS = Plugins()


def read(source: str | bytes, path: str = "captures/文.md", report: Report | None = None) -> Article:
    """The article in a capture of this content."""
    report = report or Report()
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    return read_capture(decode_capture(data, path, report), PLUGINS, report)


def body(source: str, path: str = "captures/文.md") -> Blocks:
    """The blocks of a capture, without their spans."""
    return without_spans(read(source, path).body)


def without_spans(blocks: Blocks) -> Blocks:
    """The blocks, those in notes too, as they are written in a test."""

    def inline(node: Inline) -> Inlines:
        return (Note(without_spans(node.content)),) if isinstance(node, Note) else (node,)

    return map_inlines(map_blocks(blocks, lambda block: (replace(block, span=None),)), inline)


def said(source: str | bytes, path: str = "captures/文.md") -> list[tuple[str, int]]:
    """What reading a capture has to say: codes and lines."""
    report = Report()
    read(source, path, report)
    return [(str(one.code), one.span.first if one.span else 0) for one in report.diagnostics]


def words_of(article: Article) -> str:
    """All the words of an article, marks and blanks left out: title, text, notes, code, alternatives."""
    texts = [article.title]
    for inline in iter_inlines(article.body):
        match inline:
            case Text(text) | Code(text) | Math(text) | Image(alt=text):
                texts.append(text)
            case Ruby(base, reading):
                texts += [base, reading]
            case _:
                pass
    texts += [block.text for block in every_block(article.body) if isinstance(block, CodeBlock)]
    return "".join(re.findall(r"\w+", "".join(texts)))


def lost_lines(text: str, article: Article) -> list[str]:
    """The lines of a capture that are in no block's span and in no Removal's."""
    claimed = {line for span in claimed_spans(article) for line in range(span.first, span.last + 1)}
    return [
        line for number, line in enumerate(text.split("\n"), 1) if line.strip() and number not in claimed
    ]


# Tags and comments, addresses of links, labels of notes, entities, the numbers of lists.
MARKUP = re.compile(
    r"<!--.*?-->|</?[A-Za-z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>|\]\([^)]*\)|\[\^[^\]]*\]:|&\w+;|^[\s>]*\d+[.)]",
    re.DOTALL | re.MULTILINE,
)


def marked_up_words(text: str, article: Article) -> list[str]:
    """The words in lines that reading called mere markup: tags, addresses and empty marks have none."""
    lines = text.split("\n")
    gone = [removal.span for removal in article.provenance.removals if removal.rule == "markup"]
    source = "\n".join(line for span in gone for line in lines[span.first - 1 : span.last])
    return re.findall(r"\w+", MARKUP.sub(" ", source))
