"""Han characters that tell something: the frequent ones, and those that only one script has."""

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

# Frequent characters of which each of the two Chinese scripts has its own: simplified, traditional, and on.
_PAIRS = (
    "这這个個们們来來为為国國说說时時会會对對过過发發种種经經学學现現没沒动動还還进進样樣实實军軍无無"
    "与與长長机機开開关關点點业業将將两兩间間问問应應战戰头頭体體见見产產话話给給门門员員论論处處义義"
    "几幾认認条條系係气氣题題尔爾别別变變总總电電数數报報结結务務场場计計资資许許统統区區队隊决決马馬"
    "则則听聽却卻达達强強难難权權设設类類据據边邊张張该該规規万萬觉覺术術领領确確传傳师師观觀让讓识識"
    "带帶导導争爭运運书書东東车車风風飞飛网網络絡"
)
SIMPLIFIED = re.compile(f"[{_PAIRS[::2]}]")
"""Characters that only simplified Chinese has."""
TRADITIONAL = re.compile(f"[{_PAIRS[1::2]}]")
"""Their traditional counterparts, some of which Japanese and Korean have too."""
