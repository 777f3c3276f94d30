"""The fixed words a draft is made with, beside what people entered.

Pages hand in the same keys in another language; what stands in braces stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"

FRAMES: Mapping[str, str] = MappingProxyType(
    {
        "and": "{most} and {last}",
        "quoted": "“{words}”",
        "by": "{who}, with their yes",
        "one_of_us": "one of us",
        "somebody": "somebody",
        "met": "{count} of us met.",
        "met_for": "{count} of us met for the {place} of {of} sessions of {series}.",
        "met_in": "{count} of us met in {series}.",
        "we_met": "We met.",
        "we_met_for": "We met for the {place} of {of} sessions of {series}.",
        "we_met_in": "We met in {series}.",
        "aim": "What we wanted: {words}",
        "asked": "We asked: {words}",
        "story": "One story is told here, with the yes of whoever told it.",
        "stories": "{count} stories are told here, each with the yes of whoever told it.",
        "story_of": "One story is told here, with the yes of whoever told it: {abouts}.",
        "stories_of": (
            "{count} stories are told here, each with the yes of whoever told it: {abouts}."
        ),
        "words": "The words we chose: {words}.",
        "groups": "A line from each group:",
        "lines": "Some of us said:",
        "line": "One of us said:",
        "picture": "We looked at one picture.",
        "pictures": "We looked at {count} pictures.",
        "behind": "Behind it: {words}",
        "exercise": "Each of us worked on their own map: {title}.",
        "next": "Next time it is about {words}.",
        "again": "We meet again on {when}: {words}.",
        "at_home": "To try at home until then: {words}",
        "heading.takeaways": "What we take along",
        "heading.key": "To keep in mind",
        "heading.ahead": "Looking ahead",
        "heading.thought": "One last thought",
        "heading.questions": "To think about until then",
        "note.activity": "Nothing was said here: {title}.",
        "note.not_opened": "This was planned and not opened: {title}. It is left out.",
        "note.stays": "What was told here stays in the room: {title}.",
        "note.opening": "Nothing was said here: how the session began.",
        "note.key": "Nothing was said here: what to keep in mind.",
        "note.ahead": "Nothing was said here: what comes next.",
        "note.thought": "Nothing was said here: a last thought.",
        "note.questions": "Nothing was said here: questions to take home.",
        **{f"number.{at}": word for at, word in enumerate(_NUMBERS.split(), 1)},
        **{f"place.{at}": word for at, word in enumerate(_PLACES.split(), 1)},
    }
)


def number(count: int, frames: Mapping[str, str] = FRAMES) -> str:
    """A number as one says it: in words up to twelve.

    >>> number(11), number(40)
    ('eleven', '40')
    """
    return frames.get(f"number.{count}", str(count))


def listed(words: list[str], frames: Mapping[str, str] = FRAMES) -> str:
    """Words in a row, as one says it.

    >>> listed(["trust", "inclusion", "mapping"])
    'trust, inclusion and mapping'
    """
    if len(words) < 2:
        return "".join(words)
    return frames["and"].format(most=", ".join(words[:-1]), last=words[-1])


def start(words: str) -> str:
    """With a capital letter in front.

    >>> start("eleven of us"), start("“when”")
    ('Eleven of us', '“When”')
    """
    at = next((i for i, letter in enumerate(words) if letter.isalnum()), 0)
    return words[:at] + words[at : at + 1].upper() + words[at + 1 :]


def ended(words: str) -> str:
    """With a full stop, unless it ends already.

    >>> ended("Someone has to mean it"), ended("What changed?")
    ('Someone has to mean it.', 'What changed?')
    """
    words = " ".join(words.split())
    return words if not words or is_sentence(words) or words[-1] in ":;," else f"{words}."


def is_sentence(words: str) -> bool:
    """Whether it ends as a sentence does.

    >>> is_sentence("Next week we draw."), is_sentence("trust")
    (True, False)
    """
    return words.rstrip("”\"'’») ").endswith((".", "!", "?", "…"))
