"""Looking changes nothing, and nothing is done for a page that is not ours."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from tests.addresses import ALL, OF_A_NETWORK, OF_A_WORKSHOP, address, fill
from tests.again import forgotten_afterwards
from tests.cast import Cast, assemble, entered
from tests.deeds import BY, DEEDS, typed
from tests.rows import changed, everything

from .test_doors import LETTERS
from .test_pages import LOOKING

pytestmark = pytest.mark.django_db
EVERYBODY = ("maya", "rosa", "kofi", "tanya", "lena", "")
UNSAFE = ("post", "put", "patch", "delete")
KEYS = ("key", "token", "visit", "recovery", "which")
# Of rows that are not there; tests/workshops opens those that are.
WORKSHOP = {part for name in OF_A_WORKSHOP for part in ALL[name].pattern.regex.groupindex}
MORE = {**dict.fromkeys((*KEYS, *sorted(WORKSHOP), "recap"), "a" * 16), "whose": "me", "pk": "1"}


def browser(cast: Cast, who: str, **more: bool) -> Client:
    client = Client(raise_request_exception=False, **more)
    if who:
        client.force_login(cast.account(who))
    return client


def where(name: str, cast: Cast) -> str:
    """Any address of the house, with rows behind it where it wants some."""
    return address(name, {**MORE, **fill(cast)})


@pytest.mark.parametrize("who", EVERYBODY)
def test_looking_changes_nothing(who):
    """What the cast finds in their network they look at in test_pages."""
    cast = assemble()
    parts = {**MORE, **fill(cast)}
    client = browser(cast, who)
    if who:  # as whoever entered by themselves has it
        account = cast.account(who)
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
    before = everything(LOOKING)
    elsewhere = set(OF_A_NETWORK) if who in LETTERS.values() else set()
    for there in places(parts, elsewhere):
        assert client.get(there).status_code < 500, there
    for there in places(parts) if who == "maya" else ():
        assert client.head(there).status_code < 500, there
    assert changed(before, everything(LOOKING)) == set()


def places(parts: dict[str, str], without: Collection[str] = ()) -> list[str]:
    """Every address but these; the first steps by some of their questions."""
    steps = ("story", "people", "circles", "missing")
    found = [address(name, parts) for name in ALL if name not in without]
    return found + [address("first_step", {**parts, "step": step}) for step in steps]


# Whoever leaves must not be kept by an old page; nothing but the session ends (test_leaving).
# A mail program that stops letters has seen no page of ours (tests/notices/test_stopping.py).
# Choosing words stands on missing pages too, and asks the browser who sent it (test_words).
WITHOUT_TOKEN = {
    "choose_words",
    "leave_quickly",
    "stop_letters",
    "stop_place_letters",
}


@pytest.mark.parametrize("who", ["maya", ""])
def test_without_the_token_of_our_own_page_nothing_is_done(who):
    cast = assemble()
    parts = {**MORE, **fill(cast)}
    client = browser(cast, who, enforce_csrf_checks=True)
    before = everything({"accounts.Visit"})
    for name in sorted(ALL, key=lambda name: name in WITHOUT_TOKEN):  # the last ones end the visit
        for method in UNSAFE:
            refused = getattr(client, method)(address(name, parts)).status_code
            assert refused == 403 or name in WITHOUT_TOKEN, (name, method)
    assert changed(before, everything({"accounts.Visit"})) == set()


@pytest.mark.parametrize("how", ["another page's cookie", "another origin", "no cookie"])
def test_a_token_that_is_not_from_here_opens_nothing(how):
    """In one scene: what was made ready for a deed is forgotten before the next."""
    cast = assemble()
    parts = fill(cast)
    browsers = {who: browser(cast, who, enforce_csrf_checks=True) for who in ("maya", *BY.values())}
    tokens = {who: token_of(client) for who, client in browsers.items()}
    for name in DEEDS:
        who = BY.get(name, "maya")
        with forgotten_afterwards():
            assert refused(name, cast, dict(parts), browsers[who], tokens[who], how), name


def token_of(client: Client, where: str = "/begin/me/") -> str:
    return str(client.get(where).context["csrf_token"])


def refused(
    name: str, cast: Cast, parts: dict[str, str], client: Client, token: str, how: str
) -> bool:
    """Whether this deed is refused, and nothing done, when its token is not from here."""
    what, more = typed(name, cast, parts), {}
    cookies = client.cookies.copy()
    if how == "another origin":
        more["HTTP_ORIGIN"] = "https://evil.example.org"
    elif how == "no cookie":
        del client.cookies["closeknit_csrf"]
    else:
        token = token_of(Client(), "/enter/")
    before = everything()
    answer = client.post(address(name, parts), {**what, "csrfmiddlewaretoken": token}, **more)
    client.cookies = cookies
    return answer.status_code == 403 and changed(before, everything()) <= {"accounts.Visit"}


def test_the_same_with_our_own_token_is_done():
    """So that the tests above can fail."""
    cast = assemble()
    client = browser(cast, "maya", enforce_csrf_checks=True)
    token = str(client.get("/begin/me/").context["csrf_token"])
    there = where("add_note", cast)
    before = everything()
    answer = client.post(there, {"text": "Likes soup.", "csrfmiddlewaretoken": token})
    assert answer.status_code == 302
    assert "networks.Note" in changed(before, everything())
    assert entered(cast, "maya").get("/").status_code == 302
