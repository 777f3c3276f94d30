"""Something to try at home, whether one came to it, and what one thinks about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.design.forms import InlineCards
from closeknit.networks.forms import Versioned
from closeknit.workshops.exercises import EXERCISES
from closeknit.workshops.models import Going, GroupLine, Tried

from .series import YEARS, day_field, text_field

STAYS = "stays"
LONGEST_OWN = 5000
TOO_LONG = gettext_lazy("That is longer than fits here. Shorten it a little.")


class HomeworkForm(Versioned):
    """A small thing, a page of the network where it can be done, and until when."""

    words = text_field(
        gettext_lazy("What can people try?"),
        gettext_lazy("Something small, in one sentence. Ten minutes are enough."),
        limit=300,
        required=True,
        error_messages={
            "required": gettext_lazy("Say what it is, like: Draw the people of your week."),
            "max_length": TOO_LONG,
        },
    )
    exercise = forms.ChoiceField(
        label=gettext_lazy("On which page of their own network?"),
        choices=[("", gettext_lazy("On none of them")), *EXERCISES],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of these.")},
    )
    due_on = day_field(
        label=gettext_lazy("Until when?"),
        help_text=gettext_lazy("From that day on the page asks: did you?"),
        error_messages={"invalid": gettext_lazy("Write a day that calendars have.")},
    )

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
            raise forms.ValidationError(_("Look at the year again, please."))
        return day


def line_fields(name: str, asked: str, said: GroupLine | None) -> dict[str, forms.Field]:
    """A line for the group, perhaps with one’s name, and whether it may go further."""
    may_go = [(key, _("It may go in the recap, %(how)s") % {"how": w}) for key, w in _named()]
    words, signed, goes = (
        (said.words, said.signed, said.named if said.goes else STAYS)
        if (said is not None)
        else ("", False, STAYS)
    )
    label = _("One line for the group")
    return {
        f"line_{name}": forms.CharField(
            label=label,
            help_text=asked,
            max_length=GroupLine.LONGEST,
            required=False,
            initial=words,
            error_messages={"max_length": TOO_LONG},
        ),
        f"signed_{name}": forms.BooleanField(
            label=_("Show my name with it"), required=False, initial=signed
        ),
        f"goes_{name}": forms.ChoiceField(
            label=_("And after that?"),
            choices=[(STAYS, _("It stays in the group")), *may_go],
            required=False,
            initial=goes,
            error_messages={"invalid_choice": _("Choose one of these.")},
        ),
    }


def _named() -> Sequence[tuple[str, Any]]:
    return Going.Named.choices


def line_said(form: forms.Form, name: str) -> dict[str, Any]:
    """As `GroupLine.say` wants it."""
    said = form.cleaned_data
    goes = said[f"goes_{name}"] not in ("", STAYS)
    return {
        "words": " ".join(said[f"line_{name}"].split()),
        "signed": said[f"signed_{name}"],
        "goes": goes,
        "named": said[f"goes_{name}"] if goes else Going.Named.NONE,
    }


class TriedForm(forms.Form):
    """Did you? All four are fine; and a line for the group, if somebody likes."""

    how = forms.ChoiceField(
        label=gettext_lazy("Did you come to it?"),
        choices=Tried.How.choices,
        widget=InlineCards,
        error_messages={
            "required": gettext_lazy("Choose one. Passing is fine as well."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )

    def __init__(self, *args: Any, line: GroupLine | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self.use_required_attribute = False
        self.fields |= line_fields("it", "", line)

    def line(self) -> dict[str, Any]:
        return line_said(self, "it")


WRITTEN = ("own", "line", "signed", "goes")


@dataclass(frozen=True)
class Asked:
    """A question on the page of one place; `gone` where it is not asked any more."""

    words: str
    about: str
    gone: bool = False

    @classmethod
    def of(cls, questions: Iterable[str], mine: Iterable[GroupLine]) -> list[Asked]:
        """Each question once, then those of which nothing is left but a line of one’s own."""
        several = [cls(words, GroupLine.about_question(words)) for words in questions]
        found = {one.about: one for one in reversed(several)}
        gone = (one for one in mine if one.answers_a_question and one.about not in found)
        return [*reversed(found.values()), *(cls(one.asked, one.about, gone=True) for one in gone)]


@dataclass(frozen=True)
class Late:
    """Words whose question is gone, with what was asked."""

    asked: list[str]
    words: str


def _place(questions: Sequence[Asked], asked: str, was: str) -> str:
    """Where this question stands now: where it was, if it still does; empty if it is gone."""
    places = [str(at) for at, one in enumerate(questions) if one.words == asked]
    return was if was in places else next(iter(places), "")


class ReflectForm(forms.Form):
    """For each question: words for oneself, which stay one’s own, and a line for the group."""

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Asked],
        lines: Mapping[str, GroupLine],
        alone: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.questions, self.alone = list(questions), alone
        for at, one in enumerate(self.questions):
            if alone and not one.gone:
                self.fields[f"own_{at}"] = forms.CharField(
                    label=_("For myself"),
                    required=False,
                    max_length=LONGEST_OWN,
                    widget=forms.Textarea(attrs={"rows": 4}),
                    error_messages={"max_length": TOO_LONG},
                )
            self.fields[f"asked_{at}"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=one.words
            )
            self.fields |= line_fields(str(at), "", lines.get(one.about))

    @classmethod
    def moved(cls, data: Any, questions: Sequence[Asked], alone: bool) -> tuple[Any, list[Late]]:
        """What was typed, each word beside the question it answers; and what has no place now.

        Questions may be changed, put in another order or taken away while somebody writes.
        """
        fresh, late = data.copy(), []
        then = {key[6:]: data[key] for key in data if key.startswith("asked_")}
        for at in then:
            for name in ("asked", *WRITTEN):
                fresh.pop(f"{name}_{at}", None)
        for at, asked in then.items():
            to = _place(questions, asked, at)
            for name in WRITTEN:
                words = data.get(f"{name}_{at}", "")
                fits = to and (name != "own" or (alone and not questions[int(to)].gone))
                if words and fits and f"{name}_{to}" not in fresh:
                    fresh[f"{name}_{to}"] = words
                elif name in ("own", "line") and words.strip():
                    late.append(Late([asked], words))
        fresh.update({f"asked_{at}": one.words for at, one in enumerate(questions)})
        return fresh, late

    def parts(self) -> list[dict[str, Any]]:
        """Each question with its fields, for the page."""
        return [
            {
                "asked": one.words,
                "gone": one.gone,
                "then": self[f"asked_{at}"],
                "own": self[f"own_{at}"] if f"own_{at}" in self.fields else None,
                "line": self[f"line_{at}"],
                "signed": self[f"signed_{at}"],
                "goes": self[f"goes_{at}"],
            }
            for at, one in enumerate(self.questions)
        ]

    def own(self) -> list[tuple[str, str]]:
        """What was written for oneself, with what was asked."""
        asked = [one.words for one in self.questions]
        said = ((q, self.cleaned_data.get(f"own_{at}", "")) for at, q in enumerate(asked))
        return [(asked, words) for asked, words in said if words]

    def lines(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Each line: what it is about, what was asked, and what was said."""
        return [
            (one.about, one.words, line_said(self, str(at)))
            for at, one in enumerate(self.questions)
        ]
