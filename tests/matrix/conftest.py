"""The matrix says at the end how many cells it tried."""

from __future__ import annotations

from typing import Any

from .tally import TOLD


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if TOLD.tried:
        terminalreporter.write_line(f"{TOLD.tried} cells tried, {TOLD.failed} failed")
