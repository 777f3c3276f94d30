"""From nothing to a map of eight people, counted in pages, with and without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from closeknit.accounts.models import Account
from closeknit.home.steps import STEPS
from closeknit.networks.models import Chapter, Network, Person, Wish

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("Rosa", "Inés", "Kofi", "June", "Dee", "Pat", "Sam")
BUDGET = 25
ENTERING = 3
"""Pages between the door and the first question: the address, the code, who it is."""


class Visitor:
    """Somebody at a browser, counting the pages they are shown."""

    def __init__(self, page):
        self.page, self.pages = page, 0
        page.on("domcontentloaded", self.turned)

    def turned(self, _page):
        self.pages += 1

    def press(self, name="Save and go on"):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()

    def onward(self):
        with self.page.expect_navigation():
            self.page.locator("form .button.primary").click()

    def heading(self):
        """What is asked here; whoever calls it has waited for the page."""
        return self.page.get_by_role("heading", level=1).inner_text()


@pytest.fixture
def ana(db):
    return Account.objects.create_user("ana@example.org", name="Ana")


@pytest.fixture(params=["page", "plain", "phone"])
def visitor(request, come_in, ana):
    return Visitor(come_in(request.getfixturevalue(request.param), ana))


def begin_for_me(visitor):
    visitor.page.goto("/")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="For me").click()
    visitor.press()


def tell_a_story(visitor):
    visitor.page.get_by_label("What happened?").fill("A lift to choir, in the rain.")
    visitor.page.get_by_label("Who was it?").fill("Marco")
    visitor.press()
    visitor.page.get_by_label("I want a network so that").fill("I sing again.")
    visitor.press()
    visitor.page.get_by_label("People", exact=True).fill("\n".join(NAMES))
    visitor.press()


def answer_about_everybody(visitor):
    while "How close" in visitor.heading():
        for card in visitor.page.get_by_role("region").all():
            card.get_by_label("Friend", exact=False).first.check()
            card.get_by_label("No", exact=True).check()
        visitor.onward()
    while "What do they do" in visitor.heading():
        for card in visitor.page.get_by_role("region").all():
            card.get_by_label("Someone to talk to").first.check()
        visitor.onward()
    while "Who knows" in visitor.heading():
        visitor.page.get_by_role("checkbox").first.check()
        visitor.onward()


def test_eight_people_are_on_the_map_in_at_most_twenty_five_pages(visitor):
    begin_for_me(visitor)
    tell_a_story(visitor)
    expect(visitor.page.locator("svg.map")).to_have_count(1)
    answer_about_everybody(visitor)
    visitor.page.get_by_label("Fun and company").check()
    visitor.press()
    visitor.page.get_by_label("The small thing").fill("Ask Dee in for tea.")
    visitor.press()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Your map is drawn")
    print(f"pages: {visitor.pages} and {ENTERING} to enter")
    assert visitor.pages + ENTERING <= BUDGET
    account = Account.objects.get().pk
    actor = Network.of(account).get().actor(account)
    assert Person.visible_to(actor).count() == 8
    assert set(Chapter.visible_to(actor).values_list("circle", flat=True)) == {2}
    assert Wish.visible_to(actor).get().about == "fun"


def test_somebody_can_stop_in_the_middle_and_go_on_where_they_were(visitor):
    begin_for_me(visitor)
    tell_a_story(visitor)
    visitor.page.get_by_role("link", name="Stop for now").click()
    visitor.page.get_by_role("heading", name="Everything is saved").wait_for()
    visitor.page.get_by_role("link", name="Go on").click()
    visitor.page.get_by_role("heading", name="How close are they to you?").wait_for()


def test_the_keyboard_alone_gets_through_a_question(page, come_in, ana):
    come_in(page, ana)
    begin_for_me(Visitor(page))
    page.get_by_label("What happened?").focus()
    page.keyboard.type("Soup")
    page.keyboard.press("Tab")
    page.keyboard.type("Sam")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    page.get_by_role("heading", name="Why do you want a network?").wait_for()


def test_for_someone_i_love_it_stays_in_sight_that_they_were_not_asked(page, come_in, ana):
    come_in(page, ana)
    page.goto("/begin/loved/")
    page.get_by_label("The name of this person").fill("Olu")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Olu has not been asked yet").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("heading", name="Think of a time somebody turned up for Olu").wait_for()
    line = page.get_by_text("Olu has not been asked yet about this network.")
    expect(line).to_be_visible()
    page.get_by_role("link", name="This has changed").click()
    page.get_by_label("Olu said yes in words").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go on").click()
    expect(line).to_have_count(0)


def test_no_page_of_the_beginning_puts_a_barrier_up(page, come_in, ana, no_barrier):
    come_in(page, ana)
    network = Network.begin(ana.pk, "Olu", mine=False, agreed="not_yet")
    actor = network.actor(ana.pk)
    for path in ("/", "/invited/", "/begin/", "/begin/me/", f"/n/{network.pk}/agreed/"):
        page.goto(f"{path}?all=1")
        no_barrier(page)
    for name in ("people", "nobody"):
        page.goto(reverse("first_step", args=[network.pk, name]))
        no_barrier(page)
    Person.welcome_many(actor, [{"name": name} for name in NAMES[:3]])
    for name in STEPS:
        page.goto(reverse("first_step", args=[network.pk, name]))
        no_barrier(page)
    page.goto(reverse("first_steps", args=[network.pk]))
    no_barrier(page)
