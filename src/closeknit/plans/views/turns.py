"""Turns: taking one, answering, giving back, handing over, and asking the next one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from closeknit.design.notices import tell
from closeknit.design.returning import back_or
from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.models import Contact, Membership, Person, Stale
from closeknit.networks.views.editing import edit
from closeknit.plans.asked import SHOWN, helpers, is_mine, link_to, may_change
from closeknit.plans.forms.asks import AnswerForm
from closeknit.plans.models import Ask, HasOne, OneBesides, Over, Taken, Turn, post_asked
from closeknit.policy import Denied, Verb

from .answered import IT_IS_OVER

THANKS = {
    "yes": gettext_lazy("Thank you! It is yours."),
    "no": gettext_lazy("Thank you for saying so. A no is fine."),
    "later": gettext_lazy("Thank you. Later is fine."),
}

WHY: dict[type[Exception], Any] = {
    OneBesides: gettext_lazy("It is about money: one other is asked at a time, and nobody else."),
    Taken: gettext_lazy("Somebody just took this one. Thank you for wanting to."),
    Over: IT_IS_OVER,
    HasOne: gettext_lazy("There is a turn at this time already. One is enough."),
}
"""What is said to whoever may see the ask, and comes too late or once too often."""
TOO_LATE = tuple(WHY)


def turn_take(request: NetworkRequest, network: str, ask: str) -> HttpResponse:
    """Take a free turn in one tap; or write down that somebody said they take it."""
    row = find(request, Ask, ask)
    person = _taker(request, row)
    starts_at = moment(request.POST.get("starts_at", ""))
    if person is None or starts_at is None:
        messages.info(request, _("Choose a time and somebody first."))
        return redirect("ask", network, ask)
    if "every" in request.POST:
        return _every(request, row, person)
    try:
        turn = Turn.take(request.actor, row, person, starts_at)
    except TOO_LATE as error:
        messages.info(request, WHY[type(error)])
    else:
        back = reverse("turn_deed", args=[network, turn.pk, "back"])
        mine = is_mine(request.actor, turn)
        text = _("It is yours. Thank you!") if mine else _("Written down.")
        tell(request, text, undo=back)
    if request.POST.get("next") == "asks":
        return redirect("asks", network)
    return redirect("ask", network, ask)


def _every(request: NetworkRequest, row: Ask, person: Person) -> HttpResponse:
    """A standing turn: every time that is still free among those on the page."""
    times = row.slots(timezone.now(), SHOWN)
    many = len(Turn.take_every(request.actor, row, person, times))
    if many:
        text = ngettext("%(many)s turn is taken.", "%(many)s turns are taken.", many)
        tell(request, text % {"many": many} + " " + _("Thank you!"))
    elif row.is_open:
        messages.info(request, _("Somebody just took these. Thank you for wanting to."))
    else:
        messages.info(request, WHY[Over])
    return redirect("ask", row.network_id, row.pk)


def _taker(request: NetworkRequest, row: Ask) -> Person | None:
    """Whoever takes it: oneself; or, if one looks after the ask, whoever said so."""
    other = request.POST.get("person", "")
    if other and other != request.actor.person:
        return helpers(request.actor, row).get(other) if may_change(request.actor, row) else None
    return request.me


def moment(text: str) -> dt.datetime | None:
    """A moment as the page wrote it; None for anything else."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(dt.UTC) if found.tzinfo else None


def turn(request: NetworkRequest, network: str, turn: str) -> HttpResponse:
    """What I am asked, and yes, no or later; or what somebody said when they were asked."""
    row = _found(request, turn)
    actor = request.actor
    form: Any = AnswerForm(request.POST or None, initial={"version": row.version})

    def save() -> None:
        said = form.cleaned_data["answer"]
        try:
            row.say(actor, form.seen, said, **form.said())
        except TOO_LATE as error:
            messages.info(request, WHY[type(error)])
            return
        tell(request, str(THANKS[said]) if is_mine(actor, row) else _("Written down."))

    back = reverse("asks", args=[network])
    if may_change(actor, row.ask):
        back = reverse("ask", args=[network, row.ask_id])
    asked = is_mine(actor, row) and row.answer == Turn.Answer.ASKED
    over = asked and not row.is_wanted(actor)
    context = {"row": row, "mine": is_mine(actor, row), "ask": row.ask, "over": over}
    return edit(request, "plans/turn.html", form, save, back_or(request, back), **context)


def _found(request: NetworkRequest, key: str) -> Turn:
    row = find(request, Turn, key, Verb.CHANGE)
    unasked = row.answer == Turn.Answer.LISTED and not may_change(request.actor, row.ask)
    if row.ask.binned_at is not None or unasked:  # to be on a list is not to be asked
        raise Http404
    return row


def turn_deed(request: NetworkRequest, network: str, turn: str, move: str) -> HttpResponse:
    """Give a turn back, offer it to somebody, ask the next one, or take somebody off the list."""
    row = _found(request, turn)
    deed = DEEDS.get(move)
    if deed is None:
        raise Http404
    try:
        page = deed(request, row)
    except TOO_LATE as error:
        messages.info(request, WHY[type(error)])
        page = "ask"
    except Stale:
        messages.info(request, _("Somebody changed this in between. Please look again."))
        page = "ask"
    if page == "letter":
        return redirect("turn_letter", network, row.pk)
    if page == "asks" or not Ask.visible_to(request.actor).filter(pk=row.ask_id).exists():
        return redirect("asks", network)
    return redirect("ask", network, row.ask_id)


def _back(request: NetworkRequest, row: Turn) -> str:
    """Give it back: the turn is free again."""
    if row.answer == "yes":
        row.say(request.actor, row.version, "back")
    over = row.starts_at is not None and row.starts_at < timezone.now()
    text = _("Written down. That is fine.") if over else _("The turn is free again. That is fine.")
    tell(request, text)
    return "asks" if over else "ask"


def _done(request: NetworkRequest, row: Turn) -> str:
    """It happened: time together, and a thank-you."""
    row.happened(request.actor)
    if is_mine(request.actor, row):
        tell(request, _("Thank you for being there. It counts as time together."))
    else:
        name = {"name": row.person.name}
        tell(request, _("Written down as time with %(name)s. A thank-you is never wrong.") % name)
    return "asks"


def _offer(request: NetworkRequest, row: Turn) -> str:
    """Ask somebody to take it over, perhaps in return for a turn of theirs."""
    others = helpers(request.actor, row.ask)
    theirs = None
    if request.POST.get("for"):
        theirs = Turn.one_for(request.actor, request.POST["for"])
        if theirs is None:
            raise Http404
    person = theirs.person if theirs else others.get(request.POST.get("person", ""))
    if person is None:
        messages.info(request, _("Choose somebody first."))
        return "ask"
    row.offer(request.actor, person, theirs)
    tell(request, _("They are asked. It stays yours until they say yes."))
    return "ask"


def _ask(request: NetworkRequest, row: Turn) -> str:
    """Ask the next one: on their own page, by a link to hand over, or as a letter."""
    chosen = request.POST.get("to", "")
    here = Membership.active().filter(network=row.network_id, person=row.person_id).exists()
    if not chosen and row.used_at is not None:
        row.renew(request.actor)
        tell(request, _("There is a new link below. It is good for one answer."))
        return "letter"
    if not chosen:
        row.asked_now(request.actor, link=not here)
        tell(request, _("Asked.") if here else _("Asked. Hand over the link below, or say it."))
        return "ask"
    address = Contact.one_for(request.actor, chosen)
    theirs = address is not None and (address.person_id, address.how) == (row.person_id, "email")
    if address is None or not theirs or not link_to(row):
        raise Denied(row.resource)
    row.written_to(request.actor, address.pk)
    post_asked.enqueue(row.pk, address.pk)
    tell(request, _("A letter is on its way. It says nothing of what is asked."))
    return "ask"


def _off(request: NetworkRequest, row: Turn) -> str:
    """Not this one after all: nobody is asked any more who did not answer."""
    row.withdraw(request.actor)
    tell(request, _("Taken off the list."))
    return "ask"


DEEDS = {"back": _back, "done": _done, "offer": _offer, "ask": _ask, "off": _off}


def turn_letter(request: NetworkRequest, network: str, turn: str) -> HttpResponse:
    """How to ask this one: the words, the link, and a letter to an address that is written down."""
    row = _found(request, turn)
    if not may_change(request.actor, row.ask):
        raise Http404
    mails = Contact.visible_to(request.actor).filter(person=row.person_id, how="email")
    shown = {
        "row": row,
        "ask": row.ask,
        "link": link_to(row),
        "renews": row.used_at is not None and row.can_be_asked(),
        "mails": list(mails) if row.may_be_written_to() else [],
        "back": reverse("ask", args=[network, row.ask_id]),
    }
    return render(request, "plans/turn_letter.html", shown)
