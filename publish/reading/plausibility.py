"""How much a decoded text looks like text: what tells the charsets of East Asia apart.

The same bytes are mostly valid in GB 18030, Big5 and Shift JIS, but only the right one gives common
characters. Each character beyond ASCII earns or costs: common Han and kana earn most, rare Han nothing,
private use and replacement characters cost most.
"""

import re

# The Han characters that Chinese and Japanese text uses most, simplified and traditional.
COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种"
    "事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公"
    "此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特"
    "代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数"
    "安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达"
    "光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运"
    "這個們來為國說時會對於後過發裡種經麼學現當沒動還進樣實軍無與長機開關點業將兩間問應戰頭體見產話給門員論處義幾認條"
    "係氣題爾別變總電數報結務場計資許統區隊決馬則聽卻達強難權設類據邊張該規萬覺術領確傳師觀讓識帶導爭運書東車風飛"
    "日本人大年中会国出上生分者地業方新場社行学員立開手力問代明動京目通言理体田主題意不作用度強公持野以思家世多正院心界教"
)

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


def plausibility(text: str) -> float:
    """From about -8 (nonsense) to 2 (plain running text), the mean over the characters beyond ASCII."""
    foreign = [character for character in text if character > "\x7f"]
    if not foreign:
        return 0.0
    return sum(map(_worth, foreign)) / len(foreign)


def _worth(character: str) -> float:
    if character in COMMON_HAN:
        return 2.0
    if "\u3041" <= character <= "\u30fe" or character in "，。、；：？！“”‘’（）《》「」『』—…·　":
        return 1.5
    if "\uac00" <= character <= "\ud7a3":
        return 1.0
    if _HAN.match(character):
        return 0.0
    if character == "\ufffd" or "\ue000" <= character <= "\uf8ff" or character < "\xa0":
        return -8.0
    if "\uff61" <= character <= "\uff9f" or character > "\uffff":
        return -2.0  # half-width kana and rare Han are what wrong charsets produce
    return -0.5
