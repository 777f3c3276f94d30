"""What joins the focus person and each of the others: several people on one page."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.core.network import Kind
from closeknit.design.forms import Cards, InlineCards, Toggles
from closeknit.design.quoting import labelled
from closeknit.home.words import FORMAL, PAID, circle_words
from closeknit.networks.models import Chapter, Person, Stale
from closeknit.networks.snapshot import Snapshot
from closeknit.networks.words import PAY, RELATIONSHIPS, support_name
from closeknit.policy import Actor

from . import Question, ask_again

UNSAID: tuple[Any, ...] = (None, "", {})


class TieForm(Question):
    """Questions about one person. `seen_as` is the chapter, and the state of it, that was shown."""

    seen_as = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, seen: Snapshot, **kwargs: Any) -> None:
        self.person = person
        self.chapter = seen.chapters.get(person.pk)
        self.theirs: Chapter | None = None
        super().__init__(*args, prefix=person.pk, seen=seen, **kwargs)
        self.initial["seen_as"] = state_of(self.chapter)

    def changes(self) -> dict[str, Any]:
        """What was answered, as fields of a chapter."""
        raise NotImplementedError

    def keep(self, actor: Actor, on: dt.date) -> bool:
        """Write down what was answered; False when somebody else was quicker."""
        old = self.chapter or Chapter()
        changes = {
            name: value for name, value in self.changes().items() if getattr(old, name) != value
        }
        if not changes:
            return True
        try:
            self._settle(actor, on, changes)
        except Stale as stale:
            self.theirs = cast(Chapter, stale.row)
            return False
        return True

    def _settle(self, actor: Actor, on: dt.date, changes: dict[str, Any]) -> None:
        last = self.chapter
        if last is not None and self.cleaned_data["seen_as"] != state_of(last):
            raise Stale(last)
        if last is not None and all(getattr(last, name) in UNSAID for name in changes):
            last.revise(actor, last.version, "placed", **changes)  # filled in, nothing changed
        else:
            Chapter.turn(actor, self.person, on, **changes)

    def their_words(self) -> str:
        """What the other one wrote, in one sentence."""
        raise NotImplementedError

    def show_again(self) -> None:
        """Ask once more, with what was typed, knowing now what the other one wrote."""
        ask_again(self, seen_as=state_of(self.theirs))


def state_of(chapter: Chapter | None) -> str:
    """Which chapter somebody has before them, and which state of it."""
    return f"{chapter.pk}:{chapter.version}" if chapter else ""


class CircleForm(TieForm):
    """How close, how they know each other, paid or not, how they came: four separate questions."""

    labels = {name: name for name in ("circle", "relationship", "paid", "formal")}
    hints = {"paid": "paid_hint"}

    circle = forms.TypedChoiceField(required=False, coerce=int, empty_value=None, widget=Cards)
    relationship = forms.ChoiceField(required=False)
    paid = forms.ChoiceField(required=False, widget=InlineCards, choices=[*PAID.items()])
    formal = forms.ChoiceField(required=False, widget=InlineCards, choices=[*FORMAL.items()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circles = circle_words(self.seen)
        self.offer("circle", [(number, name) for number, name, _hint in circles])
        chosen = self.fields["circle"].widget
        assert isinstance(chosen, Cards)
        chosen.hints = {str(number): hint for number, _name, hint in circles}
        self.offer("relationship", [("", _("Not said")), *RELATIONSHIPS.items()])
        if self.person.kind != Kind.PERSON:
            for name in ("paid", "formal"):
                del self.fields[name]
        if self.person.kind not in (Kind.PERSON, Kind.DIED):
            del self.fields["relationship"]
        for name in [*self.fields]:
            if name != "seen_as":
                self.initial.setdefault(name, self._said(name))

    def _said(self, name: str) -> Any:
        value = getattr(self.chapter, name, None)
        if name == "formal" and value is not None:
            return "yes" if value else "no"
        return value

    def changes(self) -> dict[str, Any]:
        names = ("circle", "relationship", "paid", "formal")
        said = {name: self.cleaned_data[name] for name in names if name in self.fields}
        if "formal" in said:
            said["formal"] = {"yes": True, "no": False}.get(said["formal"])
        return said

    def their_words(self) -> str:
        tie = self.theirs or Chapter()
        names = {number: name for number, name, _hint in circle_words(self.seen)}
        said = [
            names.get(tie.circle or 0, ""),
            RELATIONSHIPS.get(tie.relationship, ""),
            PAY.get(tie.paid, ""),
        ]
        return ", ".join(str(word) for word in said if word)


class SupportsForm(TieForm):
    """What somebody does for the focus person, and the focus person for them."""

    labels = {"gives": "gives", "receives": "receives"}

    gives = forms.MultipleChoiceField(required=False, widget=Toggles)
    receives = forms.MultipleChoiceField(required=False, widget=Toggles)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, whose in (
            ("gives", "" if self.seen.mine else self.seen.row.name),
            ("receives", self.person.name),
        ):
            keys = self.seen.network.supports
            self.offer(name, [(key, support_name(key, self.seen.supports, whose)) for key in keys])
            self.initial.setdefault(name, [*getattr(self.chapter, name, {})])

    def changes(self) -> dict[str, Any]:
        """Words that were said about a support stay with it."""
        found = {}
        for name in ("gives", "receives"):
            old = getattr(self.chapter, name, {})
            found[name] = {key: old.get(key, "") for key in self.cleaned_data[name]}
        return found

    def their_words(self) -> str:
        tie = self.theirs or Chapter()
        found = []
        for name in ("gives", "receives"):
            keys = getattr(tie, name)
            said = ", ".join(support_name(key, self.seen.supports) for key in keys)
            found.append(labelled(self.fields[name].label, said or "–"))
        return ". ".join(found)
