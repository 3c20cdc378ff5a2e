"""Small accounts for the tests of learning: a few short articles, and what stands around them."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from publish.cleaning import Phrases, Sample, clean, learn, shipped
from publish.cleaning.accounts import Account
from publish.diagnostics import Report
from publish.model import Article, Capture
from publish.plugins import Plugins
from publish.reading import read_capture

PLUGINS = Plugins()

STORIES = (
    (
        "墙根",
        "雨下了三天，墙根就返潮了，老匠人却说不用急。",
        "他把瓦片一片片取下来编号，再换掉朽坏的椽子。",
    ),
    ("渡口", "清晨五点半，渡口的灯还亮着，第一班船要等雾散。", "船上的人彼此认识，却很少开口说话。"),
    (
        "集市",
        "赶集的人天不亮就出门，背篓里装着头天摘的豆角。",
        "卖竹器的老人把价钱写在手心里，谁问就摊开给谁看。",
    ),
    ("邮差", "邮差的自行车铃坏了两年，他就一路喊着名字送信。", "整条巷子都听得出今天轮到谁家有信。"),
    ("酒坊", "酒坊的蒸汽从天窗冒出来，冬天像一朵不散的云。", "师傅只凭声音就知道锅里还差几分火候。"),
    (
        "书铺",
        "书铺的门板要一块一块卸，卸到第七块天就亮了。",
        "老板把卖不掉的书借给学生，借出去的从来不记账。",
    ),
    ("戏台", "戏台搭在祠堂对面，柱子上还留着去年的红纸。", "锣鼓一响，孩子们就从四面八方跑来占位子。"),
    ("石桥", "石桥修过三回，每一回都在栏杆上添一只狮子。", "数狮子的人总数不清，说法也就一年一个样。"),
)
"""Title, first and second paragraph of eight articles that have nothing in common."""


def captured(
    story: Sequence[str],
    before: str = "",
    after: str = "",
    *,
    source: str = "运河人家",
    path: str = "",
) -> Article:
    """An article as it was captured: what stands before it, its paragraphs, what stands after it."""
    title, *paragraphs = story
    head = f"---\ntitle: {title}\n" + (f"source: {source}\n" if source else "") + "---\n"
    text = "\n\n".join(piece for piece in (head, before, *paragraphs, after) if piece)
    return read_capture(Capture(path or f"captures/{title}.md", text + "\n"), PLUGINS, Report())


def account(
    before: str = "",
    after: str = "",
    *,
    stories: Iterable[Sequence[str]] = STORIES,
    source: str = "运河人家",
) -> list[Article]:
    """The articles of an account that says the same around each of them; `{n}` in it counts them."""
    return [
        captured(story, before.replace("{n}", str(n)), after.replace("{n}", str(n)), source=source)
        for n, story in enumerate(stories, 101)
    ]


def samples(articles: Iterable[Article]) -> list[Sample]:
    """The articles with what the rules leave of them."""
    return [Sample(article, clean(article)) for article in articles]


def learned_from(articles: Iterable[Article]) -> dict[str, Account]:
    """What the sources of these articles are found to repeat."""
    return {lesson.name: lesson.account for lesson in learn(samples(articles), shipped()) if lesson.found}


def lines_of(articles: Iterable[Article], source: str = "运河人家") -> list[str]:
    """The lines that this source is found to repeat."""
    return [line.text for line in learned_from(articles).get(source, Account()).lines]


def knowing(articles: Iterable[Article]) -> Phrases:
    """What the rules know when they have learned from these articles."""
    return replace(shipped(), accounts=learned_from(articles))
