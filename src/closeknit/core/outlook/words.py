"""English sentences about the years ahead, for the command line.

Never one number: always the range over the three scenarios. Nobody dies in them and nobody is lost;
somebody is "not named any more", whatever the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from closeknit.core.network import Network
from closeknit.core.outlook.answer import Change, Outlook, Strand, Three
from closeknit.core.words import support_name

COUNTED = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
NUMBERS = tuple(COUNTED.split())
MATTERS = 0.02
"""A difference below two of a hundred futures is not worth a sentence."""


def sentences(found: Outlook, network: Network) -> tuple[str, ...]:
    """All there is to say, a sentence or a few for each thing; what nobody gives comes after.

    >>> from closeknit.core.network import Person
    >>> from closeknit.core.outlook import outlook
    >>> rosa = Person("r", "Rosa", circle=1, relationship="parent", age=75, sex="female",
    ...               gives=frozenset({"talk"}))
    >>> network = Network("Maya", (rosa,))
    >>> told = sentences(outlook(network, year=2026, exact=True), network)
    >>> for each in told[1].split(". "):
    ...     print(each)
    In ten years, someone to talk to: may or may not be there still (between 14 and 48 of 100 \
futures)
    It hangs most on Rosa
    It becomes thin in four to ten years
    With one new close friend who does it too: between 6 and 28 more of 100.
    """
    told = [strand_words(strand, found, network) for strand in found.strands]
    return (opening(found), *told, *_nobody(found, network), *_unknown(found))


def opening(found: Outlook) -> str:
    """What is to be read before any figure: what this is, and what it is not."""
    how = f"{found.asked.futures:,} made-up futures" if found.asked.futures else "sums of chances"
    thin = round(found.asked.thin_below * 100)
    return (
        f"Nobody knows the years ahead. These are {how} of {_people(found.people)}, three times:"
        " when few ties end, when many do, and between. They tell where to look, not what will"
        f" happen. Thin means fewer than {thin} of 100. Ages by: {found.asked.table}."
    )


def strand_words(strand: Strand, found: Outlook, network: Network) -> str:
    """How one thing is likely to hold, whom it hangs on, and what one change would do."""
    chance = strand.by_year[found.asked.at]
    when, what = _when(found.asked.at), thing(strand, network)
    parts = [
        f"{when}, {what}: {LIKELY[chance.standing]} ({_range(chance)} of 100 futures).",
        _hangs_on(strand, network),
        _thin(strand, found),
        *(_change(change, strand, network) for change in strand.changes),
    ]
    return " ".join(part for part in parts if part)


def thing(strand: Strand, network: Network) -> str:
    """What a strand is about, in words.

    >>> from closeknit.core.outlook.answer import Thin
    >>> strand = Strand("support", "talk", 2, ("r",), 0, (), Thin(None, None, None), (), ())
    >>> thing(strand, Network("Maya"))
    'someone to talk to, at least two people'
    """
    if strand.kind == "company":
        many = "unpaid person" if strand.k == 1 else "unpaid people"
        return f"at least {_count(strand.k)} {many} close by"
    if strand.kind == "role":
        about = next(role.about for role in network.roles if role.key == strand.about)
        name = about.replace("_", " ")
    else:
        name = support_name(strand.about)
    return name if strand.k == 1 else f"{name}, at least {_count(strand.k)} people"


LIKELY: Mapping[str, str] = MappingProxyType(
    {
        "sure": "very likely still there",
        "likely": "likely still there",
        "open": "may or may not be there still",
        "unlikely": "likely not named any more",
    }
)


def _range(chance: Three) -> str:
    least, most = _of_100(chance.least), _of_100(chance.most)
    if most <= 1:
        return "at most 1"
    if least < 1:
        return f"at most {most}"
    return f"about {least}" if least == most else f"between {least} and {most}"


def _of_100(chance: float) -> int:
    """Of 100 futures. Made-up futures never make sure: it is never all of them."""
    return min(99, round(chance * 100))


def _hangs_on(strand: Strand, network: Network) -> str:
    if not strand.hangs_on or strand.hangs_on[0].less.central < MATTERS:
        return ""
    return f"It hangs most on {network.person(strand.hangs_on[0].key).name}."


def _thin(strand: Strand, found: Outlook) -> str:
    told = [year for year in strand.thin if year is not None]
    if not told or min(told) == 0:
        return ""
    first, last = _count(min(told)), _count(max(told))
    if len(told) < len(strand.thin):
        return f"It may become thin in {first} years, or not in {_count(found.asked.years)}."
    if first == last:
        return f"It becomes thin in about {first} years."
    return f"It becomes thin in {first} to {last} years."


def _change(change: Change, strand: Strand, network: Network) -> str:
    if change.more.central < MATTERS:
        return ""
    name = network.person(change.key).name if change.key else ""
    does = "" if strand.kind == "company" else " who does it too"
    begins = {
        "new_friend": f"With one new close friend{does}",
        "stand_in": f"With {name} as a stand-in",
        "one_more": f"If {name} gave it too",
        "closer": f"If {name} came closer",
    }[change.kind]
    return f"{begins}: {_range(change.more)} more of 100."


def _nobody(found: Outlook, network: Network) -> list[str]:
    names = [support_name(about) for about, strand in found.supports.items() if strand is None]
    waiting = {about for about, strand in found.roles.items() if strand is None}
    names += [role.about.replace("_", " ") for role in network.roles if role.key in waiting]
    return [f"Nobody yet: {name}. There is nothing to look ahead to." for name in names]


def _unknown(found: Outlook) -> list[str]:
    told = []
    if found.unknown_ages:
        told.append(
            f"No age is told of {_people(found.unknown_ages)}: dying is left out for them, so what"
            " hangs on them looks brighter than it is."
        )
    if found.unknown_sexes:
        told.append(
            f"No sex is told of {_people(found.unknown_sexes)}: for them the mean of both tables is"
            " taken."
        )
    return told


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{_count(count)} people"


def _when(year: int) -> str:
    if year == 0:
        return "Today"
    return "In one year" if year == 1 else f"In {_count(year)} years"


def _count(number: int) -> str:
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)
