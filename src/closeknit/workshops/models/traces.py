"""What is kept of words somebody took back: enough to know them again, and not to read them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.crypto import salted_hmac

from closeknit.core.recap import RUN, SHORTEST, runs, size_of_a_run

MOST = 2000
"""So many are kept of one telling, the newest: some ten wordings of it."""


def traces(words: str) -> list[str]:
    """One for each run of words that nobody else would say by chance; no word stands in them."""
    size = size_of_a_run(words)
    return _of(words, size) if size >= SHORTEST else []


def more(kept: Collection[str], words: str) -> list[str]:
    """Those that are kept, and those of one more wording."""
    return [*dict.fromkeys([*kept, *traces(words)])][-MOST:]


def known(text: str, kept: Collection[str]) -> bool:
    """Whether a text holds words of which these are the traces."""
    return bool(kept) and not set(kept).isdisjoint(every(text))


def every(text: str) -> set[str]:
    """The traces of all that a text holds, however short it is."""
    return {one for size in range(SHORTEST, RUN + 1) for one in _of(text, size)}


def _of(text: str, size: int) -> list[str]:
    return [f"{size}{_sealed(run)}" for run in runs(text, size)]


def _sealed(run: str) -> str:
    """Whoever reads the database without the house’s secret finds nothing in it."""
    return salted_hmac("closeknit.traces", run, algorithm="sha256").hexdigest()[:16]
