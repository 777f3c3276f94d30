"""Albums of pictures, and bringing more of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.design.notices import tell
from closeknit.networks.audience import readers as readers_of
from closeknit.networks.audience import seen_by, taking_part
from closeknit.networks.bin import DAYS
from closeknit.networks.door import NetworkRequest
from closeknit.networks.pixels import Refused
from closeknit.policy import TABLE, Actor, Facts, Verb, may, may_propose, must
from closeknit.stories.albums import A_PAGE, Album, occasions, years
from closeknit.stories.models import Photo, Story
from closeknit.stories.painting import hang, offer, paint
from closeknit.stories.photo_forms import AddForm

MOST_TAKEN_AWAY = 12


def photos(request: NetworkRequest, network: str) -> HttpResponse:
    """All pictures, or those of one occasion or year, the newest first."""
    actor = request.actor
    album = Album.asked(request.GET)
    page = Paginator(album.photos(actor), A_PAGE).get_page(request.GET.get("page"))
    front = not album.kind and page.number == 1
    since = timezone.now() - dt.timedelta(days=DAYS)
    context = {
        "album": album,
        "page": page,
        "query": f"{album.query}&" if album.query else "",
        "occasions": occasions(actor) if front else [],
        "years": years(actor),
        "may_add": may(actor, Verb.CREATE, new_one(actor)) or asks_first(actor),
        "unsaid": without_words(actor) if front else [],
        "gone": Photo.taken_away(actor, since)[:MOST_TAKEN_AWAY] if front else [],
    }
    return render(request, "stories/photos.html", context)


def new_one(actor: Actor) -> Facts:
    """A picture that this actor would bring."""
    return Facts("photo", actor.network, actor.account, TABLE["photo"].level)


def asks_first(actor: Actor) -> bool:
    """Whether the person says yes to each picture that this actor brings."""
    return not may(actor, Verb.CREATE, new_one(actor)) and may_propose(
        actor, Verb.CREATE, new_one(actor)
    )


def without_words(actor: Actor) -> list[Photo]:
    """One's own pictures that say nothing to whoever does not see them."""
    return list(Photo.visible_to(actor).filter(author=actor.account, alt="").order_by("made_at"))


@dataclass(frozen=True)
class Left:
    """A file that was not taken, and why."""

    name: str
    why: str


def photos_add(request: NetworkRequest, network: str) -> HttpResponse:
    """Bring pictures, each for itself: what cannot be opened keeps nothing else out."""
    actor = request.actor
    if not asks_first(actor):
        must(actor, Verb.CREATE, new_one(actor))
    form = _add_form(request)
    kept: list[Photo] = []
    left: list[Left] = []
    if request.method == "POST":
        if form.is_valid():
            kept, left = bring(actor, form)
        answer = _one_by_one(request, form, kept, left) or _all_kept(request, form, kept, left)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "kept": kept,
        "left": left,
        "occasions": occasions(actor),
        "sentence": who_will_see(request),
    }
    return render(
        request, "stories/photos_add.html", context, status=422 if left or form.errors else 200
    )


def _add_form(request: NetworkRequest) -> AddForm:
    """Room for pictures; of a story, or of an occasion, where one came from there."""
    story = request.POST.get("story") or request.GET.get("story", "")
    told = Story.one_for(request.actor, story)
    if told is not None and told.told_at is None:
        told = None
    if request.method == "POST":
        return AddForm(request.POST, request.FILES, story=told)
    return AddForm(initial={"occasion": request.GET.get("occasion", "")[:120]}, story=told)


def bring(actor: Actor, form: AddForm) -> tuple[list[Photo], list[Left]]:
    """Paint and keep each of them; the ones that cannot be taken, with the reason."""
    keep = offer if asks_first(actor) else hang
    kept, left = [], []
    for file in form.cleaned_data["photos"]:
        try:
            painted = paint(file.file, file.size)
        except Refused as refused:
            left.append(Left(file.name, str(refused.why)))
        else:
            kept.append(keep(actor, painted, **form.said()))
    return kept, left


def _one_by_one(
    request: NetworkRequest, form: AddForm, kept: list[Photo], left: list[Left]
) -> HttpResponse | None:
    """The answer for the element that sends one after the other: the picture, or why not."""
    if request.headers.get("Accept") != "application/json":
        return None
    if kept and not left:
        return redirect("photo_file", request.actor.network, kept[0].pk, "small")
    wrong = [one.why for one in left] or [str(why) for all_ in form.errors.values() for why in all_]
    return JsonResponse({"why": " ".join(wrong)}, status=422)


def _all_kept(
    request: NetworkRequest, form: AddForm, kept: list[Photo], left: list[Left]
) -> HttpResponse | None:
    if not kept or left:
        return None
    told = ngettext("%(count)s picture is here.", "%(count)s pictures are here.", len(kept))
    tell(request, f"{told % {'count': len(kept)}} {who_will_see(request)}")
    album = Album("occasion", form.cleaned_data["occasion"])
    where = reverse("photos", args=[request.actor.network])
    return redirect(f"{where}?{album.query}" if album.name else where)


def who_will_see(request: NetworkRequest) -> str:
    """Who sees a new picture, until somebody chooses otherwise."""
    if asks_first(request.actor):
        return _("%(name)s looks at it first. With a yes it is one like the others.") % {
            "name": request.network.name
        }
    network, members = request.network, taking_part(request.network)
    return seen_by(readers_of(network, new_one(request.actor), members))


__all__ = ["photos", "photos_add"]
