"""What stops an edition, and with which exit code.

    PublishError
    ├── UsageError        2  a wrong argument: no such file, format, theme
    ├── ConfigError       2  publish.toml, edition.toml
    ├── ReadError         4  a capture that cannot be read
    ├── DependencyError   5  a font, program or library is missing
    ├── RenderError       1  a renderer of ours failed
    ├── CheckError        7  the output is not valid; the file is withheld
    ├── PluginError       8  a plugin is broken or broke
    └── ThemeError        8  a theme is broken

Whatever can be worked around is a `Diagnostic`, not an error. Every message says what is wrong and where;
the hint says what to do.
"""

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from publish.diagnostics import Diagnostic


class Exit(IntEnum):
    """The exit codes of the command, and what they promise."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    WARNINGS = 3
    UNREADABLE = 4
    DEPENDENCY = 5
    ASSET = 6
    CHECK = 7
    PLUGIN = 8
    PARTIAL = 9
    INTERRUPTED = 130


class PublishError(Exception):
    """Something that stops this edition; others go on. `where` is a path, or a path and line."""

    exit_code: ClassVar[Exit] = Exit.UNEXPECTED

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class UsageError(PublishError):
    """A wrong argument."""

    exit_code = Exit.USAGE


class ConfigError(PublishError):
    """A settings file that is not right."""

    exit_code = Exit.USAGE


class ReadError(PublishError):
    """A capture that cannot be read."""

    exit_code = Exit.UNREADABLE


class DependencyError(PublishError):
    """A font, a program or a library is missing."""

    exit_code = Exit.DEPENDENCY


class RenderError(PublishError):
    """A renderer failed."""


class CheckError(PublishError):
    """A built file failed its checks and was withheld; `diagnostics` is all that they found."""

    exit_code = Exit.CHECK

    def __init__(
        self, message: str, *, where: str = "", hint: str = "", diagnostics: "tuple[Diagnostic, ...]" = ()
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.diagnostics = diagnostics


class PluginError(PublishError):
    """A plugin cannot be loaded, or failed."""

    exit_code = Exit.PLUGIN


class ThemeError(PublishError):
    """A theme cannot be loaded."""

    exit_code = Exit.PLUGIN
