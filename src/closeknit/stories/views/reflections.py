"""Thinking about it: questions, one's own answers, and one line for somebody else."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.design.notices import tell
from closeknit.networks.audience import called, taking_part
from closeknit.networks.door import NetworkRequest, find, find_gone
from closeknit.networks.models import Membership
from closeknit.networks.views.editing import edit
from closeknit.policy import Actor, Role, Verb, grants
from closeknit.stories.keeping import on_the_disk, put_beside
from closeknit.stories.memories import long_quiet, memory
from closeknit.stories.models import OwnPrompt, Reflection
from closeknit.stories.prompts import MOODS, PROMPTS, THEMES, Prompt, of_the_day, prompt
from closeknit.stories.reflecting import LineForm, ReflectionForm

A_PAGE = 20


def reflections(request: NetworkRequest, network: str) -> HttpResponse:
    """One question for today, the others by theme, and what one wrote before."""
    actor = request.actor
    today = timezone.localdate()
    mine = Paginator(Reflection.mine(actor), A_PAGE).get_page(request.GET.get("page"))
    themes = [
        (words, [one for one in PROMPTS if one.theme == key]) for key, words in THEMES.items()
    ]
    members = {m.account_id: m for m in taking_part(request.network)}
    context = {
        "today": of_the_day(today),
        "memory": memory(actor, today, quiet=long_quiet(actor, today)),
        "themes": themes,
        "mine": mine,
        "lines": _signed(request, members, Reflection.shared_with(actor)),
        "given": Reflection.lines_given(actor),
        "own": _signed(request, members, OwnPrompt.visible_to(actor)),
    }
    return render(request, "stories/reflections.html", context)


def _signed(
    request: NetworkRequest, members: dict[Any, Membership], lines: Any
) -> list[tuple[Any, str]]:
    """Lines, or questions, with the name of whoever gave them."""
    named = {key: called(one, request.network) for key, one in members.items()}
    return [(line, named.get(line.author_id, _("Somebody who has left"))) for line in lines]


def reflect(request: NetworkRequest, network: str, question: str) -> HttpResponse:
    """Answer one question, or none; what was answered before stands beside it."""
    actor, asked = request.actor, prompt(question) or _own(request.actor, question)
    if asked is None and question != "free":
        raise Http404
    form = ReflectionForm(*_sent(request))

    def save() -> None:
        said = {"prompt": asked.key, "asked": str(asked.words)} if asked else {}
        with on_the_disk(form.cleaned_data) as files:
            Reflection.write(actor, **said, **form.changes(), **files)
        tell(request, _("Saved. Only you can read it."))

    before = Reflection.mine(actor).filter(prompt=asked.key)[:5] if asked else []
    more = {"asked": asked, "before": before, "moods": MOODS, "map": _map(asked, actor)}
    back = reverse("reflections", args=[network])
    return edit(request, "stories/reflect.html", form, save, back, **more)


def _sent(request: NetworkRequest) -> tuple[Any, ...]:
    """What was typed, and what came beside it."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _own(actor: Actor, key: str) -> Prompt | None:
    """A question that somebody here asks."""
    row = OwnPrompt.visible_to(actor).filter(pk=key).first()
    return Prompt(row.pk, "", row.words, row.beside_map) if row else None


def _map(asked: Prompt | None, actor: Actor) -> str:
    """Where one's own map is drawn, for a question that is best answered beside it."""
    beside = asked is not None and asked.beside_map and actor.in_charge
    return reverse("map_svg", args=[actor.network]) if beside else ""


def reflection(request: NetworkRequest, network: str, reflection: str) -> HttpResponse:
    """One's own words again: to read, to change, to go on from."""
    row = find(request, Reflection, reflection, Verb.CHANGE)
    posted = request.method == "POST"
    form = ReflectionForm(*_sent(request), kept=row) if posted else ReflectionForm.of(row, kept=row)

    def save() -> None:
        row.keep(request.actor, put_beside(request.actor, row, form), **form.changes())

    more = {
        "row": row,
        "asked": prompt(row.prompt),
        "moods": MOODS,
        "line": LineForm(network=request.network, others=others(request)),
        "may_intend": bool(grants(request.actor, Verb.CREATE, "intention")),
        "may_tell": bool(grants(request.actor, Verb.CREATE, "story")),
        "may_ask": "" in grants(request.actor, Verb.CREATE, "ask"),
    }
    back = reverse("reflections", args=[network])
    return edit(request, "stories/reflection.html", form, save, back, **more)


def others(request: NetworkRequest) -> list[Membership]:
    """Everybody else who takes part and whose name this reader may know."""
    if not (request.actor.opened or request.actor.in_charge):
        return []
    return [
        one
        for one in taking_part(request.network)
        if one.account_id != request.actor.account and one.role != Role.GUEST
    ]


def share_line(request: NetworkRequest, network: str, reflection: str) -> HttpResponse:
    """Give one line to one other. The rest stays where it is."""
    row = find(request, Reflection, reflection, Verb.CHANGE)
    form = LineForm(request.POST, network=request.network, others=others(request))
    if form.is_valid():
        Reflection.give_line(request.actor, form.cleaned_data["line"], form.who())
        name = called(form.who(), request.network)
        tell(request, _("%(name)s can read this line now, and nothing else.") % {"name": name})
        return redirect("reflection", network, row.pk)
    context: dict[str, Any] = {
        "row": row,
        "form": ReflectionForm.of(row, kept=row),
        "asked": prompt(row.prompt),
        "moods": MOODS,
        "line": form,
        "back": reverse("reflections", args=[network]),
    }
    return render(request, "stories/reflection.html", context, status=422)


def remove_reflection(request: NetworkRequest, network: str, reflection: str) -> HttpResponse:
    """Into the bin; a line that was given is taken back with it at once."""
    row = find(request, Reflection, reflection, Verb.DELETE)
    row.bin(request.actor)
    url = reverse("bring_back_reflection", args=[network, row.pk])
    tell(request, _("It is in the bin for 30 days."), undo=url)
    return redirect("reflections", network)


def bring_back_reflection(request: NetworkRequest, network: str, reflection: str) -> HttpResponse:
    """Out of the bin again."""
    row = find_gone(request, Reflection, reflection)
    row.take_back(request.actor)
    tell(request, _("It is here again."))
    return redirect("reflections", network)
