"""A session, and the blocks of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, takewhile
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.networks.forms import BothTexts, Versioned
from closeknit.networks.pixels import Refused
from closeknit.stories.painting import Painted, paint
from closeknit.stories.photo_forms import KINDS_OF_FILES
from closeknit.workshops.exercises import EXERCISES
from closeknit.workshops.models import Activity, Kind, Session
from closeknit.workshops.words import lines

from .series import check_moment, day_field, link_field, moment, text_field, time_field

LONGEST = 600
MOST_QUESTIONS = 3


def minutes_field(label: Any = None, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Minutes") if label is None else label,
        min_value=0,
        max_value=LONGEST,
        error_messages={
            "required": gettext_lazy("Say how many minutes, as a number."),
            "invalid": gettext_lazy("Say how many minutes, as a number."),
            "min_value": gettext_lazy("It takes some time, or none."),
            "max_value": gettext_lazy("That is longer than ten hours. Make parts of it."),
        },
        **more,
    )


class SessionForm(Versioned):
    """What it is about, when and where."""

    title = text_field(
        gettext_lazy("What is the session called?"),
        limit=120,
        required=True,
        error_messages={"required": gettext_lazy("Give it a name, like: My circles today.")},
    )
    aim = text_field(gettext_lazy("What is it for?"), limit=400, rows=2)
    day = day_field(label=gettext_lazy("On which day?"))
    starts = time_field(label=gettext_lazy("From when?"))
    minutes = minutes_field(gettext_lazy("How many minutes altogether?"))
    bring = text_field(gettext_lazy("What should people bring?"), limit=300)
    questions = text_field(
        gettext_lazy("Questions to think about afterwards"),
        gettext_lazy("Two or three, one in a line. Everybody thinks about them for themselves."),
        limit=700,
        rows=3,
    )
    place = text_field(
        gettext_lazy("Where?"), gettext_lazy("Only where it is another place than usual.")
    )
    link = link_field(gettext_lazy("Only where it is another link than usual."))

    def __init__(self, *args: Any, zone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.zone = zone

    @classmethod
    def filled(cls, row: Session) -> dict[str, Any]:
        names = ("title", "aim", "minutes", "bring", "questions", "place", "link")
        found = {name: getattr(row, name) for name in names}
        starts = row.series.local(row.starts_at) if row.starts_at else None
        found["day"] = starts.date().isoformat() if starts else None
        found["starts"] = f"{starts:%H:%M}" if starts else None
        return found

    def typed(self) -> dict[str, Any]:
        said = self.changes()
        at = said.pop("starts_at")
        said["day"] = at.date().isoformat() if at else None
        said["starts"] = f"{at:%H:%M}" if at else None
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        check_moment(self)
        if len(lines(said.get("questions", ""))) > MOST_QUESTIONS:
            self.add_error("questions", _("Three questions are enough. Leave some out."))
        return said

    def changes(self) -> dict[str, Any]:
        """The session's own fields."""
        apart = ("version", "day", "starts")
        said = {name: what for name, what in self.cleaned_data.items() if name not in apart}
        at = moment(self.cleaned_data["day"], self.cleaned_data["starts"], self.zone)
        return said | {"starts_at": at}


class BlockForm(Versioned):
    """One block, in the order in which a facilitator thinks of it."""

    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind.choices)
    title = text_field(
        gettext_lazy("What is it called?"),
        limit=120,
        required=True,
        error_messages={"required": gettext_lazy("Give it a name, like: A round of stories.")},
    )
    minutes = minutes_field()
    aim = text_field(gettext_lazy("What is it for?"), limit=300)
    prompt = text_field(
        gettext_lazy("What is asked?"),
        gettext_lazy("These words stand on everybody’s screen once you open the block."),
        limit=600,
        rows=3,
    )
    instructions = text_field(
        gettext_lazy("How does it go?"),
        gettext_lazy("For facilitators alone."),
        limit=3000,
        rows=4,
    )
    exercise = forms.ChoiceField(
        label=gettext_lazy("Which page does everybody open in their own network?"),
        help_text=gettext_lazy("For an exercise on one’s own map."),
        choices=[("", gettext_lazy("None")), *EXERCISES],
        required=False,
    )
    picture = forms.ChoiceField(
        label=gettext_lazy("Which picture do you look at?"),
        help_text=gettext_lazy(
            "One that somebody brought along for the group. It hangs on the wall and stands on "
            "everybody’s screen while the block is open."
        ),
        required=False,
    )
    materials = text_field(gettext_lazy("What do you need for it?"), limit=300)
    led_by = text_field(gettext_lazy("Who leads it?"), limit=120)
    plan_b = text_field(
        gettext_lazy("And if that does not work?"),
        gettext_lazy("Plan B: what you do when time is short, or nobody likes it."),
        limit=600,
        rows=2,
    )

    def __init__(self, *args: Any, pictures: Iterable[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        field: Any = self.fields["picture"]
        field.choices = [("", _("None")), *pictures]


class PictureForm(forms.Form):
    """A picture of those who lead, for a block: painted anew, with words, and the yes of all in it.

    Its fields are called otherwise than those of the block, which stand on the same page.
    """

    own_picture = forms.FileField(
        label=gettext_lazy("The picture"),
        help_text=gettext_lazy("JPEG, PNG, WebP or HEIC, at most 15 MB."),
        widget=forms.FileInput(attrs={"accept": KINDS_OF_FILES}),
        error_messages={
            "required": gettext_lazy("Choose a picture."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )
    alt = forms.CharField(
        label=gettext_lazy("What is in the picture?"),
        help_text=gettext_lazy("For whoever does not see it: who is there, where, doing what."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Say in one sentence what is in it."),
            "max_length": gettext_lazy("That is longer than fits here. Shorten it a little."),
        },
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("Everyone in it said yes"),
        error_messages={"required": gettext_lazy("Ask everyone in it first. Then it can hang.")},
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.use_required_attribute = False

    def clean_own_picture(self) -> Painted:
        sent = self.cleaned_data["own_picture"]
        try:
            return paint(sent.file, sent.size)
        except Refused as refused:
            raise forms.ValidationError(str(refused.why)) from refused


class MinutesForm(forms.Form):
    """The minutes of every block, on one page.

    The plan may be another one by now: what was sent goes to the blocks it was sent for. `added`
    are those that were not on the page.
    """

    def __init__(self, data: Any, *, blocks: Sequence[Activity]) -> None:
        self.blocks, self.added = list(blocks), list[Activity]()
        super().__init__(None if data is None else self._to_each(data))
        for number, row in enumerate(self.blocks):
            self._row(number, row)

    def _to_each(self, data: Any) -> dict[str, Any]:
        """What was sent for each block, in the order in which they stand now."""
        sent = {}
        for number in takewhile(lambda number: f"minutes-{number}" in data, count()):
            names = [f"{name}-{number}" for name in ("version", "minutes")]
            sent[data.get(f"key-{number}")] = [data.get(name) for name in names]
        self.added = [row for row in self.blocks if sent and row.pk not in sent]
        found: dict[str, Any] = {}
        for number, row in enumerate(self.blocks):
            version, minutes = sent.get(row.pk, (row.version, row.minutes))
            found |= {f"key-{number}": row.pk}
            found |= {f"version-{number}": version, f"minutes-{number}": minutes}
        return found

    def _row(self, number: int, row: Activity) -> None:
        hidden = forms.HiddenInput
        key = forms.CharField(widget=hidden, initial=row.pk, required=False)
        version = forms.IntegerField(widget=hidden, initial=row.version, required=False)
        self.fields |= {f"key-{number}": key, f"version-{number}": version}
        label = _("Minutes for %(title)s") % {"title": row.title}
        self.fields[f"minutes-{number}"] = minutes_field(label, initial=row.minutes)

    def rows(self) -> list[dict[str, Any]]:
        """The fields of each block, for the page."""
        names = ("key", "version", "minutes")
        return [
            {name: self[f"{name}-{number}"] for name in names} for number in range(len(self.blocks))
        ]

    def changed(self) -> list[tuple[int, Activity, int, int]]:
        """Of each block that is still there: its number, the block, its version, its minutes."""
        said = self.cleaned_data
        return [
            (number, row, said[f"version-{number}"] or 0, said[f"minutes-{number}"])
            for number, row in enumerate(self.blocks)
        ]

    def beside(self, number: int, row: Activity) -> list[BothTexts]:
        """Where this block as it is now differs from what was typed; saving again goes on."""
        name = f"minutes-{number}"
        mine = self.cleaned_data[name]
        data: Any = self.data
        self.data = data.copy()
        self.data[f"version-{number}"] = str(row.version)  # type: ignore[index]
        if mine == row.minutes:
            return []
        return [BothTexts(str(self.fields[name].label), str(row.minutes), str(mine))]
