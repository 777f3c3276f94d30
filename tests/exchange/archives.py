"""Archives for the tests: taken out by somebody of the cast, opened, changed, packed again."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from closeknit.networks.copies import keep
from closeknit.networks.models import (
    Arrival,
    Between,
    Chapter,
    Comer,
    Contact,
    Dismissal,
    Network,
    Note,
    Portrait,
    Support,
    Wish,
)
from closeknit.plans.models import (
    Action,
    Ask,
    Authority,
    Confidant,
    Decision,
    Gathering,
    Guest,
    Intention,
    Item,
    Minutes,
    Poll,
    Question,
    Reply,
    Role,
    Touch,
    Turn,
    Voice,
)
from closeknit.policy import Level
from closeknit.stories.models import (
    Consent,
    Keepsake,
    Moment,
    OwnPrompt,
    Photo,
    Reflection,
    Story,
)
from tests.cast import Cast, introduce, place, sure
from tests.stories.sounds import SECOND

DAY = dt.date(2026, 3, 4)
NOT_COMPARED = ("taken_out", "taking_part", "record")
"""What differs after a network came back: the day, who takes part, and what was done since."""


def take(client: Client, network: Network) -> bytes:
    answer = sure(client).post(reverse("take_out", args=[network.pk]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def opened(archive: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(archive))


def contents(archive: bytes) -> Any:
    return json.loads(opened(archive).read("network.json"))


def compared(archive: bytes) -> Any:
    """What must be equal: people by their names, for their short words follow who was met first."""
    data = {name: said for name, said in contents(archive).items() if name not in NOT_COMPARED}
    names = data.pop("writers")
    kept = [n for n in opened(archive).namelist() if n.startswith(("pictures/", "sounds/"))]
    return _named(data, names) | {"kept": {name: opened(archive).read(name) for name in kept}}


def _named(said: Any, names: dict[str, str]) -> Any:
    if isinstance(said, list):
        return [_named(one, names) for one in said]
    if not isinstance(said, dict):
        return said
    return {
        name: names.get(one, one) if name in ("by", "taken_out_by") else _named(one, names)
        for name, one in said.items()
    }


def packed(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(archive: bytes, change: Callable[[Any], None]) -> bytes:
    """The same archive, but network.json says something else."""
    data = contents(archive)
    change(data)
    files = {name: opened(archive).read(name) for name in opened(archive).namelist()}
    return packed(files | {"network.json": json.dumps(data).encode()})


def pixels(colour: str = "teal") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), colour).save(out, "WEBP")
    return out.getvalue()


def hung(cast: Cast, who: str, person: str | None, colour: str = "teal") -> Portrait:
    key = f"{who}-{person or 'maya'}-{colour}"
    name = default_storage.save(f"portraits/aa/{key}.webp", ContentFile(pixels(colour)))
    about = cast.people[person] if person else None
    return Portrait.make(cast.actors[who], person=about, file=name)


def painted(cast: Cast, story: Story, colour: str = "gold") -> Photo:
    """A picture in the three sizes it is kept in."""
    folder = f"photos/{story.pk}"
    files = {
        size: default_storage.save(f"{folder}-{size}.webp", ContentFile(pixels(colour)))
        for size in ("file", "middle", "small")
    }
    return Photo.make(cast.maya, caption="The soup", alt="A bowl", story=story, **files)


def drawn(name: str) -> dict[str, Any]:
    """A drawing beside words."""
    file = default_storage.save(f"pictures/{name}.webp", ContentFile(pixels("coral")))
    return {"picture": file, "width": 64, "height": 64}


def aloud() -> dict[str, Any]:
    """A voice note beside words."""
    file = default_storage.save("sounds/june.mp3", ContentFile(SECOND))
    return {"sound": file, "seconds": 1}


def furnish(cast: Cast) -> Cast:
    """A row of every kind in Maya's network, some changed since, some by others."""
    maya, rosa, kofi = cast.maya, cast.rosa, cast.kofi
    june = cast.people["june"]
    cast.network.revise(maya, 1, "purposed", purpose="So that nobody is alone on Sundays.")
    music = Support.make(maya, name="Music", hint="Songs & noise")
    tie = place(cast, "june", circle=2, gives={"talk": "tea", music.pk: "piano"}, how_met="Soup")
    tie.revise(rosa, 1, circle=1, why="She moved in next door.")
    Chapter.turn(maya, june, "2024", why="A hard winter", circle=3)
    introduce(cast, "june", "kofi")
    Contact.make(rosa, person=june, how="phone", value="020 7946 0018")
    Note.make(maya, person=june, text="Her birthday is in May.").revise(maya, 1, text="In June.")
    Note.make(rosa, person=june, text="Only Rosa knows.")
    Wish.make(maya, kind="companion", words="A friend to sing with", met_by=[june.pk])
    Wish.make(maya, kind="support", about=music.pk)
    Dismissal.dismiss(maya, f"carries_much:{june.pk}", "She likes it so.")
    Intention.make(maya, words="Call June", person=june)
    Intention.make(kofi, words="Kofi’s own plan")
    Intention.make(rosa, person=june, every=14, audience=Level.STEWARDS)
    Touch.log(maya, june, dt.date(2026, 5, 4), "called", words="The new job")
    moment = Moment.make(maya, "told", text="June brought soup.", person=june, hard=True)
    moment.revise(maya, 1, text="June brought soup, twice.")
    tea = Moment.make(rosa, "told", text="Rosa’s line about tea.")
    Moment.everyones.filter(pk=tea.pk).update(audience=Level.NETWORK)  # as after everybody's yes
    Moment.make(kofi, "told", text="Kofi to Maya alone.", audience=Level.PERSON)
    quince = {"text": "Quince and rain.", "mood": "calm", **drawn("quince")}
    Reflection.write(maya, prompt="turned_up", asked="When?", **quince)
    asked = OwnPrompt.make(maya, words="Who sings?")
    Reflection.write(maya, prompt=asked.pk, asked="Who sings?", text="Dee does.")
    chosen = [f"moment:{moment.pk}", "map:2024-01-01"]
    Keepsake.make(maya, title="Soup at six", dedication="For June.", chosen=chosen)
    Reflection.write(rosa, text="Rosa’s own thought")
    story = Story.begin(
        maya, happened="June came with soup.", supports=["talk", music.pk], **aloud()
    )
    Consent.put_in(maya, story, june)
    painted(cast, story)
    hung(cast, "maya", "june")
    hung(cast, "maya", None, "coral")
    held(cast)
    wanted(cast)
    met(cast)
    Arrival.bring(rosa, "vCard 4.0", [Comer("Marco", "person", (("email", "m@example.org"),))])
    keep(maya, "A hard winter", dt.date(2024, 12, 31))
    keep(rosa, "As Rosa keeps it", timezone.localdate())
    Between.say(maya, dt.date(2024, 1, 1), DAY, 0, "It was the winter.")
    return cast


def held(cast: Cast) -> None:
    """What people said yes to, a paper, and a decision."""
    maya, june, kofi = cast.maya, cast.people["june"], cast.people["kofi"]
    role = Role.ask(maya, DAY, kind="advocate", person=june, words="She comes along.")
    role.say(maya, 1, "yes", DAY)
    Role.ask(maya, DAY, kind="own", name="Cake", person=kofi, stand_in_of=role)
    Confidant.ask(maya, DAY, person=kofi, words="You keep it to yourself.")
    Authority.make(maya, person=june, kind="attorney", about="The bank", paper="Signed in 2020")
    decision = Decision.make(maya, asked="Move?", how="With pictures", words="Not this year.")
    Voice.hear(maya, decision, june, "supported", words="Her room is here.")


def wanted(cast: Cast) -> None:
    """Something that is asked for, a turn that was taken, and a no."""
    maya, june, kofi = cast.maya, cast.people["june"], cast.people["kofi"]
    day = timezone.localdate() + dt.timedelta(days=3)
    lift = Ask.begin(maya, title="A lift", why="The bus is full.", first_on=day, repeats="weekly")
    lift.tell(maya, 1)
    Turn.take(maya, lift, june, lift.slots(timezone.now())[0])
    no = Turn.call(maya, lift, kofi, order=1)
    no.say(maya, 1, "no", words="Not on Thursdays.")


def met(cast: Cast) -> None:
    """Lunch with a day to choose, a question that was answered, notes, and thanks."""
    maya, june = cast.maya, cast.people["june"]
    lunch = Gathering.plan(maya, title="Sunday lunch", invitation="Come hungry.", zone="UTC")
    one = Guest.invite(maya, lunch, june)
    Poll.ask(maya, lunch, ["2199-03-03T12:30", "2199-03-10T12:30"])
    Question.put_on_list(maya, lunch, ["What about my flat?"])
    lunch.tell(maya)
    one = next(iter(Guest.of([lunch.pk])))
    one.was_told(maya, 1, "yes", "With cake.", dates={"2199-03-03T12:30": "if_need_be"})
    Reply.write(maya, one, Question.of(lunch)[0], "Keep it.")
    Item.add(maya, lunch, title="Food", minutes=30, leader=june)
    notes = Minutes.begin(maya, lunch, "We ate well.")
    notes.agree(maya, 1)
    Action.put(maya, lunch, "took_on", words="Find a table", person=june, by_when=DAY)
    lunch.thank(maya, "For the cake.", june)
