"""After the first evening of a made-up workshop: who would like to stay in touch with whom."""

from __future__ import annotations

from closeknit.workshops.models import Nod, Reach, Seat, Series

# What each would give, and to whom they said yes. Kofi and Ana did so both.
GIVEN = {
    "Kofi": ("The back seat of the 42, most evenings; or 555 0142", ("Ana Duarte",)),
    "Ana Duarte": ("ana at the bakery in Mill Lane, before noon", ("Kofi", "Joe Whitlock")),
    "Joe Whitlock": ("555 0117, best on Sundays", ()),
}
NAMED = "Kofi Mensah"


def stay_in_touch(series: Series) -> None:
    """Each says it for themselves. Kofi would like letters, and none leaves the demo."""
    seats = {seat.name: seat for seat in Seat.active().filter(series=series)}
    for name, (words, _yes) in GIVEN.items():
        Reach.give(seats[name].actor(), seats[name], words)
    for name, (_words, yes) in GIVEN.items():
        for other in yes:
            Nod.say(seats[name].actor(), seats[name], seats[other].pk, True)
    kofi = seats["Kofi"]
    kofi.change(kofi.actor(), kofi.version, remind=Seat.Remind.DAY, recap_letters=True)
    kofi.put_on_paper(kofi.actor(), NAMED)
