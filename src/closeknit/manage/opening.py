"""How a command comes in: which folder, the settings, one sentence where it cannot go on."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import Error

from closeknit import folder


class Sorry(Exception):
    """Why a command cannot go on, in one sentence for whoever typed it."""


def carefully(work: Callable[[], int]) -> int:
    """What the work answers; 2 and one line on standard error where it cannot go on."""
    try:
        return work()
    except Sorry as trouble:
        print(trouble, file=sys.stderr)
    except OSError as trouble:
        where = f"{trouble.filename}: " if trouble.filename else ""
        full = " Make room, and begin again." if trouble.errno == errno.ENOSPC else ""
        print(f"{where}{trouble.strerror or trouble}.{full}", file=sys.stderr)
    except (sqlite3.Error, Error) as trouble:
        # Its own words may hold an address, or what somebody wrote.
        print(f"The database cannot do it: {type(trouble).__name__}.", file=sys.stderr)
    except ImproperlyConfigured as trouble:
        print(trouble, file=sys.stderr)
    return 2


def choose(data: str | None) -> Path:
    """Say to the settings which folder is meant, before they are read."""
    if data:
        os.environ["CLOSEKNIT_DATA"] = str(Path(data).expanduser().resolve())
    return folder.chosen()


def settle(data: Path) -> None:
    """Read the settings for a house that is there, and was not left half restored.

    Raises:
        Sorry: there is none, or it is not whole.
    """
    if folder.is_cut_off(data):
        raise Sorry(f"{data}: {folder.CUT_OFF}.")
    read_settings()
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    if not Path(settings.DATABASES["default"]["NAME"]).is_file():
        raise Sorry(f"There is no house in {data}. Open it once: closeknit serve")


def read_settings() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.settings")
    import django

    django.setup()
