"""Twenty tasks of every day by one switch, four times enlarged: docs/accessibility.md lists them.

Nothing here names a word of a page, so the same walk holds in French and in easy words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from closeknit.accounts.models import Visit
from closeknit.networks.models import Contact, Person
from closeknit.plans.models import Ask, Guest, Intention, Role, Touch, Turn
from closeknit.stories.models import Moment, Photo, Story
from tests.cast import Cast, assemble, circle, place
from tests.journeys.conftest import NARROW
from tests.journeys.switch import MOST, Switch
from tests.journeys.test_enlarged import ENLARGED
from tests.notices.scene import reached
from tests.plans.test_gatherings import lunch
from tests.stories.scene import asked, pictured, told

pytestmark = pytest.mark.django_db(transaction=True)
DOCS = Path(__file__).parents[2] / "docs/accessibility.md"
AWAY = "https://weather.example.org/"


@pytest.fixture
def cast() -> Cast:
    return assemble()


def comes_in(kofi: Switch, cast: Cast) -> bool:
    reached(cast.account("kofi"))
    kofi.page.context.clear_cookies()
    kofi.page.goto(reverse("account_request_login_code"))
    kofi.send("input[name=email]", "kofi@example.org")
    (code,) = re.findall(r"\d{3} \d{3}", str(mail.outbox[-1].body))
    kofi.send("input[name=code]", code)
    return Visit.objects.filter(account=cast.kofi.account).exists()


def finds_june(maya: Switch, cast: Cast) -> bool:
    maya.room("people")
    maya.send("#find", "June")
    maya.go("tbody a.person")
    return maya.page.url.endswith(f"/people/{cast.people['june'].pk}/")


def adds_bo(maya: Switch, cast: Cast) -> bool:
    maya.room("people")
    maya.go('main a[href$="/people/add/"]')
    maya.send("#id_name", "Bo")
    return Person.visible_to(cast.maya).filter(name="Bo").exists()


def moves_june_closer(maya: Switch, cast: Cast) -> bool:
    place(cast, "june", circle=2)
    maya.room("people")
    maya.go('main a[href$="/people/tree/"]')
    maya.go('.one-circle a[href="?circle=2"]')
    maya.open(f"#p-{cast.people['june'].pk} summary")
    maya.go(f"#p-{cast.people['june'].pk} button[value=closer]")
    return circle(cast, "june") == 1


def says_they_talked(maya: Switch, cast: Cast) -> bool:
    Intention.make(cast.maya, person=cast.people["june"], every=14)
    maya.room("intentions")
    maya.go("button[name=now]")
    return Touch.visible_to(cast.maya).filter(person=cast.people["june"]).exists()


def says_yes_to_a_role(kofi: Switch, cast: Cast) -> bool:
    said = {"kind": "advocate", "person": cast.people["kofi"], "words": "Comes along."}
    row = Role.ask(cast.maya, timezone.localdate(), **said)
    kofi.room("roles")
    kofi.go("main form:has(input[name=said][value=yes]) button")
    row.refresh_from_db()
    return bool(row.stands == "yes")


def lift(cast: Cast) -> Ask:
    soon = timezone.localdate() + dt.timedelta(days=3)
    ask = Ask.begin(cast.maya, title="A lift", first_on=soon, at=dt.time(16))
    ask.tell(cast.maya, ask.version)
    return ask


def takes_a_turn(kofi: Switch, cast: Cast) -> bool:
    lift(cast)
    kofi.room("asks")
    kofi.go('form[action$="/take/"] button')
    return Turn.visible_to(cast.kofi).get(person=cast.people["kofi"]).answer == "yes"


def gives_it_back(kofi: Switch, cast: Cast) -> bool:
    ask = lift(cast)
    Turn.take(cast.kofi, ask, cast.people["kofi"], ask.slots(timezone.now())[0])
    kofi.room("asks")
    kofi.go('form[action$="/back/"] button')
    return Turn.visible_to(cast.maya).get(person=cast.people["kofi"]).answer == "back"


def says_that_he_comes(kofi: Switch, cast: Cast) -> bool:
    lunch(cast, "kofi")
    kofi.room("gatherings")
    kofi.go('main a[href*="/gatherings/"]:not([href$=".ics"]):not([href$="/begin/"])')
    kofi.go("button[name=answer][value=yes]")
    return Guest.everyones.get(person=cast.people["kofi"]).answer == "yes"


def asks_for_help(maya: Switch, cast: Cast) -> bool:
    maya.room("asks")
    maya.go('main a[href$="/asks/new/"]')
    maya.write("#id_title", "Somebody for the boiler")
    soon = timezone.localdate() + dt.timedelta(days=2)
    maya.send("#id_first_on", f"{soon:%m%d%Y}")
    return Ask.visible_to(cast.maya).filter(title="Somebody for the boiler").exists()


def tells_a_moment(maya: Switch, cast: Cast) -> bool:
    maya.room("stories")
    maya.write("#id_text", "June brought soup.")
    maya.go("form[aria-labelledby=moment-title] > .row button[type=submit]")
    return Moment.visible_to(cast.maya).filter(text="June brought soup.").exists()


def hides_a_picture_of_himself(kofi: Switch, cast: Cast) -> bool:
    photo = pictured(cast, who="kofi")
    asked(cast, photo, "kofi")
    kofi.room("stories")
    kofi.go('main a[href$="/in-it/"]')
    kofi.go("form:has(input[name=hide]) button")
    return not Photo.visible_to(cast.tanya).filter(pk=photo.pk).exists()


def sees_who_sees_what(maya: Switch, cast: Cast) -> bool:
    maya.room("who-sees")
    return maya.page.url.endswith("/who-sees/")


def finds_whom_to_call(maya: Switch, cast: Cast) -> bool:
    Contact.make(cast.maya, person=cast.people["june"], how="phone", value="020 7946 0018")
    place(cast, "june", circle=1, gives={"emergency": ""})
    maya.room("simple/calls")
    maya.aim('a[href="tel:02079460018"]')
    return True


def chooses_easy_words(maya: Switch, cast: Cast) -> bool:
    maya.open(".top .tongues summary")
    maya.go(".top .tongues button[value$=easy]:not([aria-current])")
    return "easy" in cast.account("maya").language


def keeps_a_story_from_kofi(maya: Switch, cast: Cast) -> bool:
    story = told(cast, by="maya", who="june")
    maya.room("stories")
    maya.go(f'main a[href$="/stories/{story.pk}/"]')
    maya.go('main a[href*="/who-sees/story/"]')
    maya.open(".folded summary")
    maya.tick(".folded input[type=checkbox]")
    maya.go("#form button[type=submit]")
    return bool(Story.everyones.get(pk=story.pk).kept_out)


def leaves_quickly(maya: Switch, cast: Cast) -> bool:
    weather = {"content_type": "text/html", "body": "<title>Weather</title><h1>Rain</h1>"}
    maya.page.context.route(f"{AWAY}**", lambda way: way.fulfill(**weather))
    maya.open("button.leave-now")
    maya.page.wait_for_url(f"{AWAY}**")
    assert maya.presses <= 2
    return not Visit.objects.filter(account=cast.maya.account).exists()


def brings_something_back(maya: Switch, cast: Cast) -> bool:
    june = cast.people["june"]
    row = Contact.make(cast.maya, person=june, how="phone", value="020 7946 0018")
    row.bin(cast.maya)
    maya.room("bin")
    maya.go('main form[action*="/bin/"] button')
    row.refresh_from_db()
    return row.binned_at is None


def takes_everything_out(maya: Switch, cast: Cast) -> bool:
    maya.room("take-out")
    maya.aim("main form button[type=submit]")
    with maya.page.expect_download() as file:
        maya.press("Enter")
    return file.value.suggested_filename.endswith(".zip")


def signs_out(maya: Switch, cast: Cast) -> bool:
    maya.open(".bar summary.bar-entry")
    maya.go(".bar a.who")
    maya.go('main form[action$="/leave/"] button')
    return not Visit.objects.filter(account=cast.maya.account).exists()


Task = Callable[[Switch, Cast], bool]
# Who does it, in the words of docs/accessibility.md.
TASKS: dict[str, tuple[str, Task]] = {
    "come in": ("kofi", comes_in),
    "find a person": ("maya", finds_june),
    "add a person": ("maya", adds_bo),
    "move somebody closer": ("maya", moves_june_closer),
    "write down that you talked": ("maya", says_they_talked),
    "say yes to a role": ("kofi", says_yes_to_a_role),
    "take a turn": ("kofi", takes_a_turn),
    "give it back": ("kofi", gives_it_back),
    "say that you come": ("kofi", says_that_he_comes),
    "ask for help": ("maya", asks_for_help),
    "tell a moment": ("maya", tells_a_moment),
    "hide a picture of yourself": ("kofi", hides_a_picture_of_himself),
    "see who can see what": ("maya", sees_who_sees_what),
    "find whom to call": ("maya", finds_whom_to_call),
    "choose easy words": ("maya", chooses_easy_words),
    "keep a story from somebody": ("maya", keeps_a_story_from_kofi),
    "leave quickly": ("maya", leaves_quickly),
    "bring back what was taken away": ("maya", brings_something_back),
    "take everything out": ("maya", takes_everything_out),
    "sign out": ("maya", signs_out),
}
# No JavaScript goes with French: what is asked of the page is the same.
OTHER_WAYS: dict[str, tuple[str, dict[str, Any]]] = {
    "without JavaScript": ("en", {"java_script_enabled": False}),
    "in easy words": ("en-x-easy", {}),
    "in French": ("fr", {}),
    "on a phone": ("en", {"viewport": NARROW}),
}


@pytest.fixture
def walk(
    cast: Cast, visit: Callable[..., Page], come_in: Callable[..., Page], settings: Any
) -> Callable[..., int]:
    """`walk("take a turn")`: somebody does it; how many presses it took."""
    settings.EXIT_TO = AWAY

    def walked(name: str, words: str = "en", **context: Any) -> int:
        who, task = TASKS[name]
        account = cast.account(who)
        account.language = words
        account.save()
        page = come_in(visit(**{"viewport": ENLARGED, **context}), account)
        page.goto(reverse("today", args=[cast.network.pk]))
        switch = Switch(page)
        assert task(switch, cast), name
        return switch.presses

    return walked


@pytest.mark.parametrize("name", TASKS)
def test_by_one_switch_four_times_enlarged(name: str, walk: Callable[..., int]) -> None:
    assert 2 <= walk(name) <= MOST


def test_the_docs_list_every_one_of_them() -> None:
    listed = re.findall(r"^\| ([a-z ]+) \| (\d+) \|$", DOCS.read_text(), flags=re.MULTILINE)
    assert [name for name, _presses in listed] == [*TASKS]
    assert max(int(presses) for _name, presses in listed) <= MOST


@pytest.mark.long
@pytest.mark.parametrize("name", TASKS)
@pytest.mark.parametrize("way", OTHER_WAYS)
def test_in_other_ways(way: str, name: str, walk: Callable[..., int]) -> None:
    words, context = OTHER_WAYS[way]
    assert walk(name, words, **context) > 0
