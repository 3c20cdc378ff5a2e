"""The one moment that a built file tells of: from the edition or the environment, never from the clock.

So the same edition gives the same bytes whenever it is built.
"""

import os
from datetime import UTC, datetime

from publish.model import Edition

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def modified(edition: Edition) -> datetime:
    """SOURCE_DATE_EPOCH (seconds since 1970, https://reproducible-builds.org/specs/source-date-epoch/),
    else the first moment of the edition's date, else of the year 2000; in UTC, to the second.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch.isascii() and epoch.isdigit():
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):  # beyond the year 9999
            return _NO_DATE
    return first_moment(edition.date) or _NO_DATE


def first_moment(date: str) -> datetime | None:
    """The beginning of a year, month or day (YYYY, YYYY-MM, YYYY-MM-DD); None for anything else."""
    parts = date.strip()[:10].split("-")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
