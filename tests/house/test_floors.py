"""The floors of the house hold: who may know whom."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_room_stands_on_its_floor() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


def test_the_command_line_thinks_without_a_framework() -> None:
    code = (
        "import sys; from closeknit.manage import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit('django' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


HEAVY = ("numpy", "scipy", "networkx", "igraph", "pandas", "pyarrow", "numba", "hypothesis")


def test_serving_pages_loads_nothing_heavy() -> None:
    code = (
        "import sys, django; django.setup()\n"
        "import closeknit.urls, closeknit.asgi, closeknit.manage.worker\n"
        "django.urls.get_resolver().url_patterns\n"
        f"sys.exit(', '.join(m for m in {HEAVY!r} if m in sys.modules) or 0)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
