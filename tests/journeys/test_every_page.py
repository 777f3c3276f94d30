"""Every page, for everybody who may open it: nothing that axe finds, and nothing it leaves open.

A part alone: `pytest -m long tests/journeys/test_every_page.py -k "rosa and 2-of-6"`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from playwright.sync_api import Page

from closeknit.accounts.models import Account
from closeknit.design.tongues import TONGUES, language
from closeknit.plans.models import Guest, Turn
from closeknit.stories.models import Consent
from closeknit.workshops.models import Lead, Seat
from tests.addresses import address, fill
from tests.cast import assemble, entered, sure
from tests.house.test_pages import OUTSIDE, PAGES
from tests.journeys.eyes import covered, small, steady, together, unequal
from tests.workshops.scene import workshop
from tests.workshops.test_doors import DOORS, by_link, parts_of
from tests.workshops.told import Evening, evening

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

SIZES = (
    {"width": 320, "height": 640},
    {"width": 390, "height": 844},
    {"width": 1280, "height": 900},
)
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast", "link-in-text-block"]}
LOOKS: tuple[tuple[Literal["light", "dark"], Literal["none", "active"], dict[str, Any]], ...] = (
    ("light", "none", {}),
    ("dark", "none", COLOURS),
    ("light", "active", COLOURS),
)
PARTS = 6
FEW_ASK = 5
"""On how many pages answers are known by their words, at the least."""
READERS = ("maya", "rosa", "kofi", "tanya")
# What axe cannot decide and somebody looked at: rule, what it is about, and why it is right.
REVIEWED: tuple[tuple[str, str, str], ...] = (
    (
        "color-contrast",
        r'^<text [^>]*class="(name|initials|second|me-name|ring-name|tray-name|chair-words)"',
        "Words of the map stand on plates of their own, which axe does not see in a drawing: "
        "tests/design/test_pairs.py computes each pair, and three pictures of the map were seen.",
    ),
    (
        "color-contrast",
        r"^<span>Who comes</span>$",
        "On 320 pixels these words of the lower bar take two lines; a picture shows them whole, "
        "in the ink and on the paper of the words beside them.",
    ),
    (
        "aria-required-children",
        r'^<ul id="suggested"',
        "The list of what was found so far is empty until somebody types.",
    ),
)
# New colours are there a frame after they were asked for, and once nothing moves any more.
SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => done()))))"""
# Nothing has the focus, and everything stands at its beginning.
UNTOUCHED = """() => { document.activeElement.blur();
  document.querySelectorAll("*").forEach((one) => one.scrollTo(0, 0)); }"""
ASKED = """wanted => axe.run(wanted).then((told) => ["violations", "incomplete"].flatMap((kind) =>
  told[kind].flatMap((rule) => rule.nodes.map((node) => [kind, rule.id, node.html.slice(0, 160),
    [...node.any, ...node.all, ...node.none].map((one) => one.message).join(" ")]))))"""


@dataclass(frozen=True)
class Found:
    kind: str
    rule: str
    html: str
    why: str

    @property
    def looked_at(self) -> bool:
        if self.kind != "incomplete":
            return False
        return any(self.rule == rule and re.search(what, self.html) for rule, what, _ in REVIEWED)

    def __str__(self) -> str:
        return f"{self.kind} {self.rule}: {self.html} ({self.why})"


def asked(page: Page, rules: dict[str, Any]) -> Iterator[Found]:
    """What axe finds, and what it leaves to people, under these rules."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE_SCRIPT}\n;null")
    page.evaluate(SETTLED)
    wanted = {"resultTypes": ["violations", "incomplete"]} | rules
    yield from (Found(*told) for told in page.evaluate(ASKED, wanted))


def beside_axe(page: Page) -> Iterator[str]:
    """What axe does not ask: whether all is in sight with its focus, large enough, and fair."""
    page.evaluate(SETTLED)
    yield from (f"covered with the focus: {one}" for one in covered(page))
    yield from (f"less than 44 pixels: {one}" for one in small(page))
    yield from (f"one answer larger: {one}" for one in unequal(page))
    page.evaluate(UNTOUCHED)


def left_open(page: Page) -> Iterator[str]:
    """In each size and each light, what nobody has looked at yet."""
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme, forced, rules in LOOKS:
            page.emulate_media(color_scheme=scheme, forced_colors=forced)
            look = f"{size['width']} {'forced' if forced == 'active' else scheme}"
            yield from (f"{look} {one}" for one in asked(page, rules) if not one.looked_at)
        page.emulate_media(color_scheme="light", forced_colors="none")
        yield from (f"{size['width']} {one}" for one in beside_axe(page))


class Places:
    """Where help, the way home and the way back stand: on all pages of a frame at one place."""

    def __init__(self) -> None:
        self.first: dict[tuple[int, str, str], str] = {}

    def moved(self, page: Page) -> Iterator[str]:
        for size in SIZES:
            page.set_viewport_size(size)  # type: ignore[arg-type]
            found = steady(page)
            for name in {"leaving", "staying safe"} - {name for name, *_rest in found}:
                yield f"{size['width']} {name} is nowhere"
            for name, frame, place in found:
                usual = self.first.setdefault((size["width"], name, frame), place)
                if place != usual:
                    yield f"{size['width']} {name} stands at {place}, elsewhere at {usual}"


def opens(client: Client, where: str) -> bool:
    """Whether a page of its own is there: no file, and not the way to another."""
    answer = client.get(where)
    return answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", "")


@pytest.fixture
def walked(visit: Callable[..., Page], live_server: Any) -> Callable[[Client, list[str]], str]:
    """`walked(client, places)`: what is wrong on each page that this browser may open."""

    def walk(client: Client, places: list[str]) -> str:
        page, open_to_them = visit(), [where for where in places if opens(client, where)]
        assert open_to_them
        page.context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}
                for name, cookie in client.cookies.items()
            ]
        )
        found, places_of = [], Places()
        for where in open_to_them:
            page.goto(where)
            found += [f"{where} {one}" for one in places_of.moved(page)]
            found += [f"{where} {one}" for one in sorted(set(left_open(page)))]
        return "\n".join(found)

    return walk


@pytest.mark.parametrize("part", range(PARTS), ids=lambda n: f"{n + 1}-of-{PARTS}")
@pytest.mark.parametrize("who", READERS)
def test_nothing_is_in_the_way_in_a_network(who: str, part: int, walked: Any) -> None:
    cast = assemble()
    parts = fill(cast)
    places = [address(name, parts) for name in PAGES[part::PARTS]]
    found = walked(sure(entered(cast, who)), places)
    assert not found, found


SAID = re.compile(r">\s*(?:Yes|No|Not now|Later|Maybe)\b[^<]*<")


def asks_something(client: Client, where: str) -> bool:
    """Whether two answers stand on this page, in English."""
    return opens(client, where) and len(SAID.findall(client.get(where).content.decode())) > 1


@pytest.mark.parametrize("tongue", [one for one in TONGUES if one != "en"])
def test_no_answer_is_larger_in_other_words(tongue: str, visit: Any, come_in: Any) -> None:
    cast = assemble()
    parts = fill(cast)
    found, places = [], set()
    for who in ("maya", "kofi"):
        page, client = visit(), sure(entered(cast, who))
        Account.objects.update(language="en")
        wanted = [address(name, parts) for name in PAGES]
        wanted = [where for where in wanted if asks_something(client, where)]
        Account.objects.update(language=tongue)
        come_in(page, cast.account(who))
        for where in wanted:
            page.goto(where)
            assert page.locator("html").get_attribute("lang") == language(tongue)
            for size in SIZES:
                page.set_viewport_size(size)  # type: ignore[arg-type]
                page.evaluate(SETTLED)
                places |= {where for _ in together(page)}
                found += [f"{where} {size['width']} {one}" for one in unequal(page)]
    assert len(places) >= FEW_ASK
    assert not found, "\n".join(found)


def asked_by_link() -> list[str]:
    """What June is asked without an account: a lift, a lunch, a yes to a story, to take part."""
    cast = assemble()
    parts = fill(cast)
    turn = Turn.everyones.get(pk=parts["turn"])
    turn.asked_now(cast.maya, link=True)
    Guest.everyones.get(pk=parts["guest"]).open_link(cast.maya)
    tokens = {
        "turn_link": turn.token,
        "answer_gathering": Guest.everyones.get(pk=parts["guest"]).token,
        "consent_link": Consent.everyones.get(pk=parts["consent"]).token,
        "asked_in": parts["token"],
    }
    return [address(name, {"token": token}) for name, token in tokens.items()]


def test_nothing_is_in_the_way_of_whoever_is_asked_by_a_link(walked: Any) -> None:
    places, client = asked_by_link(), Client()
    assert [where for where in places if not opens(client, where)] == []
    found = walked(client, places)
    assert not found, found


def leads_on(told: Evening) -> list[str]:
    """The link of whoever is asked to lead: as well, instead, or a group of its own."""
    here = told.here
    june = Seat.everyones.get(pk=here.june.pk)
    asked = [
        Lead.ask(here.rosa, here.series, "Tanya", "tanya@example.org"),
        Lead.ask(here.rosa, here.series, "Tanya", "tanya@example.org", hand_over=True),
        Lead.ask_peer(here.rosa, here.series, june),
    ]
    return [address("lead_link", {"token": one.token}) for one in asked]


def open_to_all(told: Evening) -> list[str]:
    """A workshop with a recap for everybody, and the pages that links of Pat and a lead open."""
    recap, series = told.publish(), told.here.series.pk
    named = {"workshop": series, "public_recaps": series, "sign_up": series}
    named |= {"host_page": told.here.series.host_id}
    places = [address(name, {"key": str(key)}) for name, key in named.items()]
    places += [address("public_recap", {"recap": recap.pk}), address("workshops", {})]
    return [*places, address("place", {"token": told.pat.token}), *leads_on(told)]


@pytest.mark.parametrize("who", ["nobody", "maya", "tanya"])
def test_nothing_is_in_the_way_of_a_workshop_from_outside(who: str, walked: Any) -> None:
    told = evening()
    places = open_to_all(told)
    client = Client() if who == "nobody" else sure(entered(told.here.cast, who))
    assert [where for where in places if not opens(client, where)] == []
    found = walked(client, places)
    assert not found, found


@pytest.mark.parametrize("who", ["rosa", "kofi", "june"])
def test_nothing_is_in_the_way_in_a_workshop(who: str, walked: Any) -> None:
    here = workshop()
    parts = parts_of(here)
    places = [address(name, parts) for name in DOORS]
    client = by_link(here.june) if who == "june" else sure(entered(here.cast, who))
    found = walked(client, places)
    assert not found, found


@pytest.mark.parametrize("who", ["nobody", "maya"])
def test_nothing_is_in_the_way_before_any_network(who: str, walked: Any) -> None:
    cast = assemble()
    parts = {"whose": "me", "key": "a" * 16, "pk": "1"}
    places = [address(name, parts) for name in OUTSIDE]
    client = Client() if who == "nobody" else sure(entered(cast, who))
    found = walked(client, places)
    assert not found, found
