"""Addresses as an edition tells them to people: by their host."""

from urllib.parse import urlsplit

_LONGEST = 80


def host_of(address: str) -> str:
    """Where a page or picture should have come from: the host of its address, the file of its path."""
    try:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https"):
            return parts.hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return ""
    return "" if parts.scheme else parts.path.rpartition("/")[2][:_LONGEST]


def is_web(address: str) -> bool:
    """Whether this is the address of a page on a host, which a link can lead to."""
    return address.startswith(("http://", "https://")) and bool(host_of(address))
