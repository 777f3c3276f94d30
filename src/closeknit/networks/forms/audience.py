"""Who sees a thing: one of a few audiences, people by name, and who is left out."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.design.forms import Cards, Toggles
from closeknit.networks.choices import Choosing, Name
from closeknit.networks.models import Row
from closeknit.networks.models.shared import unbarred
from closeknit.policy import Audience, Facts

from .base import Versioned


class AudienceForm(Versioned):
    """Who sees it? Every audience says by name who that is."""

    level = forms.ChoiceField(label=_("Who can see it?"), widget=Cards)
    let_in = forms.MultipleChoiceField(label=_("Whom?"), required=False, widget=Toggles)
    kept_out = forms.MultipleChoiceField(
        label=_("Hide it from"),
        required=False,
        widget=Toggles,
        help_text=_("They are not told, and find nothing that shows it."),
    )

    def __init__(self, *args: Any, choosing: Choosing, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choosing = choosing
        level: Any = self.fields["level"]
        level.choices = [(choice.level, choice.label) for choice in choosing.choices]
        level.widget.hints = {str(c.level): c.sentence for c in choosing.choices}
        level.widget.then = {str(c.level): c.waits for c in choosing.choices}
        level.widget.more = {
            str(choice.level): {"data-readers": " ".join(name.key for name in choice.readers)}
            for choice in choosing.choices
        }
        for name, people in (("let_in", choosing.chosen), ("kept_out", choosing.hidden)):
            field: Any = self.fields[name]
            field.choices = [(one.key, one.name) for one in people]
            if not people:
                del self.fields[name]

    @classmethod
    def filled(cls, row: Row) -> dict[str, Any]:
        lists = {"let_in": unbarred(row.let_in), "kept_out": unbarred(row.kept_out)}
        return {"level": row.audience} | {name: sorted(keys) for name, keys in lists.items()}

    @classmethod
    def of(cls, row: Row, **more: Any) -> Any:
        """The form filled in with the row as it is."""
        form = super().of(row, **more)
        for name in ("let_in", "kept_out"):
            form.initial[name] = sorted(form.choosing.standing(form.initial[name]))
        return form

    @property
    def chosen_here(self) -> list[Any]:
        """Ticks for those who take part."""
        return self._ticks("let_in", self.choosing.chosen, here=True)

    @property
    def chosen_later(self) -> list[Any]:
        """Ticks for others on the map, in case they take part one day."""
        return self._ticks("let_in", self.choosing.chosen, here=False)

    @property
    def hidden_here(self) -> list[Any]:
        return self._ticks("kept_out", self.choosing.hidden, here=True)

    @property
    def hidden_later(self) -> list[Any]:
        return self._ticks("kept_out", self.choosing.hidden, here=False)

    def _ticks(self, field: str, people: list[Name], *, here: bool) -> list[Any]:
        if field not in self.fields:
            return []
        pairs = zip(people, self[field], strict=True)
        return [tick for name, tick in pairs if name.here is here]

    def names(self) -> str:
        """What everybody who takes part is called, for the sentence that follows the ticks."""
        people = [name for choice in self.choosing.choices for name in choice.readers]
        people += [name for name in (*self.choosing.chosen, *self.choosing.hidden) if name.here]
        return json.dumps({name.key: name.name for name in people}, ensure_ascii=False)

    def wanted(self, facts: Facts) -> Audience:
        """The audience that was chosen."""
        said = self.cleaned_data
        lists = [said.get(name, ()) for name in ("let_in", "kept_out")]
        return self.choosing.wanted(facts, said["level"], *lists)
