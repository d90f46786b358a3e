"""The check digits of the standards, each as one function over the digits before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
"""Digits of base 32 without i, l, o and u (D. Crockford); ROR ids are written in them."""


def mod11(digits: str) -> str:
    """ISBN-10 (ISO 2108:1992) and ISSN (ISO 3297): weights up from 2 at the last digit; X is 10."""
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), 2))
    return "0123456789X"[-total % 11]


def mod10(digits: str) -> str:
    """ISBN-13 (ISO 2108:2017), which is an EAN-13: weights 1 and 3 in turn from the left."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)


def mod11_2(digits: str) -> str:
    """ORCID and ISNI: ISO/IEC 7064, MOD 11-2; X is 10."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]


def mod97_10(symbols: str) -> str:
    """ROR: ISO/IEC 7064, MOD 97-10, two digits over the base-32 value of `symbols`."""
    value = 0
    for symbol in symbols:
        value = value * 32 + CROCKFORD.index(symbol)
    return f"{98 - value * 100 % 97:02d}"


def fault(number: str, check: Mapping[int, Callable[[str], str]], signs: str) -> str:
    """What is wrong with a number of digits, in words; "" where its last is the right one.

    `check` is the function for each length that the number may have; `signs` says what may divide
    the digits, "hyphens".
    """
    if not re.fullmatch(r"[0-9]*X?", number):
        return f"it holds other characters than digits and {signs}"
    if len(number) not in check:
        return f"it has {len(number)} digits and should have {' or '.join(map(str, check))}"
    right = check[len(number)](number[:-1])
    if number[-1] != right:
        return f"the check digit is {number[-1]} and should be {right}"
    return ""
