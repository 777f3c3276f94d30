"""What the operator writes in the environment, and what the house understands."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from closeknit import folder, settings
from closeknit.manage.log import PlainFormatter


def test_a_postgres_address_is_understood() -> None:
    there = settings.database(
        "postgres://rosa:p%40ss@db.example.org:5433/knit?sslmode=require", Path()
    )
    assert there["ENGINE"].endswith("postgresql")
    assert (there["USER"], there["PASSWORD"]) == ("rosa", "p@ss")
    assert (there["HOST"], there["PORT"], there["NAME"]) == ("db.example.org", "5433", "knit")
    assert there["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_is_understood() -> None:
    there = settings.database("postgresql://rosa@/knit?host=/run/pg", Path())
    assert (there["HOST"], there["NAME"]) == ("/run/pg", "knit")


@pytest.mark.parametrize("address", ["mysql://here/knit", "knit.sqlite3"])
def test_another_database_is_refused_in_words(address: str) -> None:
    with pytest.raises(ValueError, match="must begin with postgres://"):
        settings.database(address, Path())


def test_a_mail_server_is_understood() -> None:
    there = settings.mail("smtp://rosa:pass%20word@mail.example.org")
    assert (there["EMAIL_HOST"], there["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert there["EMAIL_HOST_PASSWORD"] == "pass word"
    assert there["EMAIL_USE_TLS"]
    assert not there["EMAIL_USE_SSL"]
    assert settings.mail("smtps://mail.example.org")["EMAIL_PORT"] == 465
    assert not settings.mail("smtp://localhost:25?tls=no")["EMAIL_USE_TLS"]


def test_a_site_to_leave_to_is_understood() -> None:
    weather = "https://weather.example.org/today?a=1"
    assert settings.elsewhere(weather, "knit.example.org") == weather


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "weather.example.org",
        "//weather.example.org",
        "https://",
        'https://a.example.org/"><b>',
        "https://a.example.org; url=javascript:x",
    ],
)
def test_what_is_no_site_is_refused_in_words(address: str) -> None:
    with pytest.raises(ValueError, match="must be an address that begins with https://"):
        settings.elsewhere(address, "knit.example.org")


def test_leaving_never_leads_back_here() -> None:
    with pytest.raises(ValueError, match="must lead away"):
        settings.elsewhere("https://knit.example.org/", "knit.example.org")


def test_reading_the_settings_makes_no_folder(tmp_path: Path) -> None:
    assert folder.secret(tmp_path / "none") != folder.secret(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder.prepare(tmp_path / "data")
    key = folder.secret(tmp_path / "data")
    folder.prepare(tmp_path / "data")
    assert folder.secret(tmp_path / "data") == key
    assert len(key) > 50


def test_the_usual_folder_follows_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/data")
    monkeypatch.setattr(sys, "platform", "linux")
    assert folder.usual() == Path("/srv/data/closeknit")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert folder.usual().parts[-3:] == ("Library", "Application Support", "closeknit")


def test_a_line_for_the_operator_holds_nothing_anybody_wrote() -> None:
    try:
        raise ValueError("Tío Ben is in hospital")
    except ValueError:
        trouble = sys.exc_info()
    line = PlainFormatter().format(
        logging.LogRecord(
            "django.request", 40, "f", 1, "%s: %s", ("Server Error", "/find/?q=Ben"), trouble
        )
    )
    assert "Ben" not in line
    assert "ValueError" in line
    assert "test_settings.py" in line
