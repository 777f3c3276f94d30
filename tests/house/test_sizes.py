"""Nothing grows past what one can read at once."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
LINES = {".py": 400, ".html": 80, ".css": 200, ".js": 150}


def files(ending: str) -> list[Path]:
    kept = ("migrations", "vendor", "locale")
    return [p for p in SOURCE.rglob(f"*{ending}") if not set(kept) & set(p.parts)]


@pytest.mark.parametrize("ending", LINES)
def test_no_file_is_too_long(ending: str) -> None:
    long = {
        str(path.relative_to(SOURCE)): count
        for path in files(ending)
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES[ending]
    }
    assert long == {}


def test_no_function_is_too_long() -> None:
    long = []
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            body = node.body[1:] if ast.get_docstring(node) else node.body
            if body and (body[-1].end_lineno or 0) - body[0].lineno >= 30:
                long.append(f"{path.relative_to(SOURCE)}: {node.name}")
    assert long == []
