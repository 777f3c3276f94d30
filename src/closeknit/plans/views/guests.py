"""Who comes: one’s own answer, what others said, a poll for a date, and the link of an answer."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from allauth.core import ratelimit
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.design.notices import tell
from closeknit.design.returning import back_or
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Contact, Person, Stale
from closeknit.networks.views.asked_in import shown_alone
from closeknit.networks.who_asks import who_asks
from closeknit.plans import meeting
from closeknit.plans.forms.gatherings import PollForm
from closeknit.plans.forms.guests import AnswerForm
from closeknit.plans.models import Gathering, Guest, Poll, Question, Reply
from closeknit.plans.models.guests import post_invitation
from closeknit.plans.models.polls import TooManyDays
from closeknit.policy import Actor, Denied, Role, Verb, may

from .answered import IT_IS_OVER, Spent, another_link


def gathering_guest(request: NetworkRequest, network: str, gathering: str, guest: str) -> Any:
    """What one of those asked says: by themselves, or as whoever plans it writes it down."""
    row = find(request, Gathering, gathering)
    actor = request.actor
    plans = may(actor, Verb.CHANGE, row.facts())
    people = {one.pk: one for one in Person.visible_to(actor)}
    one = _guest(row, guest, actor, plans, people)
    own = bool(actor.person) and one.person_id == actor.person
    if plans and (answer := _looked_after(request, one)):
        return answer
    form = _form(request, row, one)
    if request.method == "POST" and not one.takes_answers():
        messages.info(request, IT_IS_OVER)
        return redirect("gathering", network, gathering)
    if form.is_valid():
        try:
            _say(actor, one, form, own)
            tell(request, _("Thank you, it is written down. You can change it any time."))
            return redirect(back_or(request, reverse("gathering", args=[network, gathering])))
        except Stale as stale:
            one = stale.row
            form.go_on_from(one)
            status = 409
    else:
        status = 422 if form.errors else 200
    context = _about(request, row, one, own) | {"form": form, "plans": plans}
    return render(request, "plans/gathering_guest.html", context, status=status)


def _guest(row: Gathering, key: str, actor: Actor, plans: bool, people: dict[str, Person]) -> Guest:
    """One’s own place on the list; for whoever plans it also everybody they know of."""
    there: Any = row.guests
    one: Guest | None = there.filter(pk=key, binned_at=None).select_related("person").first()
    if one is None or row.is_draft:
        raise Http404
    own = bool(actor.person) and one.person_id == actor.person
    if not (own or (plans and one.person_id in people)):
        raise Http404
    one.gathering = row
    return one


def _form(request: HttpRequest, row: Gathering, one: Guest) -> AnswerForm:
    """The answer with days and questions; a button of another page sends the answer alone."""
    poll = meeting.open_poll(row)
    only = meeting.Company([meeting.Coming(one, me=True)])
    days = meeting.choices(poll, only, timezone.now()) if poll else []
    asked = meeting.own_questions(row, one.person_id)
    data = None
    if request.method == "POST":
        data = request.POST.copy()
        data.setdefault("words", one.words)
        for number, question in enumerate(asked):
            data.setdefault(f"reply-{number}", question.mine)
    return AnswerForm(data, guest=one, days=days, asked=asked)


def _say(actor: Actor, one: Guest, form: AnswerForm, own: bool) -> None:
    """Write down what was said, by whoever is asked or as they told it."""
    said = form.cleaned_data
    verb = one.say if own or actor.role is Role.LINK else one.was_told
    with transaction.atomic():
        verb(
            actor,
            said.get("version") or one.version,
            said.get("answer", one.answer),
            said["words"],
            form.dates(),
        )
        if replies := form.replies():
            asked = {row.pk: row for row in Question.of(one.gathering)}
            for key, words in replies:
                Reply.write(actor, one, asked[key], words)


def _about(request: NetworkRequest, row: Gathering, one: Guest, own: bool) -> dict[str, Any]:
    address = ""
    mails: list[Contact] = []
    if not own and one.has_link and one.leads():
        address = one.address
        mails = list(Contact.visible_to(request.actor).filter(person=one.person, how="email"))
    return {
        "row": row,
        "one": one,
        "own": own,
        "when": meeting.when(row, timezone.now()),
        "link": address,
        "mails": mails if one.may_be_written_to() else [],
        "asks": one.can_be_asked() and not own,
        "member": not own and one.takes_part(),
        "back": reverse("gathering", args=[row.network_id, row.pk]),
    }


def _looked_after(request: NetworkRequest, one: Guest) -> HttpResponse | None:
    """What whoever plans it does about one of those asked: a link, a letter, leave them out."""
    here = ("gathering_guest", one.network_id, one.gathering_id, one.pk)
    if "link" in request.POST:
        one.open_link(request.actor)
        return redirect(*here)
    if key := request.POST.get("to", ""):
        address = Contact.one_for(request.actor, key)
        if address is None or (address.person_id, address.how) != (one.person_id, "email"):
            raise Denied(one.resource)
        one.written_to(request.actor, address.pk)
        post_invitation.enqueue(one.pk, address.pk)
        tell(request, _("A letter is on its way. It says no name and nothing of what is planned."))
        return redirect(*here)
    if "out" in request.POST:
        one.leave_out(request.actor)
        tell(request, _("Not asked any more. Their link does not lead anywhere now."))
        return redirect("gathering", one.network_id, one.gathering_id)
    return None


# A poll for a date --------------------------------------------------------------------------------


def gathering_date(request: NetworkRequest, network: str, gathering: str) -> HttpResponse:
    """Which day suits? Days to choose from, what everybody said, and one that is picked."""
    row = find(request, Gathering, gathering, Verb.CHANGE)
    poll = meeting.open_poll(row)
    picked = request.POST.get("pick", "")
    if picked:
        if poll is not None:  # else it was tapped twice, or by two
            poll.pick(request.actor, picked)
            tell(request, _("The day is picked. Those who were asked see it."))
        return redirect("gathering", network, gathering)
    form = PollForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            Poll.ask(request.actor, row, form.cleaned_data["choices"])
            tell(request, _("Those who are asked can say which day suits."))
            return redirect("gathering_date", network, gathering)
        except TooManyDays as full:
            form.beyond(full.room)
    there = meeting.company(request.actor, row)
    context = {
        "row": row,
        "form": form,
        "days": meeting.choices(poll, there, timezone.now()) if poll else [],
        "back": reverse("gathering", args=[network, gathering]),
    }
    status = 422 if form.errors else 200
    return render(request, "plans/gathering_date.html", context, status=status)


# The link -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def answer_gathering(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody without an account is asked, and their answer. Looking changes nothing."""
    if not ratelimit.consume(request, action="answer_gathering"):
        late: HttpResponse = ratelimit.respond_429(request)
        return late
    found = Guest.led_by(token)
    if found is None:
        return _answered(request, token)
    one, actor = found
    with timezone.override(there(one)):
        form = _form(request, one.gathering, one)
        status = _by_link(one, actor, form) if request.method == "POST" else 200
        if status == 302:
            return redirect("answer_gathering", token)
        return _behind_link(request, one, {"form": form}, status)


def there(one: Guest) -> ZoneInfo:
    """The clock of where they meet: whoever comes by a link has none of their own."""
    return ZoneInfo(one.gathering.zone)


def _answered(request: HttpRequest, token: str) -> HttpResponse:
    """What was answered by this address; nothing where it leads nowhere."""
    found = Guest.spent_by(token)
    if found is None:
        return shown_alone(request, "plans/link_over.html", {}, 404)
    one, actor = found
    if request.method == "POST":
        another_link(request, one, actor, post_invitation)
        return redirect("answer_gathering", token)
    poll = meeting.open_poll(one.gathering)
    only = meeting.Company([meeting.Coming(one, me=True)])
    with timezone.override(there(one)):
        days = meeting.choices(poll, only, timezone.now()) if poll else []
        said = {"spent": Spent.of(one), "days": [day for day in days if day.mine]}
        return _behind_link(request, one, said)


def _behind_link(
    request: HttpRequest, one: Guest, more: dict[str, Any], status: int = 200
) -> HttpResponse:
    row = one.gathering
    context = {
        "row": row,
        "one": one,
        "when": meeting.when(row, timezone.now()),
        "asking": who_asks(row.network, row.author_id, theirs=True),
    }
    return shown_alone(request, "plans/answer_gathering.html", context | more, status)


def _by_link(one: Guest, actor: Actor, form: AnswerForm) -> int:
    """Write down what came by a link: 302 when it is, else why it is not."""
    if one.gathering.cancelled_at is not None:
        return 302
    if not form.is_valid():
        return 422
    try:
        _say(actor, one, form, own=True)
    except Stale as stale:
        if not stale.row.has_link:  # from another tab
            return 302
        form.go_on_from(stale.row)
        return 409
    return 302
