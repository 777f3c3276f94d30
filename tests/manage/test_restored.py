"""A restored copy writes to nobody, and nothing that was handed out before leads into it."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts import recovery
from closeknit.accounts.models import Entry, Recovery, Visit
from closeknit.accounts.record import record
from closeknit.accounts.resting import MARK
from closeknit.accounts.tasks import forget_old_sessions
from closeknit.accounts.verify import verify
from closeknit.manage import returned, worker
from closeknit.networks.models import ByLink, Claim, Network
from closeknit.notices.models import Feed, Rhythm, Slot
from closeknit.workshops.models import Lead
from tests.addresses import fill
from tests.cast import Cast, entered
from tests.notices.scene import Post, post_office
from tests.workshops.scene import Workshop, workshop

from .houses import House, a_house
from .test_serve import COMMAND, free_port

# What is in the house before it is copied: somebody signed in, a calendar, letters that are due.
LIVED_IN = """
import django; django.setup()
from allauth.account.models import EmailAddress
from django.utils import timezone
from closeknit.accounts.models import Account
from closeknit.networks.models import Network, Person
from closeknit.notices.models import Feed, Rhythm
from closeknit.plans.models import Ask
for one in Account.objects.all():
    EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
kofi = Account.objects.get(email="kofi@example.org")
Rhythm.choose(kofi, how="daily", hour=timezone.now().hour)
maya = Account.objects.get(email="maya@example.org")
actor = Network.everyones.get(name="Maya").actor(maya.pk)
row = Ask.begin(actor, title="Company")
row.tell(actor, row.version)
Rhythm.objects.update(next_at=timezone.now())
print(Feed.make(kofi)[1])
"""


class Browser:
    """A browser that keeps its cookies, at one house."""

    def __init__(self, port: int) -> None:
        self.house, self.cookies = f"http://localhost:{port}", CookieJar()
        jar = urllib.request.HTTPCookieProcessor(self.cookies)
        self.opener = urllib.request.build_opener(jar)

    def get(self, page: str, data: bytes | None = None) -> tuple[int, str]:
        try:
            with self.opener.open(self.house + page, data, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as trouble:
            with trouble:
                return trouble.code, ""

    def asks_for_a_code(self) -> None:
        _, page = self.get("/enter/")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        said = {"email": "maya@example.org", "csrfmiddlewaretoken": token[1]}
        assert self.get("/enter/", urllib.parse.urlencode(said).encode())[0] == 200


@contextmanager
def opened(house: House, mail: str) -> Iterator[tuple[Browser, Any]]:
    """The real server on this house, with this mail server."""
    port, lines = free_port(), house.data.parent / f"{house.data.name}.lines"
    words = ["serve", "--no-browser", f"--port={port}"]
    with lines.open("w") as out:
        running = house.begin(*COMMAND, *words, CLOSEKNIT_SMTP=mail, out=out)
    try:
        wait_for(lambda: "Stop with" in lines.read_text(), lines)
        yield Browser(port), lines
    finally:
        running.kill()
        running.wait()


def wait_for(seen: Any, lines: Path, seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < until, lines.read_text()
        time.sleep(0.2)


@pytest.mark.long  # two houses are served, and a worker's beats are waited for; each rule is below
@pytest.mark.django_db(transaction=True)
def test_a_copy_sends_no_mail_and_its_feeds_are_dead_until_it_is_woken(tmp_path: Path) -> None:
    house = a_house(tmp_path)
    feed = f"/calendar/{house.runs(LIVED_IN).strip()}.ics"
    with post_office() as (nobody, silent):
        kept = tmp_path / "kept"
        house.kept(["backup", str(kept), "--unlocked"])
        copy = house.beside("copy")
        copy.kept(["restore", str(kept)])
        with opened(copy, silent) as (browser, lines):
            assert "it rests" in lines.read_text()
            assert browser.get(feed)[0] == 404
            browser.asks_for_a_code()
            wait_for(lambda: "To maya@example.org" in lines.read_text(), lines)
            time.sleep(2 * worker.BEAT + 2)  # a worker that is awake would have swept by now
            assert nobody.kept == []
            copy.kept(["restore", "--live"])
            browser.asks_for_a_code()
            wait_for(lambda: nobody.kept, lines)
            assert browser.get(feed)[0] == 404
    with post_office() as (post, mail), opened(house, mail) as (browser, lines):
        assert browser.get(feed)[0] == 200, "so that the copy’s 404 means something"
        wait_for(lambda: to(post, "kofi@example.org"), lines)
        browser.asks_for_a_code()
        wait_for(lambda: to(post, "maya@example.org"), lines)


def to(post: Post, address: str) -> bool:
    return any(letter["To"] == address for letter in post.kept)


# What it lets go ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_link_that_was_handed_out_leads_anywhere() -> None:
    there = workshop()
    cast = there.cast
    handed_out = links(cast, there, fill(cast)["token"])
    led = [page for page in handed_out if Client().get(page).status_code == 200]
    assert {page.split("/")[1] for page in led} == {"calendar", "i", "t", "g", "c", "place", "lead"}
    returned.let_go()
    assert {Client().get(page).status_code for page in led} == {404}


def links(cast: Cast, there: Workshop, invitation: str) -> list[str]:
    """The pages behind every kind of link that somebody has in a mailbox or on paper."""
    lead = Lead.ask(there.rosa, there.series, "Lena", "lena@example.org")
    feed = Feed.make(cast.account("kofi"))[1]
    found = [
        reverse("calendar_feed", args=[feed]),
        reverse("asked_in", args=[invitation]),
        reverse("place", args=[there.june.token]),
        reverse("lead_link", args=[lead.token]),
    ]
    for model in (kind for kind in apps.get_models() if issubclass(kind, ByLink)):
        for row in model.everyones.all():
            model.everyones.filter(pk=row.pk).update(**row.new_link())
            row.refresh_from_db()
            found.append(reverse(row.page, args=[row.token]))
    return found


@pytest.mark.django_db
def test_a_card_that_was_printed_opens_nothing(cast: Cast) -> None:
    network = Network.begin(cast.rosa.account, "Ben", mine=False)
    _, code = Claim.hand_out(network.actor(cast.rosa.account))
    assert Claim.led_by(code)
    returned.let_go()
    assert Claim.led_by(code) is None


NO_LINK = {
    "accounts.Entry.hash": "of the record",
    "accounts.Head.hash": "of the record",
    "accounts.PaperCode.hashed": "a code on paper is a way in, as a password is",
    "accounts.Recovery.hashed": "ended one by one",
}


def test_links_are_found_by_no_other_column() -> None:
    """Whoever adds a kind of link gives its column a name that a restored copy knows."""
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if model.__module__.startswith("closeknit.") and re.search("hash|token", field.name)
        if field.name not in returned.HASHES
    }
    assert found == set(NO_LINK)


@pytest.mark.django_db
def test_whoever_was_signed_in_is_not_any_more(cast: Cast) -> None:
    client = entered(cast, "rosa")
    assert client.get("/account/").status_code == 200
    recovery_of_rosa = Recovery.objects.create(
        account=cast.account("rosa"), kind="password", hashed="a", due_at=timezone.now()
    )
    returned.let_go()
    assert client.get("/account/").status_code == 302
    assert not Visit.objects.exists()
    recovery_of_rosa.refresh_from_db()
    assert recovery_of_rosa.ended_how == Recovery.Ended.REFUSED
    recovery.settle()


@pytest.mark.django_db
def test_letters_that_waited_are_not_sent(cast: Cast) -> None:
    forget_old_sessions.enqueue()
    slot = Slot.claim(cast.account("kofi"), "2026-11-28", timezone.now())
    assert slot
    Rhythm.choose(cast.account("kofi"), how="daily")
    cache.set("worker:of-the-other-house", 1)
    returned.let_go()
    slot.refresh_from_db()
    assert slot.state == Slot.State.NOTHING
    assert not returned.DBTaskResult.objects.exists()
    assert cache.get("worker:of-the-other-house") is None
    rhythm = Rhythm.objects.get()
    assert Rhythm.led_by(rhythm.token) == rhythm, "a letter of the copy can be stopped"


@pytest.mark.django_db
def test_the_record_says_that_it_was_restored_and_holds(cast: Cast) -> None:
    record(cast.maya, "changed", "person")
    returned.let_go()
    told = Entry.objects.filter(deed="restored").values_list("network", flat=True)
    assert set(told) == {"", *Network.everyones.values_list("pk", flat=True)}
    assert verify().troubles == []
    page = entered(cast, "maya").get(f"/n/{cast.network.pk}/record/").content.decode()
    assert "put everything back as it was in a backup" in page


@pytest.mark.django_db
def test_a_resting_worker_takes_nothing_up(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    (tmp_path / MARK).touch()
    worker.tick("one", 1_800_000_000.0)
    assert not returned.DBTaskResult.objects.exists()
    (tmp_path / MARK).unlink()
    worker.tick("one", 1_800_000_000.0)
    assert returned.DBTaskResult.objects.exists()
