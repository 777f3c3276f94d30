"""`closeknit serve`, as somebody types it: a real process, a real port, a real stop."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from closeknit.manage import serve as served
from closeknit.manage.headers import HEADERS
from tests import ready

COMMAND = [sys.executable, "-c", "from closeknit.manage import main; raise SystemExit(main())"]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def house(folder: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The process, its address, and what it said until it was open."""
    port = free_port()
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("CLOSEKNIT_", "DJANGO_"))}
    process = subprocess.Popen(
        [*COMMAND, "serve", "--no-browser", f"--port={port}", f"--data={folder}", *words],
        env=plain,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Stop with" in line:
                break
        yield process, f"http://localhost:{port}", said
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that several tests open one after the other."""
    folder = tmp_path_factory.mktemp("kept")
    ready.bring(str(folder / "closeknit.sqlite3"))
    return folder


def fetch(address: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, dict(answer.headers.items()), answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers.items()), error.read().decode()


def test_an_empty_folder_becomes_an_open_house(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with house(folder) as (process, address, said):
        assert f"Data folder: {folder}" in said
        assert address in said
        assert fetch(f"{address}/healthz")[2] == "ok\n"
        assert fetch(f"{address}/readyz")[2] == "ready\n"
        assert fetch(f"{address}/enter/")[0] == 200
        first = re.search(r"http://\S+/first/\S+", said)
        assert first
        assert fetch(first[0])[0] == 200
        assert fetch(f"{address}/demo/")[0] == 404
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / "secret").stat().st_mode & 0o077 == 0


def test_the_demo_lets_people_look_around_and_join(kept: Path) -> None:
    with house(kept, "--demo") as (process, address, said):
        assert f"{address}/demo/" in said
        assert "/first/" not in said
        assert fetch(f"{address}/demo/")[0] == 200
        assert fetch(f"{address}/join/")[0] == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_every_answer_of_the_real_server_carries_the_headers(kept: Path) -> None:
    with house(kept) as (_, address, _said):
        for path in ("/healthz", "/enter/", "/nowhere/", "/static/nothing.css"):
            _, headers, _ = fetch(address + path)
            lower = {name.lower(): value for name, value in headers.items()}
            for name, value in HEADERS.items():
                assert lower[name.lower()] == value, path
            assert "default-src 'none'" in lower["content-security-policy"]
            assert lower["cache-control"] == "no-store"
            assert "server" not in lower


def test_the_real_server_writes_down_nothing_of_what_is_asked(kept: Path) -> None:
    with house(kept) as (process, address, _said):
        for path in (
            "/n/zzcanaryzz/map/?name=zzcanaryzz",
            "/zzcanaryzz",
            "/enter/?next=zzcanaryzz",
        ):
            fetch(address + path)
        host, port = address.removeprefix("http://").split(":")
        for bytes_ in (b"zzcanaryzz\r\n\r\n", b"GET /zzcanaryzz HTTP/9.9\r\n\r\n"):
            with socket.create_connection((host, int(port)), timeout=5) as door:
                door.sendall(bytes_)
                door.recv(1000)
        process.send_signal(signal.SIGTERM)
        assert process.stdout
        told = process.stdout.read()
        assert process.wait(30) == 0
    assert "zzcanaryzz" not in told


def test_the_key_outlives_a_restart(kept: Path) -> None:
    keys = []
    for _ in range(2):
        with house(kept):
            keys.append((kept / "secret").read_text())
    assert keys[0] == keys[1]


def test_a_taken_port_is_one_clear_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert served.serve(["--port", str(port), "--no-browser"]) == 2
    told = capsys.readouterr().err
    assert re.fullmatch(rf"Port {port} is taken by another program\. Try --port \d+\.\n", told)


def test_a_place_that_cannot_be_a_folder_is_one_clear_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOSEKNIT_DATA", "")
    monkeypatch.setenv("CLOSEKNIT_URL", "http://localhost")
    for folder, why in ((tmp_path / "letter", "it is a file"), (tmp_path / "letter" / "in", "")):
        (tmp_path / "letter").write_text("Dear Maya")
        words = ["--port", str(free_port()), "--no-browser", "--data", str(folder)]
        assert served.serve(words) == 2
        told = capsys.readouterr().err
        assert told.startswith(f"The data folder {folder} cannot be used: {why}")
        assert len(told.splitlines()) == 1


@pytest.mark.parametrize("port", ["0", "65536", "near the door"])
def test_what_is_no_port_is_said_in_one_line(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        served.serve(["--port", port])
    assert left.value.code == 2
    assert "--port" in capsys.readouterr().err.splitlines()[-1]


def test_the_demo_is_not_shown_to_other_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert served.serve(["--demo", "--host", "0.0.0.0"]) == 2
    assert "only shown on this machine" in capsys.readouterr().err
