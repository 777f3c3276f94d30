"""One file that is whole or nothing: a line that says what it is, then pieces under lock and key.

Each piece is AES-256-GCM under a key made of the words in the key file (scrypt). Its nonce holds
its place and whether it is the last one, so that pieces cannot be moved, left out or cut off; the
first line is authenticated with each of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from closeknit.manage.opening import Sorry

MAGIC = b"CLOSEKNIT BACKUP 1\n"
PIECE, TAG, LONGEST_LINE = 64 * 1024, 16, 8192
COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26}
SHORTEST = 16


@dataclass(frozen=True)
class Label:
    """The first line of a backup: what anybody may know who has the file and no key."""

    made_at: dt.datetime
    house: str
    version: str
    locked: dict[str, str]  # empty where the file is open

    @property
    def line(self) -> bytes:
        told = {**vars(self), "made_at": self.made_at.isoformat()}
        return json.dumps(told, sort_keys=True).encode() + b"\n"


def label_of(path: Path) -> Label:
    """What a file says of itself.

    Raises:
        Sorry: it is no backup.
    """
    with path.open("rb") as file:
        return read_label(file, path)


def read_label(file: BinaryIO, path: Path) -> Label:
    if file.readline(len(MAGIC)) != MAGIC:
        raise Sorry(f"{path} is not a backup of Closeknit.")
    try:
        told = json.loads(file.readline(LONGEST_LINE))
        when = dt.datetime.fromisoformat(told["made_at"])
        locked = {str(name): str(value) for name, value in told["locked"].items()}
        return Label(when, str(told["house"]), str(told["version"]), locked)
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise Sorry(f"{path} is damaged: its first line cannot be read.") from trouble


def key_words(path: Path) -> bytes:
    """The words in a key file.

    Raises:
        Sorry: there are none, or too few to keep anybody out.
    """
    words = path.read_bytes().strip()
    if len(words) < SHORTEST:
        raise Sorry(f"The key in {path} is too short: at least {SHORTEST} letters are needed.")
    return words


def new_lock() -> dict[str, str]:
    return {"salt": os.urandom(16).hex(), "nonce": os.urandom(7).hex()}


def made_of(words: bytes, lock: dict[str, str]) -> tuple[bytes, str]:
    """The key, and what shows whether the words are the right ones without telling them."""
    both = hashlib.scrypt(words, salt=bytes.fromhex(lock["salt"]), dklen=64, **COST)
    return both[:32], hashlib.sha256(both[32:]).hexdigest()


class Pieces:
    """What sealing and opening have in common: the key, and the number of the next piece."""

    def __init__(self, label: Label, key: bytes) -> None:
        self.cipher = AESGCM(key)
        self.start = bytes.fromhex(label.locked["nonce"])
        self.about = hashlib.sha256(MAGIC + label.line).digest()
        self.number = 0

    def nonce(self, last: bool) -> bytes:
        found = self.start + self.number.to_bytes(4, "big") + bytes([last])
        self.number += 1
        return found


class Writer:
    """Takes bytes and writes them down, locked where there are words for a key."""

    def __init__(self, file: BinaryIO, label: Label, words: bytes | None) -> None:
        self.file, self.pieces, self.waiting = file, None, bytearray()
        if words is not None:
            key, proof = made_of(words, label.locked)
            label.locked["proof"] = proof
            self.pieces = Pieces(label, key)
        file.write(MAGIC + label.line)

    def write(self, data: bytes) -> int:
        if self.pieces is None:
            return self.file.write(data)
        self.waiting += data
        while len(self.waiting) > PIECE:  # the last piece is never empty, unless all is
            self.put(self.pieces, bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(data)

    def put(self, pieces: Pieces, data: bytes, last: bool) -> None:
        self.file.write(pieces.cipher.encrypt(pieces.nonce(last), data, pieces.about))

    def end(self) -> None:
        if self.pieces is not None:
            self.put(self.pieces, bytes(self.waiting), last=True)


class Reader:
    """Gives back what was written, or says what is wrong with it."""

    def __init__(self, file: BinaryIO, path: Path, key_file: Path | None) -> None:
        self.file, self.path = file, path
        self.label = read_label(file, path)
        self.pieces: Pieces | None = None
        self.ready, self.ended = bytearray(), False
        if self.label.locked:
            self.pieces = self.unlocked(key_file)
        self.ahead = file.read(self.step)

    @property
    def step(self) -> int:
        return PIECE + TAG if self.pieces else PIECE

    def unlocked(self, key_file: Path | None) -> Pieces:
        if key_file is None:
            raise Sorry(f"{self.path} is locked: name its key with --key-file.")
        words = key_words(key_file)
        try:
            key, proof = made_of(words, self.label.locked)
            pieces = Pieces(self.label, key)
        except (KeyError, ValueError) as trouble:
            raise Sorry(f"{self.path} is damaged: its first line cannot be read.") from trouble
        if proof != self.label.locked.get("proof"):
            raise Sorry(f"The key in {key_file} does not open {self.path}: it has another one.")
        return pieces

    def read(self, size: int = -1) -> bytes:
        while not self.ended and (size < 0 or len(self.ready) < size):
            self.take()
        size = len(self.ready) if size < 0 else size
        given = bytes(self.ready[:size])
        del self.ready[:size]
        return given

    def take(self) -> None:
        piece, self.ahead = self.ahead, self.file.read(self.step)
        self.ended = not self.ahead
        try:
            self.ready += self.opened(piece)
        except InvalidTag as trouble:
            raise Sorry(f"{self.path} is damaged, was changed, or was cut off.") from trouble

    def opened(self, piece: bytes) -> Any:
        if self.pieces is None:
            return piece
        return self.pieces.cipher.decrypt(self.pieces.nonce(self.ended), piece, self.pieces.about)
