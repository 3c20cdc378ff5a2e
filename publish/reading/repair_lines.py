"""Lines that stand for themselves: references, addresses, code; and addresses that were torn in two."""

import re
from itertools import pairwise

from publish.reading.repair_signs import INSERTED, JOINED, is_plain

# Addresses -----------------------------------------------------------------------------------------

_TORN = re.compile(r"(?P<end>[-/?&=_%])[ \t]*\n(?P<rest>(?![\[!*#>+-])[!-~]+)")
_ADDRESS_BEFORE = re.compile(r"(?:^|[^(<\"'!-~]|[!-~](?<![(<\"'A-Za-z]))https?://[!-~]+$", re.IGNORECASE)


def join_torn_addresses(text: str) -> str:
    """A bare address that a tool wrapped after a hyphen or another sign that cannot end it."""
    return _TORN.sub(_joined_address, text)


def _joined_address(found: re.Match[str]) -> str:
    text, end, rest = found.string, found.start() + 1, found["rest"]
    line = text[text.rfind("\n", 0, end) + 1 : end]
    if "://" not in line or "://" in rest or not _ADDRESS_BEFORE.search(line):
        return found[0]
    goes_on = re.search(r"%|[?&]\w+=" if line.endswith("/") else r"[/%?=]", rest)
    return f"{found['end']}{rest}{JOINED}" if goes_on else found[0]


# Lines ---------------------------------------------------------------------------------------------

_REFERENCE = re.compile(r"\[\d{1,3}\](?![(\[:])")
_LETTERED = re.compile(r"[a-zA-Z][)）][ \t]*\S|[（(][a-zA-Z\d]{1,2}[)）]")
_ACCOUNT = re.compile(r"@[^\s@]{1,20}(?: [^\s@]{1,8})?")
_ADDRESS = re.compile(r"<?https?://[!-~]+")
_CODE = re.compile(r"(?=[^\n]*[=(){}])[ -~]*[\w)\]}\"' ][;{}][ \t]*")
_STOPS = re.compile(r"[。.!?！？)）\]】》”\"]\s*$")
_QUESTION = re.compile(r"\*\*[^*\n]{2,40}[？?！!]\*\*(?:  |\\)$")
_SHORT = 40
_ANY = re.compile(
    r"^[ ]?(?:\[\d|[a-zA-Z][)）]|[（(][a-zA-Z\d]|@)|https?://[!-~]+[ \t]*$|[;{}][ \t]*$"
    r"|[？?！!]\*\*(?:  |\\)$",
    re.MULTILINE,
)


def set_lines(text: str) -> str:
    """Each reference `[1] …`, lettered point, bare address and line of code in a line of its own."""
    passages = text.split("\n\n")
    for number, passage in enumerate(passages):
        if "\n" in passage and _ANY.search(passage):
            passages[number] = "\n".join(_set(passage.split("\n")))
    return "\n\n".join(passages)


def _set(lines: list[str]) -> list[str]:
    references = sum(map(bool, map(_REFERENCE.match, lines))) > 1
    lettered = sum(map(bool, map(_LETTERED.match, lines))) > 1
    out: list[str] = []
    for number, (line, following) in enumerate(pairwise(lines)):
        if not (line.strip() and is_plain(line) and following.strip() and is_plain(following)):
            out.append(line)
            continue
        if _QUESTION.fullmatch(line) and not number and len(following) > _SHORT:
            out += [line, INSERTED]
            continue
        ends = (
            (references and _REFERENCE.match(following))
            or (lettered and _LETTERED.match(following))
            or (not number and _ACCOUNT.fullmatch(line.strip()))
            or (_CODE.fullmatch(line) and following.isascii())
            or _parts_address(line, following, number + 2 == len(lines))
        )
        out.append(f"{line.rstrip()}  " if ends and not line.endswith(("  ", "\\")) else line)
    return [*out, lines[-1]]


def _parts_address(line: str, following: str, last: bool) -> bool:
    """True between an address that has its line to itself and a line that is not in its sentence."""
    if _ADDRESS.fullmatch(following.strip()):
        return (last and not line.rstrip().endswith((",", "，", "、", "：", ":"))) or bool(
            _STOPS.search(line) or _ADDRESS.fullmatch(line.strip())
        )
    return bool(_ADDRESS.fullmatch(line.strip()) and _REFERENCE.match(following))
