"""What every test may ask for."""

from __future__ import annotations

import os

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_is_counted_yet(request: pytest.FixtureRequest) -> None:
    """Rate limits of one test do not reach into the next."""
    if "live_server" in request.fixturenames or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _browser_beside_the_database() -> None:
    """Playwright runs a loop in the test's own thread, which Django would refuse."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
