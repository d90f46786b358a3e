from __future__ import annotations

import socket

import pytest

from citeform.fetching.hosts import UnsafeHostError, is_public, public_addresses


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450::1"]
)
def test_addresses_of_the_public_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "not an address",
        "",
    ],
)
def test_addresses_that_are_not(address: str) -> None:
    assert not is_public(address)


def resolver(*addresses: str):
    def resolve(host: str, port: int, **_: object):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    return resolve


def test_a_host_is_its_public_addresses() -> None:
    found = public_addresses("h", 80, resolver("8.8.8.8", "8.8.8.8", "9.9.9.9"))
    assert found == [("8.8.8.8", 80), ("9.9.9.9", 80)]


def test_one_private_address_spoils_the_host() -> None:
    with pytest.raises(UnsafeHostError, match=r"127\.0\.0\.1"):
        public_addresses("rebinding.example", 80, resolver("8.8.8.8", "127.0.0.1"))


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "2130706433", "0x7f.1", "[::1]".strip("[]")]
)
def test_other_spellings_of_loopback_are_seen_through(host: str) -> None:
    with pytest.raises(OSError):
        public_addresses(host, 80)
