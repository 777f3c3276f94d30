"""The address and the code of an invitation: made of its key and a number of its own, never kept.

The database holds hashes alone. Whoever reads it without the house's secret can follow no link.
"""

from __future__ import annotations

import base64
import hashlib
import secrets

from django.utils.crypto import salted_hmac

BYTES = 20
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Thirty-two that are not taken for each other when somebody copies them by hand."""
LONG = 12
ALIKE = str.maketrans("oil", "011")


def new_nonce() -> str:
    return secrets.token_hex(16)


def token(key: str, nonce: str) -> str:
    """What stands in the address: 160 bits, as thirty-two letters and digits."""
    return base64.b32encode(_secret("token", key, nonce)[:BYTES]).decode().lower()


def stop(key: str) -> str:
    """What stands in the address that stops letters to this row, whatever link it has by now."""
    return base64.b32encode(_secret("stop", key, "")[:BYTES]).decode().lower()


def mark(key: str, more: str) -> str:
    """What shows that somebody came by a letter, beside the link that stands on a page as well."""
    return base64.b32encode(_secret("mark", key, more)[:BYTES]).decode().lower()


def code(key: str, nonce: str) -> str:
    """What somebody copies from a card by hand: sixty bits, as twelve letters and digits."""
    return "".join(LETTERS[byte % 32] for byte in _secret("code", key, nonce)[:LONG])


def hashed(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def in_groups(word: str) -> str:
    """A code as it is printed.

    >>> in_groups("abcd2345efgh")
    'ABCD-2345-EFGH'
    """
    return "-".join(word[at : at + 4] for at in range(0, len(word), 4)).upper()


def read(typed: str) -> str:
    """A code as somebody typed it: capitals, spaces and letters that look alike do not matter.

    >>> read(" ABCD 2345-EFGO ")
    'abcd2345efg0'
    """
    word = "".join(letter for letter in typed.lower() if letter.isalnum())
    return word.translate(ALIKE)


def _secret(what: str, key: str, nonce: str) -> bytes:
    salt = f"closeknit.invitation.{what}"
    return salted_hmac(salt, f"{key}.{nonce}", algorithm="sha256").digest()
