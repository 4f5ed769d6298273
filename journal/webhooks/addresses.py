"""Which addresses may be told anything: those of the public internet, by a list of what is not. Pure.

`ipaddress.is_private` and `is_global` miss some of these, and change with Python's version. The list is that of IANA's
registries of special purposes, and what carries another address inside itself.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NOT_PUBLIC_4 = tuple(
    IPv4Network(each)
    for each in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by customers of a carrier
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local; clouds tell secrets there
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_UNICAST_6 = IPv6Network("2000::/3")
"""All that is given out. Everything else is loopback, local, multicast, or has an IPv4 address inside (NAT64)."""

_NOT_PUBLIC_6 = tuple(
    IPv6Network(each)
    for each in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address inside
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_INTRANET: tuple[IPv4Network | IPv6Network, ...] = (
    *(IPv4Network(each) for each in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
    *(IPv6Network(each) for each in ("::1/128", "fc00::/7")),
)


def may_be_told(text: str, *, intranet: bool) -> bool:
    """Whether a socket may be opened to this address, as the resolver gave it.

    `intranet`: also to addresses of one's own network and machine. Link-local ones, where clouds keep their secrets,
    are never told anything.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False  # also one with a zone
    if isinstance(address, IPv6Address) and address.scope_id is not None:
        return False
    if intranet and any(address in net for net in _INTRANET if net.version == address.version):
        return True
    return _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in net for net in _NOT_PUBLIC_4)
    return address in _UNICAST_6 and not any(address in net for net in _NOT_PUBLIC_6)
