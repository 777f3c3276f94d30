"""The data folder: where it is, and how it is made once, for its owner alone."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from pathlib import Path

RESTORING = "restoring"
CUT_OFF = "a restore was cut off there. Begin it again: closeknit restore FILE --data DIR"


def is_cut_off(data: Path) -> bool:
    """Whether a restore stopped between the old house and the new one: neither may be opened."""
    return (data / RESTORING).exists()


def usual() -> Path:
    """Where this machine keeps a program's data."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "closeknit"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "closeknit"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "closeknit"


def chosen() -> Path:
    """The folder CLOSEKNIT_DATA names, else the usual one."""
    return Path(os.environ.get("CLOSEKNIT_DATA") or usual()).expanduser().resolve()


def prepare(data: Path) -> None:
    """Make the folder and the key that signs sessions, unless they are there.

    Raises:
        OSError: the place is a file, not for writing, or half restored.
    """
    if data.exists() and not data.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is a file")
    if is_cut_off(data):
        raise OSError(errno.EBUSY, CUT_OFF)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(data, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "you may not write there")
    try:
        handle = os.open(data / "secret", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50) + "\n")


def secret(data: Path) -> str:
    """The kept key; before there is one, a key that lasts for this process."""
    try:
        return (data / "secret").read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(50)
