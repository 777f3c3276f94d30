"""The book that Maya of the demo keeps, and what Rosa asks everybody to think about."""

from __future__ import annotations

from closeknit.policy import Actor
from closeknit.stories.models import Keepsake, OwnPrompt, Photo, Story

TITLE = "Soup at six"
DEDICATION = "For everybody who knocked.\nAnd for Mum, who answered on the phone."
ALBUMS = ("June’s birthday", "The week of the soup")
ON_THE_BUS = "a red bus"
YEARS = (2016, 2021, 2026)
ROSAS = "What would you like to do with Maya, and never got round to?"


def keep(maya: Actor, rosa: Actor) -> None:
    """A book for Maya alone: her stories, some pictures, and the map of three years."""
    told = Story.visible_to(maya).exclude(told_at=None)
    shown = Photo.visible_to(maya).filter(occasion="", alt__contains=ON_THE_BUS)
    chosen = [f"story:{row.pk}" for row in told]
    chosen += [f"occasion:{name}" for name in ALBUMS]
    chosen += [f"photo:{row.pk}" for row in shown]
    chosen += [f"map:{year}-01-01" for year in YEARS]
    Keepsake.make(maya, title=TITLE, dedication=DEDICATION, chosen=chosen)
    OwnPrompt.make(rosa, words=ROSAS)
