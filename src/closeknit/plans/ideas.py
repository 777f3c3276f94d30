"""Things to do together, from what both like. Never chores."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


@dataclass(frozen=True)
class Idea:
    """What one can do together who both like one of these words."""

    words: object
    does: tuple[object, ...]


def _idea(words: object, *does: object) -> Idea:
    return Idea(words, does)


IDEAS = (
    _idea(
        gettext_lazy("swimming, swim, pool, lake, sea"),
        gettext_lazy("go swimming together once"),
        gettext_lazy("sit by the water for an hour"),
    ),
    _idea(
        gettext_lazy("walking, walks, walk, hiking, nature, forest, woods"),
        gettext_lazy("take a short walk, to somewhere with a bench"),
        gettext_lazy("walk where one of you has never been"),
    ),
    _idea(
        gettext_lazy("singing, choir, songs, sing"),
        gettext_lazy("sing two songs that you both know"),
        gettext_lazy("go and hear a choir"),
    ),
    _idea(
        gettext_lazy("music, concerts, piano, guitar, radio"),
        gettext_lazy("play each other one song, and say why"),
        gettext_lazy("look for a small concert nearby"),
    ),
    _idea(
        gettext_lazy("dancing, dance"),
        gettext_lazy("put on one song in the kitchen and dance"),
        gettext_lazy("find an evening where anybody may dance"),
    ),
    _idea(
        gettext_lazy("baking, bread, cake"),
        gettext_lazy("bake something and eat it warm"),
        gettext_lazy("try a bakery that neither of you knows"),
    ),
    _idea(
        gettext_lazy("cooking, food, soup, eating"),
        gettext_lazy("cook a dish from when you were small"),
        gettext_lazy("have breakfast somewhere, at any time of day"),
    ),
    _idea(
        gettext_lazy("coffee, tea, cafés, café"),
        gettext_lazy("meet for one cup, and leave when it is empty"),
    ),
    _idea(
        gettext_lazy("gardening, garden, plants, flowers"),
        gettext_lazy("give each other a cutting"),
        gettext_lazy("look at gardens over the fence"),
    ),
    _idea(
        gettext_lazy("books, reading, stories"),
        gettext_lazy("read each other one page aloud"),
        gettext_lazy("swap one book"),
    ),
    _idea(
        gettext_lazy("films, film, cinema, movies, series"),
        gettext_lazy("watch the same film, and talk about it on the phone"),
    ),
    _idea(
        gettext_lazy("games, cards, chess, board games, puzzles"),
        gettext_lazy("play one round, by post or by phone if need be"),
    ),
    _idea(
        gettext_lazy("football, sport, sports, cricket, tennis"),
        gettext_lazy("watch a match together, best a small one outdoors"),
    ),
    _idea(
        gettext_lazy("cycling, bicycles, bikes, bike"),
        gettext_lazy("ride to the next ice cream"),
        gettext_lazy("mend a bicycle side by side"),
    ),
    _idea(
        gettext_lazy("painting, drawing, art, crafts, knitting, sewing"),
        gettext_lazy("sit at one table, each with their own piece"),
        gettext_lazy("go and see one single picture"),
    ),
    _idea(
        gettext_lazy("photos, photography, pictures"),
        gettext_lazy("send each other a picture of today’s sky"),
    ),
    _idea(
        gettext_lazy("dogs, dog, cats, cat, animals, birds"),
        gettext_lazy("walk a dog, your own or a neighbour’s"),
        gettext_lazy("watch the birds for half an hour"),
    ),
    _idea(
        gettext_lazy("buses, trains, trams, travelling"),
        gettext_lazy("ride a line to its last stop and back"),
    ),
    _idea(
        gettext_lazy("market, markets, shops, flea markets"),
        gettext_lazy("stroll over a market without a list"),
    ),
    _idea(
        gettext_lazy("church, mosque, temple, faith, prayer"),
        gettext_lazy("go to a service together, and for a drink after it"),
    ),
)


def together(mine: str, theirs: str, week: int = 0, whom: tuple[str, str] | None = None) -> str:
    """One thing that two could do together, from the words in which each says what they like.

    `week` turns the pages: another week brings another idea. `whom` names the two to anybody else.
    Nothing where they share no word.

    >>> together("Swimming, soup", "choir, swimming")
    'You both like swimming: go swimming together once.'
    >>> together("swimming", "chess")
    ''
    """
    found = [(word, does) for word in shared(mine, theirs) for does in _for(word)]
    if not found:
        return ""
    word, does = found[week % len(found)]
    if whom is None:
        return _("You both like %(what)s: %(do)s.") % {"what": word, "do": does}
    told = {"one": whom[0], "other": whom[1], "what": word, "do": does}
    return _("%(one)s and %(other)s both like %(what)s: %(do)s.") % told


def shared(mine: str, theirs: str) -> list[str]:
    """The words that stand in both lists, as the first one writes them.

    >>> shared("Cafés, Swimming", "swimming,  cafes")
    ['cafés', 'swimming']
    """
    known = {plain(word) for word in listed(theirs)}
    return [word.lower() for word in listed(mine) if plain(word) in known]


def listed(likes: str) -> list[str]:
    """The words between the commas, each once.

    >>> listed(" choir, ,Choir,  the sea ")
    ['choir', 'the sea']
    """
    found: dict[str, str] = {}
    for word in likes.replace(";", ",").split(","):
        if tidy := " ".join(word.split()):
            found.setdefault(plain(tidy), tidy)
    return [*found.values()]


def plain(word: str) -> str:
    """A word without capitals, accents and "the".

    >>> plain("The Cafés")
    'cafes'
    """
    apart = unicodedata.normalize("NFD", word.casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    for article in _("the").split():  # a language may have several
        bare = bare.removeprefix(f"{article} ")
    return bare


def _for(word: str) -> tuple[object, ...]:
    """What one can do who likes this; something small where we know nothing of it."""
    for idea in IDEAS:
        if plain(word) in {plain(one) for one in listed(str(idea.words))}:
            return idea.does
    return (_("tell each other how it began, over a cup of something"),)
