"""What a letter says, in every part of it: nothing of anybody, unless somebody opened it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.core import mail

from closeknit.accounts.models import Account
from closeknit.networks.models import Network, Person
from closeknit.notices import sending
from closeknit.notices.models import Rhythm
from closeknit.plans.models import Ask
from tests.cast import Cast

from .scene import Post, asked, chooses, reached
from .things import ask_for, everything, meet

pytestmark = pytest.mark.django_db
CANARY = "canary"


def named_canary(cast: Cast) -> None:
    """Whoever and whatever is here is called so."""
    for person in Person.everyones.all():
        Person.everyones.filter(pk=person.pk).update(name=f"{CANARY} {person.name}")
    Network.everyones.all().update(name=f"{CANARY} network")
    Account.objects.all().update(name=f"{CANARY} account")


def posted(account: Account, **chosen: Any) -> Any:
    """The letter of this account, as its mailbox gets it."""
    mail.outbox.clear()
    chooses(account, **chosen)
    for key in sending.begin_slots():
        sending.send(key)
    (letter,) = mail.outbox
    return message_from_bytes(letter.message().as_bytes(), policy=default)


def every_part(letter: Any) -> str:
    """Every header and every part, as it goes out and as it is read."""
    said = [letter.as_string()]
    said += [f"{name}: {value}" for name, value in letter.items()]
    said += [part.get_content() for part in letter.walk() if not part.is_multipart()]
    return "\n".join(said)


@pytest.mark.parametrize("how", ["daily", "weekly"])
@pytest.mark.parametrize("who", ["maya", "rosa", "kofi", "tanya"])
def test_no_part_of_a_letter_says_a_word_of_anybody(who: str, how: str, cast: Cast) -> None:
    everything(cast, CANARY)
    named_canary(cast)
    letter = posted(reached(cast.account(who)), how=how)
    said = every_part(letter)
    assert CANARY not in said.lower()
    for key in (cast.network.pk, *Ask.everyones.values_list("pk", flat=True)):
        assert key not in said
    assert letter["Subject"] == "There is something new for you"
    assert [part.get_content_type() for part in letter.walk()] == ["text/plain"]
    assert "/new/" in said


def test_whoever_opened_a_network_reads_its_name_and_what_letters_may_say(cast: Cast) -> None:
    ask_for(cast, "Company on Thursday")
    meet(cast, "kofi", title="Sunday soup")
    letter = posted(reached(cast.account("kofi")), networks=[cast.network])
    said = letter.get_content()
    assert "Maya\n- Asked for: Company on Thursday\n- Will you come? Sunday soup" in said


def test_even_then_nothing_that_only_some_may_read(cast: Cast) -> None:
    """What is only mine, the person's or the stewards' is counted, and not said."""
    everything(cast, "open thing")
    asks = Ask.everyones.all()
    asks.update(audience="stewards")
    letter = posted(reached(cast.account("rosa")), networks=[cast.network])
    said = every_part(letter)
    assert "Asked for" not in said
    assert "at this role again" not in said
    assert "Will you come? open thing" in said
    assert re.search(r"- and \d more on the page", said)


@pytest.mark.parametrize("who", ["maya", "kofi"])
def test_ones_own_intentions_are_never_in_a_letter(who: str, cast: Cast) -> None:
    everything(cast, CANARY)
    for kind in (Ask,):
        kind.everyones.all().update(title="plain", place="", why="")
    letter = posted(reached(cast.account(who)), networks=[cast.network])
    assert "You meant to" not in every_part(letter)
    assert "make time" not in every_part(letter)


def test_another_network_stays_unnamed(cast: Cast) -> None:
    ask_for(cast, CANARY)
    letter = posted(reached(cast.account("kofi")), networks=[cast.other])
    assert CANARY not in every_part(letter)
    assert "Maya" not in every_part(letter)


def test_a_name_with_line_breaks_writes_no_header_and_no_line(cast: Cast) -> None:
    ask_for(cast, "Tea\r\nBcc: all@example.org\r\n\r\nHello")
    Network.everyones.filter(pk=cast.network.pk).update(name="Maya\nBcc: all@example.org")
    letter = posted(reached(cast.account("kofi")), networks=[cast.network])
    assert letter["Bcc"] is None
    assert "\nBcc" not in letter.get_content()
    assert "- Asked for: Tea Bcc: all@example.org Hello" in letter.get_content()


def test_a_letter_says_how_it_is_stopped_and_that_nobody_answers(cast: Cast) -> None:
    asked(cast)
    maya = reached(cast.account("maya"))
    letter = posted(maya)
    address = f"http://localhost:8000/letters/stop/{Rhythm.of(maya).token}/"
    assert letter["List-Unsubscribe"].strip() == f"<{address}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert address in letter.get_content()
    assert maya.pk not in letter["Message-ID"]


def test_whoever_wants_a_plain_name_gets_one(cast: Cast) -> None:
    asked(cast)
    Account.objects.filter(pk=cast.maya.account).update(neutral=True)
    said = every_part(posted(reached(cast.account("maya"))))
    assert "Notes" in said
    assert "loseknit" not in said.replace("closeknit@localhost", "")


def test_a_real_mail_server_gets_the_same(cast: Cast, maya_told: Account, post: Post) -> None:
    asked(cast)
    chooses(maya_told)
    for key in sending.begin_slots():
        sending.send(key)
    (letter,) = post.kept
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["To"] == "maya@example.org"
