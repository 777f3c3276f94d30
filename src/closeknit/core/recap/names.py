"""Names in what was entered: how somebody is called, where a name stands, whose words come back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from closeknit.core.recap.frames import FRAMES, start
from closeknit.core.recap.values import Named

QUOTES, ENDS = "“”\"'‘«\u00a0 ", ".!?…\n"
"""What may stand between the end of a sentence and a word, and what ends one."""
RUN = 5
"""So many words in the same order are somebody’s own words."""
SHORTEST = 3
"""Fewer words than that are anybody’s."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name stands in a text. `sure` is false where it may be an ordinary word."""

    name: str
    words: str
    at: int
    sure: bool


def shown(who: Named, frames: Mapping[str, str] = FRAMES) -> str:
    """How somebody is called where strangers read it: never more than they chose.

    Formula: own is the whole name, first its first word, as the words they chose, none "one of us",
    or "somebody" for those who were not in the room.
    When there is no answer: never; without a name, or without chosen words, it is as for none.
    Errors: none.

    In the literature: pseudonymisation by the informant’s own choice.

    >>> shown(Named("Kofi Mensah", "first")), shown(Named("Rosa", "as", "a mother"))
    ('Kofi', 'a mother')
    >>> shown(Named("Rosa")), shown(Named("Dee", here=False))
    ('one of us', 'somebody')
    """
    name = who.name.split()
    said = {"own": " ".join(name), "first": name[0] if name else "", "as": who.words.strip()}
    return said.get(who.called, "") or frames["one_of_us" if who.here else "somebody"]


def spots(text: str, people: Iterable[Named], but: Iterable[str] = ()) -> tuple[Spot, ...]:
    """Each place where a text names somebody in a way they did not choose, in its order.

    Formula: whole words that are somebody’s name, or one word of it, however they are written. What
    they chose to be called by is no such place, nor are the words in `but`, of which somebody said
    that they are no name. It is not `sure` of one word without a capital, which may be a word like
    any other, or of one that somebody else chose to be called by.
    When there is no answer: nobody is named; the result is empty.
    Errors: none.

    In the literature: named-entity look-up in a closed gazetteer.

    >>> spots("Rosa said that Kofi will come.", [Named("Rosa Reyes"), Named("Kofi", "own")])
    (Spot(name='Rosa Reyes', words='Rosa', at=0, sure=True),)
    >>> [spot.sure for spot in spots("We will see.", [Named("Will Ode")])]
    [False]
    """
    everyone, folded = list(people), _folded(text)
    free = {word for who in everyone for word in _open(who)}
    passed = {_plain(words) for words in but}
    found: dict[int, Spot] = {}
    for who in everyone:
        own = _open(who) | passed
        for form in (form for form in _forms(who) if _plain(form) not in own):
            for at, words in _finds(form, text, folded):
                sure = (" " in form or words[:1].isupper()) and _plain(form) not in free
                if at not in found or len(found[at].words) < len(words):
                    found[at] = Spot(who.name, words, at, sure)
    return _apart(found)


def strangers(text: str, people: Iterable[Named], but: Iterable[str] = ()) -> tuple[str, ...]:
    """Words of a text that look like a name and are nobody’s here, each once, in their order.

    Formula: words with a capital inside a sentence, those that follow each other taken together,
    without every word that is part of somebody’s name or stands in `but`. Where a sentence begins,
    every word has a capital, so none is taken there.
    When there is no answer: nothing looks like a name; the result is empty.
    Errors: none.

    In the literature: named-entity spotting by capitals alone.

    >>> strangers("Then Tanya Berger came, and Kofi with her.", [Named("Kofi")])
    ('Tanya Berger',)
    """
    known = {_plain(words) for words in but}
    known |= {_plain(word) for who in people for word in who.name.split()}
    found: dict[str, None] = {}
    last = -2
    for hit in re.finditer(r"[^\W\d_][\w-]+", text):
        word, before = hit[0], text[: hit.start()].rstrip(QUOTES)
        begins = not before or before[-1] in ENDS
        if not word[0].isupper() or begins or _plain(word) in known:
            continue
        said = next(reversed(found), "")
        if text[last : hit.start()] == " " and text[:last].endswith(said):
            del found[said]
            word = f"{said} {word}"
        found[word], last = None, hit.end()
    return tuple(found)


def veiled(
    text: str,
    people: Iterable[Named],
    frames: Mapping[str, str] = FRAMES,
    but: Iterable[str] = (),
) -> str:
    """A text in which nobody is named in a way they did not choose.

    Formula: every sure spot of `spots` gives way to what `shown` says, with a capital letter where
    a sentence begins.
    When there is no answer: never; a text that names nobody comes back as it is.
    Errors: none.

    In the literature: redaction with replacement.

    >>> veiled("Rosa came. I called Rosa’s son.", [Named("Rosa", "as", "a neighbour")])
    'A neighbour came. I called a neighbour’s son.'
    """
    everyone = list(people)
    by = {who.name: who for who in reversed(everyone)}
    # Of two with the same name, whoever wants none decides, unless the first one’s words hide it.
    for who in everyone:
        if who.called == "none" and (
            by[who.name].called != "as" or spots(shown(by[who.name]), [who])
        ):
            by[who.name] = who
    for spot in reversed(spots(text, everyone, but)):
        if not spot.sure:
            continue
        said, before = shown(by[spot.name], frames), text[: spot.at].rstrip(QUOTES)
        said = start(said) if not before or before[-1] in ENDS else said
        text = text[: spot.at] + said + text[spot.at + len(spot.words) :]
    return text


def echoes(text: str, words: str, run: int = RUN) -> bool:
    """Whether a text holds somebody’s own words: some of them in the same order.

    Formula: both share a run of `run` words, case, accents and marks aside; what is shorter than
    that has to be there as a whole, with three words at least.
    When there is no answer: never; of fewer than three words it is False.
    Errors: none.

    In the literature: n-gram containment, as in detecting copied text.

    >>> echoes("My dad drove out with a can of petrol.", "my dad drove out with a can")
    True
    >>> echoes("A father on the road.", "My dad drove out with a can of petrol.")
    False
    """
    size = size_of_a_run(words, run)
    return size >= SHORTEST and not {*runs(words, size)}.isdisjoint(runs(text, size))


def size_of_a_run(words: str, run: int = RUN) -> int:
    """How many words in the same order are enough to know these again.

    Formula: `run`, or all of them where they are fewer.
    When there is no answer: never; it is 0 where there is no word.
    Errors: none.

    In the literature: the n of an n-gram.

    >>> size_of_a_run("My dad drove out with a can."), size_of_a_run("My dad.")
    (5, 2)
    """
    return min(run, len(_words(words)))


def runs(text: str, size: int = RUN) -> list[str]:
    """Every run of so many words in a text, as `echoes` compares them.

    Formula: a window of `size` words, moved on word by word; case, accents and marks aside.
    When there is no answer: never; of fewer words than that there is none.
    Errors: none.

    In the literature: the n-grams (shingles) of a text.

    >>> runs("My dad drove out.", 3)
    ['my dad drove', 'dad drove out']
    """
    words = _words(text)
    return [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]


def _apart(found: dict[int, Spot]) -> tuple[Spot, ...]:
    """Without those that stand inside a longer one."""
    kept: list[Spot] = []
    for at in sorted(found):
        if not kept or at >= kept[-1].at + len(kept[-1].words):
            kept.append(found[at])
    return tuple(kept)


def _forms(who: Named) -> list[str]:
    """The whole name, and each of its words that has two letters or more."""
    words = who.name.split()
    parts = [word for word in words if sum(map(str.isalpha, word)) > 1]
    return [" ".join(words), *parts] if words else []


def _open(who: Named) -> set[str]:
    """What may stand there as it is: what they chose to be called by."""
    words = who.name.split()
    if who.called == "own":
        return {_plain(form) for form in _forms(who)}
    if who.called == "as":
        return {_plain(word) for word in who.words.split()}
    return {_plain(words[0])} if words and who.called == "first" else set()


def _folded(text: str) -> tuple[str, list[int]]:
    """A text without case and accents, and for each of its letters where that stood."""
    letters, places = [], []
    for at, letter in enumerate(text):
        for bare in _plain(letter) if not letter.isspace() else " ":
            letters.append(bare)
            places.append(at)
    return "".join(letters), places


def _finds(form: str, text: str, folded: tuple[str, list[int]]) -> list[tuple[int, str]]:
    """Where whole words stand in a text, whatever their case or accents."""
    letters, places = folded
    pattern = re.escape(_plain(form)).replace(r"\ ", r"\s+")
    hits = []
    for hit in re.finditer(rf"(?<!\w){pattern}(?!\w)", letters):
        at, last = places[hit.start()], places[hit.end() - 1] + 1
        while last < len(text) and unicodedata.combining(text[last]):
            last += 1
        hits.append((at, text[at:last]))
    return hits


def _plain(words: str) -> str:
    bare = unicodedata.normalize("NFD", " ".join(words.split()).casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"[’']", "", _plain(text)))
