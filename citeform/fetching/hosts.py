"""Hosts: which network addresses are public, so that nobody's URL reaches into one's own network."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Any

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_6TO4 = ipaddress.ip_network("2002::/16")

Resolver = Callable[..., Iterable[tuple[Any, ...]]]


class UnsafeHostError(OSError):
    """The host is not one that a user's URL may lead to."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet (IANA's special-purpose registries).

    Loopback, private, link-local, multicast, reserved and unspecified ones do not; an IPv6 address
    that stands for an IPv4 address (mapped, 6to4, NAT64) is judged by that one.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is None and found in _6TO4:
            inner = ipaddress.IPv4Address((int(found) >> 80) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def public_addresses(
    host: str, port: int, resolve: Resolver = socket.getaddrinfo
) -> list[tuple[str, int]]:
    """The host's addresses, to be connected to as they are.

    The connection must go to one of these and not to the name, which may lead elsewhere when it is
    looked up again. Raises `UnsafeHostError` where any of them is not public; `OSError` where
    there is none.
    """
    found = [(str(entry[4][0]), port) for entry in resolve(host, port, type=socket.SOCK_STREAM)]
    if not found:
        raise OSError(f"{host} has no address")
    for address, _ in found:
        if not is_public(address):
            raise UnsafeHostError(
                f"{host} is not a public host ({address}); allow it with allowed_hosts"
            )
    return list(dict.fromkeys(found))
