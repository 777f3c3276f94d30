"""What every test about notices may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from closeknit.accounts.models import Account
from tests.cast import Cast

from .scene import Post, post_office, reached, through


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    """A real mail server, and the house that writes to it."""
    with post_office() as (kept, address):
        through(settings, address)
        yield kept


@pytest.fixture
def maya_told(cast: Cast) -> Account:
    return reached(cast.account("maya"))
