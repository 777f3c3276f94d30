"""Every page is said in each of the four ways, to everybody who may enter it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.utils import translation

from closeknit.design.tongues import TONGUES, language
from closeknit.policy.doors import door_for
from tests.addresses import OF_A_NETWORK, address, fill
from tests.cast import assemble, entered, sure
from tests.house.test_pages import NO_PAGE

pytestmark = pytest.mark.django_db
PAGES = [name for name in OF_A_NETWORK if door_for(name).look and name not in NO_PAGE]
OUTSIDE = ["/", "/safety/", "/account/", "/account/about/", "/new/", "/account/told/", "/nowhere/"]
READERS = [("maya", words) for words in TONGUES if words != "en"]
READERS += [(who, "fr-x-easy") for who in ("rosa", "kofi", "tanya")]


@pytest.fixture(autouse=True)
def nothing_stays_spoken():
    yield
    translation.deactivate()


@pytest.mark.parametrize(("who", "words"), READERS, ids="-".join)
def test_each_page_is_there_in_these_words(who: str, words: str) -> None:
    cast = assemble()
    parts = fill(cast)
    client = sure(entered(cast, who))
    steps = [address(name, parts) for name in PAGES if name != "first_step"]
    steps += [address("first_step", {**parts, "step": "people"}), *OUTSIDE]
    before = [client.get(there).status_code for there in steps]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = words
    for there, status in zip(steps, before, strict=True):
        answer = client.get(there)
        assert answer.status_code == status, there
        if "text/html" in answer.headers.get("Content-Type", "") and b"<html" in answer.content:
            page = answer.content.decode()
            assert f'<html lang="{language(words)}"' in page, there
            assert not re.search(r"%\(\w+\)", page), there
