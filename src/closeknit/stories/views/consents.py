"""Yes or no to being shown: asked, answered on a page of one's own, listed."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.design.returning import back_or
from closeknit.networks.door import NetworkRequest, find, sighted
from closeknit.networks.models import Contact
from closeknit.networks.views.editing import edit
from closeknit.policy import Actor, Denied
from closeknit.stories.asked import asked_about, mine, told_of
from closeknit.stories.forms import ChildForm, ConsentForm
from closeknit.stories.models import Consent, post_question

from .kept import of_what_is_asked


def consent(request: NetworkRequest, network: str, consent: str) -> HttpResponse:
    """What I say to being in this: for whoever comes in here themselves."""
    row, shown = _asked_me(request, consent)
    if said := pressed(row, request.actor, request.POST, shown):
        tell(request, said)
        return redirect("in_it", network)
    back = back_or(request, reverse("in_it", args=[network]))
    if row.only_says_no(request.actor):
        context = {"back": back, "shown": shown, **told_of(request.network, row, shown)}
        status = 422 if request.method == "POST" else 200  # nobody says yes here
        return render(request, "stories/consent.html", context, status=status)
    form: Any = ConsentForm(request.POST) if request.POST else ConsentForm.of(row)

    def save() -> None:
        form.say(row, request.actor)
        tell(request, _("Thank you. You can change it here any time."))

    told = told_of(request.network, row)
    return edit(request, "stories/consent.html", form, save, back, shown=shown, **told)


def pressed(row: Consent, actor: Actor, sent: QueryDict, shown: bool) -> str:
    """What one press did, in words: hidden, a plain no, or that taken back; else nothing.

    Where it is not `shown` any more, or whoever is asked is a child, a no from the whole form is a
    plain no as well: that form may have been open before.
    """
    if "hide" in sent:
        row.hide(actor)
        return _("It is hidden. Whoever told it is asked to talk with you.")
    plain = not shown or row.of_a_child or row.is_veiled
    if "no" in sent or (plain and sent.get("answer") == "no"):
        row.refuse(actor)
        return _("Thank you. You can change it here any time.")
    if "unsay" in sent:
        row.unsay(actor)
        return _("Your no is taken back.")
    return ""


def _asked_me(request: NetworkRequest, consent: str) -> tuple[Consent, bool]:
    """What this reader is asked about themselves, and whether they see what it is."""
    row, actor = find(request, Consent, consent), request.actor
    if not row.about_key() or row.about_key() != actor.person:
        raise Http404
    lived = row.lived
    reads = row.of_a_child and type(lived).visible_to(actor).filter(pk=lived.pk).exists()
    if not row.is_found(reads):
        raise Http404
    return row, row.is_shown_to(actor, reads)


def consent_file(
    request: NetworkRequest, network: str, consent: str, what: str
) -> HttpResponse | FileResponse:
    """The recording or the picture that this reader is asked about."""
    row, shown = _asked_me(request, consent)
    if not shown:
        raise Http404
    return of_what_is_asked(request, row, what)


def in_it(request: NetworkRequest, network: str) -> HttpResponse:
    """Every story and picture with me in it that I was asked about or may see."""
    return render(request, "stories/in_it.html", {"rows": mine(request.actor)})


def ask_consent(request: NetworkRequest, network: str, consent: str) -> HttpResponse:
    """Ask somebody: a link to hand over, perhaps as a letter; or what was said for a child."""
    row = Consent.looked_after_by(request.actor, consent)
    if row is None or row.person is None:
        raise Http404
    sighted(request, row.lived)
    if row.person.under_age:
        return _for_child(request, row)
    if request.method == "POST":
        return _ask(request, row)
    return render(request, "stories/ask.html", _asking(request, row))


def _asking(request: NetworkRequest, row: Consent) -> dict[str, Any]:
    mails = Contact.visible_to(request.actor).filter(person=row.person, how="email")
    return {
        "row": row,
        "person": row.person,
        "member": row.takes_part(),
        "asks": row.can_be_asked() and row.may_be_asked_by(request.actor),
        "link": asked_about(row),
        "mails": list(mails) if row.may_be_written_to() else [],
        "back": page_of(row),
    }


def _ask(request: NetworkRequest, row: Consent) -> HttpResponse:
    """A link; or a letter to an address that is written down and that somebody chose."""
    actor, chosen = request.actor, request.POST.get("to", "")
    if not chosen:
        row.ask(actor)
    else:
        address = Contact.one_for(actor, chosen)
        if address is None or address.person_id != row.person_id or address.how != "email":
            raise Denied(row.resource)
        row.written_to(actor)
        post_question.enqueue(row.pk, address.pk)
        tell(request, _("A letter is on its way. It says nothing of what is in the story."))
    return redirect("ask_consent", row.network_id, row.pk)


def _for_child(request: NetworkRequest, row: Consent) -> HttpResponse:
    """A child is not asked: somebody in charge writes down what those who look after them said."""
    if not request.actor.in_charge or (request.method == "POST" and row.is_own_no):
        raise Http404
    form: Any = ChildForm(request.POST) if request.POST else ChildForm.of(row)

    def save() -> None:
        row.say_for_child(request.actor, form.seen, form.cleaned_data["answer"] == "yes")

    context = {"row": row, "person": row.person}
    return edit(request, "stories/ask_child.html", form, save, page_of(row), **context)


def page_of(row: Consent) -> str:
    """The page of what they are in."""
    lived = row.lived
    try:
        return reverse(lived.resource, args=[row.network_id, lived.pk])
    except NoReverseMatch:
        return reverse("stories", args=[row.network_id])
