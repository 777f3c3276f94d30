"""The matrix says at the end how many cells it tried, however many processes shared them out."""

from __future__ import annotations

from typing import Any

import pytest

from .tally import TOLD


def pytest_sessionfinish(session: Any) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["cells"] = (TOLD.tried, TOLD.failed)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    tried, failed = getattr(node, "workeroutput", {}).get("cells", (0, 0))
    TOLD.tried += tried
    TOLD.failed += failed


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if TOLD.tried:
        terminalreporter.write_line(f"{TOLD.tried} cells tried, {TOLD.failed} failed")
