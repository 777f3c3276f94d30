"""What facilitators type about a session, and how they go through a recap; what places let go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from closeknit.core import recap as core
from closeknit.design.quoting import quoted
from closeknit.networks.forms import BothTexts, Versioned
from closeknit.workshops.models import (
    Activity,
    Answer,
    Going,
    Group,
    GroupLine,
    Recap,
    Takeaway,
    Telling,
)
from closeknit.workshops.models.recaps import seal
from closeknit.workshops.offered import OFFER
from closeknit.workshops.recap import empty_part, own_line, part_of, where_from
from closeknit.workshops.words import lines

Said = Answer | GroupLine | Telling | Group
LONGEST = 2000
OF_ALL = [("none", _("It may go in the recap: all of our small group say yes"))]
BY_HAND = ["hand"]
SENTENCES = {"title": _("Title"), "questions": _("Question")}
LABELS = {
    "title": _("Title"),
    "opening": _("Opening"),
    "told": _("A part"),
    "key": _("To keep in mind"),
    "ahead": _("Looking ahead"),
    "thought": _("One last thought"),
    "questions": _("To think about until then"),
}


def text(label: Any, longest: int = LONGEST, hint: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=longest, required=False, help_text=hint, widget=widget
    )


class TakeawayForm(Versioned):
    """What was said and what comes next, in the facilitator’s words; all of it may stay empty."""

    title = forms.CharField(
        label=_("A title"),
        max_length=120,
        required=False,
        help_text=_("Empty: the title of the session."),
    )
    opening = text(_("How it began"), 1000, _("One or two sentences."), rows=2)
    key_words = text(_("One thing to keep in mind"), 400, rows=2)
    coming = text(_("What comes next"), 1000, _("A theme in a line, or whole sentences."))
    thought = text(_("One last thought"), 1000, rows=2)
    questions = text(_("Questions to take home"), 1000, _("One in a line."))

    def __init__(self, *args: Any, plan: Sequence[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = {f"about-{activity.pk}": activity for activity in plan}
        hint = _("What was said or understood, as anybody may read it. Name nobody.")
        for name, activity in self.plan.items():
            self.fields[name] = text(activity.title, 1200, hint)
        self.order_fields(["title", "opening", *self.plan, "key_words"])

    @classmethod
    def of(cls, row: Takeaway | None, **more: Any) -> Any:
        if row is None:
            return cls(**more)
        return cls(initial={**cls.filled(row), "version": row.version}, **more)

    @classmethod
    def filled(cls, row: Any) -> dict[str, Any]:
        found = {name: getattr(row, name) for name in cls.base_fields if hasattr(row, name)}
        return found | {f"about-{key}": words for key, words in row.about.items()}

    def changes(self) -> dict[str, Any]:
        said = super().changes()
        about = {a.pk: words for name, a in self.plan.items() if (words := said.pop(name))}
        return {**said, "about": about}

    def typed(self) -> dict[str, Any]:
        return super().changes()


class RecapForm(forms.Form):
    """Every part of a recap: its heading, each sentence, whose voices stay in it, and one more."""

    version = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        row: Recap,
        voices: Mapping[str, str],
        data: Any = None,
        look: Callable[[Iterable[str]], str] = lambda keys: "",
        **more: Any,
    ) -> None:
        super().__init__(data, initial={"version": row.version}, **more)
        self.row, self.voices, self.look = row, voices, look
        for part in row.parts:
            self._add(part)
        self.fields["new_heading"] = forms.CharField(
            label=_("Heading of one more part"), max_length=120, required=False
        )
        self.fields["new_words"] = text(_("What stands in it"))
        lines = (line for part in row.parts for line in part["lines"])
        there = {key for line in lines for key in line.get("voices", ())}
        brought = [key for key in voices if key.startswith(OFFER) and key not in there]
        if brought:
            self.fields["brought"] = forms.MultipleChoiceField(
                label=_("What people brought along, with their yes to a recap"),
                choices=[(key, voices[key]) for key in brought],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("What you tick stands in a part of its own."),
            )

    def _add(self, part: dict[str, Any]) -> None:
        kind, key = part["kind"], part["id"]
        if kind not in ("title", "opening"):
            self.fields[f"heading-{key}"] = forms.CharField(
                label=_("Heading"), max_length=120, required=False, initial=part["heading"]
            )
        for line in part["lines"]:
            name = f"line-{line['id']}"
            if "voices" not in line:
                hint = _("From: %(what)s") % {"what": where_from(line["from"])}
                self.fields[name] = text(SENTENCES.get(kind, _("Sentence")), hint=hint, rows=2)
                self.fields[name].initial = line["words"]
                continue
            here = [key for key in line["voices"] if key in self.voices]
            self.fields[name] = forms.MultipleChoiceField(
                label=_("What others said, with their yes"),
                help_text=self.look(here),
                choices=[(key, self.voices[key]) for key in here],
                required=False,
                initial=here,
                widget=forms.CheckboxSelectMultiple,
            )
        if kind != "title" or not part["lines"]:
            each = _("One in a line.") if kind == "questions" else _("A paragraph in a line.")
            self.fields[f"more-{key}"] = text(_("One more"), hint=each, rows=2)

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("version") or 0

    def parts(self) -> list[dict[str, Any]]:
        """The recap as it was typed."""
        said = self.cleaned_data
        found = [self._part(part, said) for part in self.row.parts]
        if said.get("brought"):
            found.insert(self._after_told(found), part_of(said["brought"]))
        new = lines(said["new_words"])
        if new or said["new_heading"]:
            part = empty_part("told", said["new_heading"])
            part["lines"] = [own_line(words, BY_HAND, "text") for words in new]
            found.insert(self._after_told(found), part)
        return found

    def _part(self, part: dict[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
        kept = []
        for line in part["lines"]:
            typed = said.get(f"line-{line['id']}")
            if "voices" in line:
                # Who took back their yes for now may give it again: their place is kept.
                waits = [key for key in line["voices"] if key not in self.voices]
                keys = [key for key in line["voices"] if key in (typed or ()) or key in waits]
                kept += [{**line, "voices": keys}] if keys else []
            elif typed:
                kept.append({**line, "words": " ".join(typed.split())})
        kind = "item" if part["kind"] == "questions" else "text"
        more = said.get(f"more-{part['id']}", "")
        kept += [own_line(words, BY_HAND, kind) for words in lines(more)]
        heading = said.get(f"heading-{part['id']}", part["heading"])
        return {**part, "heading": heading, "lines": kept}

    @staticmethod
    def _after_told(parts: list[dict[str, Any]]) -> int:
        told = [at for at, part in enumerate(parts) if core.KINDS.index(part["kind"]) <= 2]
        return told[-1] + 1 if told else 0

    def beside(self, row: Recap) -> tuple[list[BothTexts], RecapForm]:
        """Where the recap as it is now differs from what was typed; and a form to go on from."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(row.version)
        fresh = RecapForm(row, self.voices, data, self.look)
        now = {name: fresh.fields[name].initial for name in fresh.fields}
        both = []
        for name in dict.fromkeys((*self.fields, *fresh.fields)):
            if not name.startswith(("line-", "heading-")):
                continue
            mine = data.getlist(name) if isinstance(now.get(name), list) else data.get(name, "")
            theirs = now.get(name, "")
            if (theirs or "") != (mine or ""):
                label = str((self.fields.get(name) or fresh.fields[name]).label)
                both.append(BothTexts(label, self._said(theirs), self._said(mine)))
        return both, fresh

    def _said(self, value: Any) -> str:
        several = value if isinstance(value, list) else [value]
        return ", ".join(self.voices.get(one, one) for one in several if one) or __("nothing")

    def shown(self) -> Iterable[dict[str, Any]]:
        """Each part: what it is, its note, and its fields in their order."""
        for part in self.row.parts:
            names = [f"heading-{part['id']}", *(f"line-{line['id']}" for line in part["lines"])]
            more = f"more-{part['id']}"
            label = LABELS[part["kind"]]
            yield {
                "id": part["id"],
                "label": part["heading"] or label if part["kind"] == "told" else label,
                "note": "" if part["lines"] else part.get("note", ""),
                "fields": [self[name] for name in names if name in self.fields],
                "more": self[more] if more in self.fields else None,
            }


class PublishForm(forms.Form):
    """For whom; and of each word that looks like a name, whether it is one."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    who = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            ("group", _("Those who take part in this series")),
            ("everybody", _("Everybody, on a page of its own")),
        ],
        widget=forms.RadioSelect,
    )
    spared = forms.MultipleChoiceField(
        label=_("Which of these words are nobody’s name here?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, words: Iterable[str], practice: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.choices = who.choices[:1] if practice else who.choices
        field: Any = self.fields["spared"]
        field.choices = [(word, quoted(word)) for word in words]
        if not field.choices:
            del self.fields["spared"]


class GoingForm(forms.Form):
    """One line or story of one’s own: does it stay in the room, or may it go, under which name?"""

    STAYS = "stays"

    def __init__(
        self,
        *args: Any,
        answers: Sequence[Said],
        look: Mapping[str, str] = MappingProxyType({}),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        may_go = [
            (key, _("It may go in the recap, %(how)s") % {"how": words})
            for key, words in Going.Named.choices
        ]
        for answer in answers:
            going = getattr(answer, "going", None)
            self.fields[f"answer-{answer.pk}"] = forms.ChoiceField(
                label=quoted(answer.words),
                help_text=look.get(str(answer.pk), ""),
                choices=[
                    (self.STAYS, _("It stays in the room")),
                    *(OF_ALL if isinstance(answer, Group) else may_go),
                ],
                initial=going.named if going is not None and going.goes else self.STAYS,
                widget=forms.RadioSelect,
            )
            self.fields[f"shown-{answer.pk}"] = forms.CharField(
                initial=seal(str(answer.pk), answer.words), required=False, widget=forms.HiddenInput
            )
        self.answers = {f"answer-{answer.pk}": answer for answer in answers}

    def clean(self) -> dict[str, Any]:
        """A yes is to the words that were read: a line of a group may be said anew meanwhile."""
        said = super().clean() or self.cleaned_data
        fresh = self.data.copy()  # type: ignore[attr-defined]
        for name, answer in self.answers.items():
            shown = f"shown-{answer.pk}"
            now = str(self.fields[shown].initial)
            if said.get(name, self.STAYS) != self.STAYS and said.get(shown) != now:
                fresh[shown] = now
                self.add_error(name, _("It was changed in between. Please look at it again."))
        self.data = fresh
        return said

    def said(self) -> Iterable[tuple[Said, bool, str]]:
        """Each line, whether it goes, and under which name."""
        for name, answer in self.answers.items():
            chosen = self.cleaned_data[name]
            goes = chosen != self.STAYS
            yield answer, goes, chosen if goes else Going.Named.NONE
