"""Steps about several people on one page: how close they are, and who does what for whom."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from closeknit.home.forms.ties import CircleForm, SupportsForm, TieForm
from closeknit.home.steps import circled, first_open, helpers, pages
from closeknit.networks.door import NetworkRequest
from closeknit.networks.models import Person

from .walk import Walk


def circles(request: NetworkRequest) -> HttpResponse:
    """How close, how they know each other, paid or not, formal or not."""
    walk = Walk(request, "circles")
    answered = {key for key, chapter in walk.seen.chapters.items() if chapter.circle}
    return ask(walk, CircleForm, circled(walk.seen), answered)


def supports(request: NetworkRequest) -> HttpResponse:
    """What they do for the person, and the person for them."""
    walk = Walk(request, "supports")
    chapters = walk.seen.chapters.items()
    answered = {key for key, chapter in chapters if chapter.gives or chapter.receives}
    return ask(walk, SupportsForm, helpers(walk.seen), answered)


def ask(
    walk: Walk, form: type[TieForm], people: Sequence[Person], answered: set[str]
) -> HttpResponse:
    """A few people a page; each page is saved before the next is shown."""
    split = pages(people)
    if not split:
        return walk.leave_out() if walk.asks else redirect(walk.address("people"))
    number = page_number(walk, len(split)) or first_open(split, answered)
    page = split[number - 1]
    if walk.leaving_out:
        return turn_page(walk, number, len(split), left_out=True)
    forms = [form(walk.asks, person=person, seen=walk.seen) for person in page]
    wrong = any(one.errors for one in forms)
    late: list[TieForm] = []
    if walk.asks is not None and not wrong:
        late = [one for one in forms if not one.keep(walk.actor, timezone.localdate())]
        if not late:
            return turn_page(walk, number, len(split))
        for one in late:
            one.show_again()
    back = f"{walk.address(walk.step)}?page={number - 1}" if number > 1 else ""
    after = split[number] if number < len(split) else []
    names = ", ".join(person.name for person in after)
    shown = {"forms": forms, "theirs": late, "wrong": wrong, "back": back, "next_page": names}
    return walk.page(walk.step, **shown)


def page_number(walk: Walk, last: int) -> int:
    """The page that was asked for, if there is such a page."""
    asked = walk.request.GET.get("page", "")
    return next((number for number in range(1, last + 1) if asked == str(number)), 0)


def turn_page(walk: Walk, number: int, last: int, left_out: bool = False) -> HttpResponse:
    if number < last:
        return redirect(f"{walk.address(walk.step)}?page={number + 1}")
    return walk.leave_out() if left_out else walk.on()
