"""How often a law is tried: some of its examples each time, all of them in the long tier."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

FULL = os.environ.get("LAWS") == "full"
"""Set by `bin/test long`."""
SOME, LEAST = 0.3, 5


def tried(times: int = 100, **more: Any) -> settings:
    """For a law that is tried so many times. How long one takes on a busy machine is no law."""
    often = times if FULL else max(LEAST, round(SOME * times))
    return settings(max_examples=often, deadline=None, **more)
