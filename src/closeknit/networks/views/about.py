"""How to reach somebody, and private notes about them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from closeknit.networks.door import NetworkRequest, find
from closeknit.networks.forms import ContactForm, NoteForm, Versioned
from closeknit.networks.models import AboutAPerson, Contact, Note, Person
from closeknit.policy import Verb

from .editing import edit, seen
from .person import page_of


def add_contact(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """One more way to reach them."""
    return _add(request, person, Contact, ContactForm, "networks/change_contact.html")


def change_contact(request: NetworkRequest, network: str, contact: str) -> HttpResponse:
    return _change(request, contact, Contact, ContactForm, "networks/change_contact.html")


def add_note(request: NetworkRequest, network: str, person: str) -> HttpResponse:
    """A private note: only whoever writes it reads it."""
    return _add(request, person, Note, NoteForm, "networks/change_note.html")


def change_note(request: NetworkRequest, network: str, note: str) -> HttpResponse:
    return _change(request, note, Note, NoteForm, "networks/change_note.html")


def _add(
    request: NetworkRequest,
    key: str,
    model: type[AboutAPerson],
    form_class: type[Versioned],
    template: str,
) -> HttpResponse:
    person = find(request, Person, key)
    form = form_class(request.POST if request.method == "POST" else None, **_of(person, form_class))

    def save() -> None:
        model.make(request.actor, person=person, **form.changes())

    return edit(request, template, form, save, page_of(request, person), person=person)


def _change(
    request: NetworkRequest,
    key: str,
    model: type[AboutAPerson],
    form_class: type[Versioned],
    template: str,
) -> HttpResponse:
    row = find(request, model, key, Verb.CHANGE)
    person = find(request, Person, row.person_id)
    more = _of(person, form_class)
    form: Any = (
        form_class(request.POST, **more) if request.method == "POST" else form_class.of(row, **more)
    )

    def save() -> None:
        row.revise(request.actor, form.seen, **form.changes())

    back = page_of(request, person)
    return edit(
        request, template, form, save, back, person=person, row=row, seen=seen(request, row)
    )


def _of(person: Person, form_class: type[Versioned]) -> dict[str, Any]:
    """What the form has to know of whom it is about."""
    return {"child": person.under_age} if form_class is ContactForm else {}
