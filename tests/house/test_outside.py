"""The house calls nobody but its mail server, and knows its own address from one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import get_connection
from django.test import Client

from tests.cast import assemble, entered

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"
ASKING = {
    "urllib.request", "urllib3", "http.client", "requests", "httpx", "aiohttp", "ftplib",
    "telnetlib", "xmlrpc.client", "imaplib", "poplib", "socketserver",
}  # fmt: skip
OPENS_A_SOCKET = {"manage/serve.py", "manage/server.py", "workshops/live/valkey.py"}
"""The first two listen at the door; the last asks the one store that the settings name, if any."""
KNOWS_THE_HOST = {
    "accounts/demo.py": "whether somebody is at this very machine",
    "accounts/views/words.py": "whether the page to go back to is one of ours",
}


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def test_nothing_here_can_ask_another_server():
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        assert not imports(path) & ASKING, name
        assert "socket" not in imports(path) or name in OPENS_A_SOCKET, name


def test_addresses_of_the_house_come_from_one_setting():
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        asks = re.search(
            r"build_absolute_uri|get_host\(|get_current_site|HTTP_HOST", path.read_text()
        )
        assert not asks or name in KNOWS_THE_HOST, name


def test_letters_hold_no_address_made_from_a_request():
    """Digits instead of links: what a request says about its host never reaches a letter."""
    for letter in SOURCE.rglob("email/*_message.txt"):
        text = letter.read_text(encoding="utf-8")
        assert not re.search(r"activate_url|password_reset_url|site\.domain|://", text), letter


@pytest.mark.django_db
def test_a_letter_never_names_a_host_that_somebody_sent(cast: Any, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]
    Client().post("/enter/", {"email": "maya@example.org"}, HTTP_HOST="evil.example.com")
    Client().post("/enter/forgotten/", {"email": "maya@example.org"}, HTTP_HOST="evil.example.com")
    assert len(mailoutbox) == 2
    for letter in mailoutbox:
        assert "evil" not in str(letter.message())


@pytest.mark.django_db
def test_no_page_before_a_network_calls_anybody(nobody_outside):
    """Nor does any page of a network (test_pages), nor any deed (test_once)."""
    maya = entered(assemble(), "maya")
    for name in ("/", "/enter/", "/join/", "/account/", "/patterns/", "/begin/", "/nowhere/"):
        Client().get(name)
        maya.get(name)
    assert nobody_outside == []


def test_a_mail_server_is_the_one_thing_called(nobody_outside, settings):
    """So that the watch above can fail: a letter through SMTP is seen by it."""
    post = get_connection(
        "django.core.mail.backends.smtp.EmailBackend", host="mail.example.org", port=25
    )
    with pytest.raises(OSError, match="nobody asks for"):
        post.open()
    assert nobody_outside == ["mail.example.org"]
