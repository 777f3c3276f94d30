"""Why it changed between two days: one's own words, beside the two maps."""

from html import unescape

import pytest
import time_machine
from django.urls import reverse

from closeknit.networks.models import Between
from closeknit.networks.models.versions import Version

pytestmark = pytest.mark.django_db
DAYS = ("2025-01-01", "2026-01-01")


@pytest.fixture(autouse=True)
def _one_day():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


def at(cast, name, *more):
    return reverse(name, args=[cast.network.pk, *more])


def beside(browser, cast, since=DAYS[0], until=DAYS[1]):
    answer = browser.get(at(cast, "what_changed"), {"since": since, "until": until})
    return unescape(answer.content.decode())


def write(browser, cast, text, version="", days=DAYS):
    return browser.post(at(cast, "between", *days), {"text": text, "version": version})


def test_what_maya_wrote_stands_beside_the_two_maps_and_is_hers_alone(cast, maya, rosa):
    assert "Write down why" in beside(maya, cast)
    answer = write(maya, cast, "The move, and the choir.")
    assert answer.url == f"{at(cast, 'what_changed')}?since=2025-01-01&until=2026-01-01"
    assert "The move, and the choir." in beside(maya, cast)
    assert "The move" not in beside(rosa, cast)
    assert "The move" not in unescape(rosa.get(at(cast, "between", *DAYS)).content.decode())


def test_on_other_days_it_is_a_link_to_these_days(cast, maya):
    write(maya, cast, "The move.")
    page = beside(maya, cast, since="2019")
    assert "<q>The move." not in page
    assert "?since=2025-01-01&until=2026-01-01" in page
    assert "1 January 2025 to 1 January 2026" in page


def test_an_earlier_text_is_kept_when_it_is_changed(cast, maya):
    write(maya, cast, "The move.")
    write(maya, cast, "The move, and June.", version=1)
    row = Between.visible_to(cast.maya).get()
    assert row.text == "The move, and June."
    assert Version.before(row, cast.maya, 1)["text"] == "The move."


def test_two_windows_that_both_begin_get_both_texts(cast, maya):
    write(maya, cast, "From the kitchen.")
    answer = write(maya, cast, "From the phone.")
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "From the kitchen." in page
    assert "From the phone." in page
    assert Between.visible_to(cast.maya).get().text == "From the kitchen."


def test_it_is_taken_away_and_comes_back(cast, maya):
    write(maya, cast, "The move.")
    row = Between.visible_to(cast.maya).get()
    gone = maya.post(at(cast, "take_away", "why", row.pk))
    assert gone.url == f"{at(cast, 'what_changed')}?since=2025-01-01&until=2026-01-01"
    assert "<q>The move." not in beside(maya, cast)
    page = unescape(maya.get(at(cast, "bin")).content.decode())
    assert "Why it changed from 1 January 2025 to 1 January 2026" in page
    assert maya.post(at(cast, "bring_back", "why", row.pk)).status_code == 302
    assert "<q>The move." in beside(maya, cast)


@pytest.mark.parametrize(
    ("text", "said"), [("", "Please say something here."), ("x" * 4001, "4000")]
)
def test_what_cannot_be_kept_is_said_and_stays_typed(cast, maya, text, said):
    answer = write(maya, cast, text)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in page
    assert text in page


@pytest.mark.parametrize("days", [("soon", "2026-01-01"), ("2025-02-30", "2026-01-01")])
def test_what_is_no_day_leads_nowhere(cast, maya, days):
    assert maya.get(at(cast, "between", *days)).status_code == 404


def test_members_and_strangers_find_nothing(cast, enter):
    for name in ("kofi", "tanya", "lena"):
        assert enter(name).get(at(cast, "between", *DAYS)).status_code == 404
        assert write(enter(name), cast, "Let me in.").status_code == 404


def test_as_many_queries_for_rosa_as_for_maya(cast, enter, django_assert_max_num_queries):
    for who in ("maya", "rosa"):
        browser = enter(who)
        write(browser, cast, "The move.")
        beside(browser, cast)
        with django_assert_max_num_queries(15, info=who):
            beside(browser, cast)
