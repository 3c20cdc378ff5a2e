"""Where in an edition.toml something is said, for messages: `edition.toml:7`."""

from collections.abc import Sequence

import msgspec

from publish.settings import Key, nearest_line


class Place(msgspec.Struct, frozen=True):
    """A table of an edition.toml: `keys` lead to it in `text`. Empty where there is no file."""

    file: str = ""
    text: str = ""
    keys: tuple[Key, ...] = ()

    def inside(self, *keys: Key) -> "Place":
        """The place of a table in this one."""
        return Place(self.file, self.text, (*self.keys, *keys))

    def of(self, *keys: Key) -> str:
        """The file and the line of a key of this table or, where that cannot be told, of what holds it."""
        line = nearest_line(self.text, (*self.keys, *keys))
        return f"{self.file}:{line}" if line else self.file

    def of_value(self, key: Key, value: str) -> str:
        """The file and the line of a value in the list of this key, which may go over several lines."""
        line = self.line_of_value(key, value)
        return f"{self.file}:{line}" if line else self.file

    def line_of_value(self, key: Key, value: str) -> int:
        """The line of a value in the list of this key or, where that cannot be told, of the key; else 0."""
        lines = self.text.split("\n")
        first = nearest_line(self.text, (*self.keys, key))
        for number, line in enumerate(lines[max(first - 1, 0) :], max(first, 1)):
            if f'"{value}"' in line or f"'{value}'" in line:
                return number
        return first


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: “a”, “b” or “c”."""
    quoted = [f"“{name}”" for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
