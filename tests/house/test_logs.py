"""What the server writes down holds no name, no address and nothing anybody wrote or typed."""

from __future__ import annotations

import io
import logging
import smtplib
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from closeknit.accounts.models import Account
from closeknit.manage.worker import Helper
from closeknit.networks import person_page
from closeknit.networks.models import Contact, Network, Note, Wish
from closeknit.plans.models import Intention
from closeknit.stories.models import Moment
from tests.addresses import OF_A_NETWORK, address, fill
from tests.cast import Cast, entered

pytestmark = pytest.mark.django_db
BIRD = "zzcanaryzz"


@pytest.fixture
def terminal() -> Iterator[io.StringIO]:
    """What the handlers of the house write, as an operator reads it on the terminal."""
    told = io.StringIO()
    handlers = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    assert handlers, "the house writes somewhere"
    before = [handler.setStream(told) for handler in handlers]
    yield told
    for handler, stream in zip(handlers, before, strict=True):
        handler.setStream(stream)


@pytest.fixture
def caged(cast: Cast) -> Cast:
    """Maya's network with a bird in everything that anybody can write."""
    Account.objects.filter(pk=cast.maya.account).update(
        name=f"Maya {BIRD}", email=f"{BIRD}@example.org"
    )
    Network.everyones.filter(pk=cast.network.pk).update(name=BIRD, purpose=BIRD)
    june = cast.people["june"]
    june.revise(cast.maya, 1, name=BIRD, known_as=BIRD)
    Contact.make(cast.maya, person=june, how="email", value=f"{BIRD}@example.org")
    Note.make(cast.maya, person=june, text=BIRD)
    Wish.make(cast.maya, kind="companion", words=BIRD)
    Moment.make(cast.maya, person=june, text=BIRD)
    Intention.make(cast.maya, words=BIRD)
    return cast


def test_pages_and_everything_typed_wrong(caged, terminal, capfd):
    parts = fill(caged)
    client = entered(caged, "maya")
    client.raise_request_exception = False
    for name in OF_A_NETWORK:
        where = address(name, parts)
        client.get(where, {"find": BIRD, "page": BIRD})
        client.post(where, dict.fromkeys(("name", "text", "value", "circle", "day"), BIRD))
        client.put(where, {"name": BIRD})
    logging.getLogger("django.request").error("Whether anything is written at all")
    assert "Whether anything is written at all" in terminal.getvalue()
    assert BIRD not in terminal.getvalue() + "".join(capfd.readouterr())


def test_addresses_that_lead_nowhere_and_hosts_that_are_not_ours(caged, terminal, capfd):
    client = entered(caged, "maya")
    client.get(f"/n/{BIRD}/map/?name={BIRD}")
    client.get(f"/{BIRD}/%00{BIRD}")
    client.get("/", headers={"host": f"{BIRD}.example.org"})
    client.get("/", headers={"cookie": f"closeknit_session={BIRD}"})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(caged.account("maya"))
    where = reverse("add_people", args=[caged.network.pk])
    strict.post(where, {"name": BIRD, "csrfmiddlewaretoken": BIRD})
    assert BIRD not in terminal.getvalue() + "".join(capfd.readouterr())


def test_a_page_that_breaks_is_told_by_its_kind_and_place(caged, terminal, capfd, monkeypatch):
    def broken(*_args: object) -> None:
        try:
            raise KeyError(f"{BIRD}: the one below")
        except KeyError as error:
            raise ValueError(f"Maya {BIRD} <{BIRD}@example.org>") from error

    monkeypatch.setattr(person_page, "taking_part", broken)
    client = entered(caged, "maya")
    client.raise_request_exception = False
    answer = client.get(
        reverse("person", args=[caged.network.pk, caged.people["june"].pk]), {"name": BIRD}
    )
    assert answer.status_code == 500
    assert BIRD.encode() not in answer.content
    assert "builtins.ValueError" in terminal.getvalue()
    assert "person_page" in terminal.getvalue()
    assert BIRD not in terminal.getvalue() + "".join(capfd.readouterr())


def test_a_letter_that_cannot_be_sent(caged, terminal, capfd, monkeypatch):
    def refused(*_args: object, **_more: object) -> None:
        raise smtplib.SMTPRecipientsRefused({f"{BIRD}@example.org": (550, BIRD.encode())})

    monkeypatch.setattr(mail.EmailMessage, "send", refused)
    client = Client(raise_request_exception=False)
    client.post(reverse("account_request_login_code"), {"email": f"{BIRD}@example.org"})
    assert "SMTPRecipientsRefused" in terminal.getvalue()
    assert BIRD not in terminal.getvalue() + "".join(capfd.readouterr())


def test_a_photo_that_cannot_be_opened(caged, terminal, capfd):
    where = reverse("person_face", args=[caged.network.pk, caged.people["june"].pk])
    photo = SimpleUploadedFile(f"{BIRD}.png", b"\x89PNG\r\n\x1a\n" + BIRD.encode(), "image/png")
    answer = entered(caged, "maya").post(where, {"face": "photo", "photo": photo, "part": "middle"})
    assert answer.status_code == 422
    assert BIRD not in terminal.getvalue() + "".join(capfd.readouterr())


def test_work_in_the_background_that_breaks(terminal, capfd, monkeypatch):
    helper = Helper()

    def broken() -> None:
        helper.ended.set()
        raise RuntimeError(f"{BIRD}@example.org")

    monkeypatch.setattr(helper.worker, "run", broken)
    helper.ended.clear()
    monkeypatch.setattr("closeknit.manage.worker.connections.close_all", lambda: None)
    helper.work()
    assert "builtins.RuntimeError" in terminal.getvalue()
    assert BIRD not in terminal.getvalue() + "".join(capfd.readouterr())


def test_what_other_programs_say_is_told_without_what_was_filled_in(terminal):
    for name in ("django.db.backends", "django_tasks", "uvicorn.error", "asyncio", "allauth"):
        logging.getLogger(name).error("Said of %s", BIRD)
        logging.getLogger(name).error("Said of %(who)s", {"who": BIRD}, extra={"who": BIRD})
        logging.getLogger(name).error(ValueError(BIRD))
    assert terminal.getvalue().count("Said of") >= 2
    assert "ValueError" in terminal.getvalue()
    assert BIRD not in terminal.getvalue()
