"""One example of every component in every state: the pattern page shows them, the tests check them.

The people are made up: they are the cast of the demo scene.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .forms import Cards, Drop, FaceChoice, InlineCards, Toggles, face_choices
from .icons import icons

Context = dict[str, Any]


class StepForm(forms.Form):
    """How close is June?"""

    use_required_attribute = False
    circle = forms.ChoiceField(
        label="Which circle is June in?",
        widget=Cards(
            hints={
                "1": "I would tell her anything. I would miss her very much.",
                "2": "We look for each other. A meal, a film, a long talk.",
                "3": "A club, a class, a street, a place of worship.",
            }
        ),
        choices=[("1", "Closest"), ("2", "Friend"), ("3", "Someone I do things with")],
    )
    paid = forms.ChoiceField(
        label="Is June paid to be here?",
        help_text="Paid people can be close too.",
        required=False,
        widget=InlineCards,
        choices=[("no", "No"), ("yes", "Yes"), ("was", "Used to be")],
    )


class PersonForm(forms.Form):
    """Fields of every kind."""

    use_required_attribute = False
    name = forms.CharField(label="Name", max_length=80, help_text="As you say it out loud.")
    email = forms.EmailField(label="E-mail", required=False)
    since = forms.ChoiceField(
        label="Known since", choices=[("", "Not said"), ("2019", "2019"), ("2023", "2023")]
    )
    note = forms.CharField(label="How we met", required=False, widget=forms.Textarea)
    supports = forms.MultipleChoiceField(
        label="What June does for me",
        widget=Toggles,
        choices=[("talk", "Someone to talk to"), ("help", "Practical help"), ("fun", "Company")],
    )
    face = forms.ChoiceField(
        label="A face", required=False, widget=FaceChoice, choices=lambda: face_choices()[5:17]
    )
    photo = forms.FileField(label="Or a photo", required=False, widget=Drop)
    tell_me = forms.BooleanField(label="Tell me when we have not talked for a while")


class AudienceForm(forms.Form):
    """Who sees a story? Chosen people, with one of them left out."""

    use_required_attribute = False
    level = forms.ChoiceField(
        label="Who can see it?",
        widget=Cards(
            hints={
                "stewards": "Seen by 2 people: Maya, Rosa.",
                "chosen": "Seen by 2 people: Maya, Kofi.",
            }
        ),
        choices=[("stewards", "The stewards and me"), ("chosen", "People I choose")],
    )
    let_in = forms.MultipleChoiceField(
        label="Whom?", widget=Toggles, choices=[("kofi", "Kofi"), ("june", "June")]
    )
    kept_out = forms.MultipleChoiceField(
        label="Hide it from", widget=Toggles, choices=[("rosa", "Rosa"), ("sam", "Sam")]
    )
    names = '{"maya": "Maya", "rosa": "Rosa", "kofi": "Kofi"}'

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readers = {"stewards": "maya rosa", "chosen": "maya"}
        level: Any = self.fields["level"]
        level.widget.more = {key: {"data-readers": told} for key, told in readers.items()}
        chosen, hidden = list(self["let_in"]), list(self["kept_out"])
        self.chosen_here, self.chosen_later = chosen[:1], chosen[1:]
        self.hidden_here, self.hidden_later = hidden[:1], hidden[1:]


@dataclass(frozen=True)
class Example:
    """A component in one state: what it is called, its template, and what it is given."""

    name: str
    title: str
    template: str
    context: Context | Callable[[], Context] = field(default_factory=dict)

    def html(self) -> str:
        """As it stands on a page."""
        given = self.context() if callable(self.context) else self.context
        return render_to_string(self.template, given)


@dataclass(frozen=True)
class Person:
    name: str
    face: str
    known_as: str
    tie: str = "unpaid"


CAST = (
    Person("Rosa", "rosa", "mum"),
    Person("Inés", "ines", "sister"),
    Person("Tío Ben", "tio-ben", "uncle"),
    Person("Kofi", "kofi", "friend"),
    Person("June", "june", "neighbour"),
    Person("Tanya", "tanya", "support worker", "paid"),
    Person("Sam", "", "pool"),
    Person("Dr Osei", "", "GP", "paid"),
)

ROOMS = (
    {"label": "Today", "url": "#today", "icon": "sun", "current": False},
    {"label": "Map", "url": "#map", "icon": "circle-dot", "current": True},
    {"label": "People", "url": "#people", "icon": "users", "current": False},
    {"label": "Gaps and next steps", "url": "#gaps", "icon": "compass", "short": "Gaps"},
    {"label": "Stories", "url": "#stories", "icon": "book-heart"},
    {"label": "Meeting and helping", "url": "#meeting", "icon": "calendar-heart"},
    {"label": "Spring series, week 3", "url": "#series", "icon": "sprout", "section": "Workshop"},
    {
        "label": "If something happens",
        "url": "#emergency",
        "icon": "life-buoy",
        "section": "Always here",
    },
)

SHELL: Context = {
    "rooms": ROOMS,
    "who": {"name": "Maya Reyes", "note": "This is my network", "face": "maya", "url": "#me"},
    "purpose": "So that I choose who is in my life, and am never left with only paid people.",
}

MATRIX = (
    ("Someone to talk to", "Feelings, a hug, a good listener", "1111100", "ok", "5 people"),
    ("Practical help", "Lifts, repairs, shopping", "1010112", "ok", "5 people"),
    ("Fun and company", "Choir, pool, a film", "0000110", "thin", "Thin: June, Sam"),
    ("Help with decisions", "Thinking big things through", "1000000", "gap", "Only Rosa"),
)


def _matrix() -> Context:
    people = [*CAST[:5], CAST[6], CAST[5]]
    rows = [
        {"name": name, "hint": hint, "cells": list(zip(people, marks, strict=True)),
         "tone": tone, "says": says}
        for name, hint, marks, tone, says in MATRIX
    ]  # fmt: skip
    return {"people": people, "rows": rows}


def _wrong() -> Context:
    form = PersonForm({"email": "june at home", "supports": ["fun", "talk"]}, auto_id="wrong_%s")
    return {"form": form, "fields": [form["name"], form["email"], form["since"]]}


def _fields() -> Context:
    given = {"supports": ["talk"], "face": "june", "name": "June"}
    form = PersonForm(initial=given, auto_id="person_%s")
    return {"form": form, "fields": list(form)}


def _step() -> Context:
    return {
        "form": StepForm(initial={"circle": "2", "paid": "no"}, auto_id="step_%s"),
        "steps": range(8),
        "why": "Seeing who is close and who is further away shows where you are strong "
        "and where someone is missing.",
    }


def _audience() -> Context:
    given = {"level": "chosen", "let_in": ["kofi"], "kept_out": ["sam"]}
    return {"form": AudienceForm(initial=given, auto_id="audience_%s")}


def notices() -> list[Context]:
    return [
        {"tone": "ok", "text": "June is in the friends circle now.", "undo": "#undo"},
        {"tone": "", "text": "Rosa looked at this page on Tuesday."},
        {"tone": "thin", "text": "Only Dee and Sam are here for company."},
        {"tone": "gap", "text": "We could not read this file. Nothing was saved."},
    ]


def examples() -> list[Example]:
    """All of them, in the order of the pattern page."""
    return [
        Example("type", _("Words"), "patterns/type.html"),
        Example("colours", _("Colours"), "patterns/colours.html"),
        Example("buttons", _("Buttons"), "patterns/buttons.html"),
        Example("faces", _("Faces"), "patterns/faces.html", {"cast": CAST}),
        Example("chips", _("Chips"), "patterns/chips.html", {"cast": CAST}),
        Example("cards", _("Cards and rows"), "patterns/cards.html"),
        Example("doors", _("Doors"), "patterns/doors.html"),
        Example("quote", _("Words people wrote"), "patterns/quotes.html"),
        Example("step", _("One question a page"), "patterns/step.html", _step),
        Example("fields", _("Fields"), "patterns/fields.html", _fields),
        Example("wrong", _("When something is missing"), "patterns/fields.html", _wrong),
        Example("audience", _("Who sees a thing"), "patterns/audience.html", _audience),
        Example("segments", _("Two ways of seeing"), "patterns/segments.html"),
        Example("notices", _("What the page says back"), "patterns/notices.html",
                {"notices": notices()}),
        Example("matrix", _("A matrix"), "patterns/matrix.html", _matrix),
        Example("table", _("A table that sorts"), "patterns/table.html", {"cast": CAST}),
        Example("tree", _("A tree, and things that open"), "patterns/tree.html", {"cast": CAST}),
        Example("facts", _("What is known"), "patterns/facts.html"),
        Example("where", _("Where am I, and the next page"), "patterns/where.html",
                {"trail": [{"label": "People", "url": "#people"}, {"label": "June"}],
                 "page": Paginator(range(30), 10).page(2)}),
        Example("panel", _("A sheet beside the page"), "patterns/panel.html"),
        Example("waiting", _("Waiting"), "patterns/waiting.html"),
        Example("empty", _("Nothing here yet"), "patterns/empty.html"),
        Example("danger", _("Deeds with weight"), "patterns/danger.html"),
        Example("icons", _("Icons"), "patterns/icons.html", {"icons": icons()}),
    ]  # fmt: skip
