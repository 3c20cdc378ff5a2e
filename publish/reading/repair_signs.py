"""What repairs tell each other: control characters that no text holds, and the look of lines."""

import re

HIDDEN = "\x00"
"""Stands for a passage that is no prose."""
JOINED = "\x01"
"""Stands where a line end of the capture was, so that lines keep their numbers."""
INSERTED = "\x02"
"""A line of its own: it is not in the capture, and empty."""
SPLIT = "\x03"
"""Stands before a line end that is not in the capture."""

CODE = "\x04"
"""Stands for code in a line."""

BLOCK_START = re.compile(
    r"[ \t]*(?:[-+*>|]|#|\d{1,9}[.)](?=[ \t])|:[ \t]|\[\^|<|=+[ \t]*$|[\x00\x02]|$)(?!\*)"
)
"""A line that begins a block of its own, or is none; a line of bold text is none of these."""

SOLID = (
    "\u2e80-\u303f\u3040-\u312f\u31a0-\u31bf\u31f0-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef"
)
"""Han, kana and full-width marks, for a character class: what is set without blanks."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters, for a character class."""


def is_plain(line: str) -> bool:
    """True for a line of running text that is not indented: an indented one may belong to a list."""
    return not line.startswith(("  ", "\t")) and not BLOCK_START.match(line)


WIDE_BLANKS = "\u3000\u2003\u2002\u00a0"
"""Blanks that a line begins with as an indent, and that are no text there."""
