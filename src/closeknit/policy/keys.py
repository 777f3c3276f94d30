"""Names for rows that nobody can guess or count."""

import base64
import secrets


def new_key() -> str:
    """Sixteen letters and digits, eighty random bits: missing and denied stay alike."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()
