"""Which addresses of the internet are everybody's: the only ones that pictures are fetched from.

What a capture names is chosen by strangers. A picture's address must not lead to this machine, to its
network, or to what a network hides behind special ranges (IANA's special-purpose registries, RFC 6890).
The numbers are judged, never the names: however a host is spelled, it is reached by a number.
"""

from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

# IPv4 beside what `is_global` refuses: protocols' own (RFC 6890), and relays of 6to4 (RFC 7526).
_SPECIAL_V4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24")))

# All of IPv6 that is given out to networks (RFC 4291, 2.4). Outside of it are loopback, private, link-local
# and multicast ranges, and those that hold an IPv4 address: mapped, compatible and NAT64 (RFC 6052).
_GIVEN_OUT = IPv6Network("2000::/3")
# Inside it: Teredo, ORCHID and other protocols (RFC 2928), documentation, 6to4 (RFC 3056).
_SPECIAL = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))


def is_public(number: str) -> bool:
    """Whether an address (`203.0.113.7`, `2001:db8::7`) is one of the public net, and of one host."""
    try:
        address = ip_address(number)  # a zone (fe80::1%eth0) is part of no public address
    except ValueError:
        return False
    if address.is_multicast or not address.is_global:
        return False
    if isinstance(address, IPv6Address):
        return address in _GIVEN_OUT and not any(address in network for network in _SPECIAL)
    return not any(address in network for network in _SPECIAL_V4)
