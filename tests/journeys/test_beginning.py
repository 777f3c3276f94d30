"""From nothing to a map of eight people, counted in pages, with and without JavaScript."""

import pytest
from playwright.sync_api import sync_playwright

from closeknit.accounts.models import Account
from closeknit.networks.models import Chapter, Network, Person, Wish

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("Rosa", "Inés", "Kofi", "June", "Dee", "Pat", "Sam")
BUDGET = 25
ENTERING = 3
"""Pages between the door and the first question: the address, the code, who it is."""


class Visitor:
    """Somebody at a browser, counting the pages they are shown."""

    def __init__(self, page, address):
        self.page, self.address, self.pages = page, address, 0

    def open(self, path):
        self.page.goto(self.address + path)
        self.pages += 1

    def press(self, name):
        self.page.get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        self.pages += 1

    def heading(self):
        return self.page.get_by_role("heading", level=1).inner_text()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(request, live_server, client):
    account = Account.objects.create_user("ana@example.org", name="Ana")
    client.force_login(account)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(java_script_enabled=request.param)
        context.add_cookies(
            [
                {"name": name, "value": cookie.value, "url": live_server.url}
                for name, cookie in client.cookies.items()
            ]
        )
        yield Visitor(context.new_page(), live_server.url)
        browser.close()


def begin_for_me(visitor):
    visitor.open("/")
    visitor.page.get_by_role("link", name="For me").click()
    visitor.pages += 1
    visitor.press("Save and go on")


def tell_a_story(visitor):
    visitor.page.get_by_label("What happened?").fill("A lift to choir, in the rain.")
    visitor.page.get_by_label("Who was it?").fill("Marco")
    visitor.press("Save and go on")
    visitor.page.get_by_label("I want a network so that").fill("I sing again.")
    visitor.press("Save and go on")
    visitor.page.get_by_label("People", exact=True).fill("\n".join(NAMES))
    visitor.press("Save and go on")


def answer_about_everybody(visitor):
    while "How close" in visitor.heading():
        for card in visitor.page.get_by_role("region").all():
            card.get_by_label("Friend", exact=False).first.check()
            card.get_by_label("No", exact=True).check()
        visitor.page.locator("form .button.primary").click()
        visitor.page.wait_for_load_state()
        visitor.pages += 1
    while "What do they do" in visitor.heading():
        for card in visitor.page.get_by_role("region").all():
            card.get_by_label("Someone to talk to").first.check()
        visitor.page.locator("form .button.primary").click()
        visitor.page.wait_for_load_state()
        visitor.pages += 1
    while "Who knows" in visitor.heading():
        visitor.page.get_by_role("checkbox").first.check()
        visitor.press("Save and go on")


def test_eight_people_are_on_the_map_in_at_most_twenty_five_pages(visitor):
    begin_for_me(visitor)
    tell_a_story(visitor)
    assert visitor.page.locator("svg.map").count() == 1
    answer_about_everybody(visitor)
    visitor.page.get_by_label("Fun and company").check()
    visitor.press("Save and go on")
    visitor.page.get_by_label("The small thing").fill("Ask Dee in for tea.")
    visitor.press("Save and go on")
    assert visitor.heading() == "Your map is drawn"
    print(f"pages: {visitor.pages} and {ENTERING} to enter")
    assert visitor.pages + ENTERING <= BUDGET
    actor = Network.of(Account.objects.get().pk).get().actor(Account.objects.get().pk)
    assert Person.visible_to(actor).count() == 8
    assert set(Chapter.visible_to(actor).values_list("circle", flat=True)) == {2}
    assert Wish.visible_to(actor).get().about == "fun"


def test_somebody_can_stop_in_the_middle_and_go_on_where_they_were(visitor):
    begin_for_me(visitor)
    tell_a_story(visitor)
    visitor.page.get_by_role("link", name="Stop for now").click()
    assert visitor.heading() == "Everything is saved"
    visitor.page.get_by_role("link", name="Go on").click()
    assert "How close" in visitor.heading()


def test_the_keyboard_alone_gets_through_a_question(visitor):
    begin_for_me(visitor)
    visitor.page.get_by_label("What happened?").focus()
    for key in ("Soup", "Tab", "Sam", "Tab", "Tab", "Enter"):
        typed = visitor.page.keyboard
        typed.press(key) if key in ("Tab", "Enter") else typed.type(key)
    visitor.page.get_by_role("heading", name="Why do you want a network?").wait_for()
