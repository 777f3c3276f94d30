"""English words for the command line: names of supports and circles, a sentence for each finding.

Pages have their own, translated sentences; these are for whoever uses the library or the command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from closeknit.core.gaps import EmptyChair, Finding, Step, group_word
from closeknit.core.network import Network

SUPPORT_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "talk": "someone to talk to",
        "practical": "practical help",
        "fun": "fun and company",
        "advice": "advice and information",
        "decisions": "help with decisions",
        "advocacy": "standing up for me",
        "emergency": "in an emergency",
        "money": "looking after money",
        "new_people": "new people and places",
    }
)
CIRCLE_NAMES: Mapping[int, str] = MappingProxyType(
    {1: "closest", 2: "friends", 3: "doing things together", 4: "from services"}
)
RELATIONSHIP_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "partner": "partner",
        "parent": "parent",
        "child": "child",
        "sibling": "sister or brother",
        "grandparent": "grandparent",
        "grandchild": "grandchild",
        "aunt_or_uncle": "aunt or uncle",
        "niece_or_nephew": "niece or nephew",
        "cousin": "cousin",
        "other_family": "other family",
        "friend": "friend",
        "family_friend": "friend of the family",
        "neighbour": "neighbour",
        "group": "from a group",
        "faith": "from a faith community",
        "colleague": "from work",
        "classmate": "from school or a course",
        "support_worker": "support worker",
        "health_worker": "health worker",
        "social_worker": "social worker",
        "teacher": "teacher",
        "other": "someone else",
    }
)


def support_name(key: str) -> str:
    """A support in words; a network's own support is its own word.

    >>> support_name("talk"), support_name("sign_language")
    ('someone to talk to', 'sign language')
    """
    return SUPPORT_NAMES.get(key, key.replace("_", " "))


def names(network: Network, keys: Iterable[str]) -> str:
    """People in a row, as one says it.

    >>> from closeknit.core.network import Person
    >>> names(Network("Maya", (Person("r", "Rosa"), Person("j", "June"))), ["r", "j"])
    'Rosa and June'
    """
    return _and([network.person(key).name for key in keys])


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def step_words(step: Step | None, network: Network) -> str:
    """The next step in words; empty when there is none."""
    if step is None:
        return ""
    people = [network.person(key).name for key in step.people]
    support = f": {support_name(step.about)}" if step.about else ""
    return {
        "add_someone": "Think of one person who was kind to you, and write down their name.",
        "ask": "Ask {0}{support}.",
        "stand_beside": "Ask {0} to stand beside {1}{support}.",
        "introduce": "Plan a get-together where {0} and {1} meet.",
        "invite_closer": "Make a little more time with {0}.",
        "meet_people": "Think of a place where one more person could come from.",
        "bring_together": "Have {0} and {1} over on the same day.",
    }[step.kind].format(*people, support=support)


def _group_names(network: Network, finding: Finding) -> str:
    spoken = []
    for group in finding.groups:
        kind, word = group_word(network, group)
        spoken.append({"family": "family", "person": f"the people round {word}"}.get(kind, word))
    return _and(spoken)


def _nobody_yet(finding: Finding, network: Network) -> tuple[str, str]:
    return f"Welcome, {network.name}.", "Nobody is on the map yet. One name is enough to begin."


def _support_nobody(finding: Finding, network: Network) -> tuple[str, str]:
    title = f"Nobody yet: {support_name(finding.about)}."
    return title, f"{network.name} wishes for it, and so far nobody gives it."


def _support_only_one(finding: Finding, network: Network) -> tuple[str, str]:
    who = names(network, finding.people)
    title = f"Only {who}: {support_name(finding.about)}."
    return title, f"When {who} is ill or away, nobody else does this."


def _support_only_paid(finding: Finding, network: Network) -> tuple[str, str]:
    title = f"Only paid people: {support_name(finding.about)}."
    are = "is" if len(finding.people) == 1 else "are"
    who = names(network, finding.people)
    return title, f"{who} {are} paid to be here. When the job ends, this may end too."


def _carries_much(finding: Finding, network: Network) -> tuple[str, str]:
    who, numbers = names(network, finding.people), finding.numbers
    why = f"For {numbers['only']} of {numbers['of']} kinds of support there is nobody but {who}."
    return f"{who} carries a lot.", why


def _groups_not_met(finding: Finding, network: Network) -> tuple[str, str]:
    who = names(network, finding.people)
    why = f"{_group_names(network, finding).capitalize()}. Introducing {who} would join the two "
    return f"{finding.numbers['groups']} groups that have not met.", why + "largest."


def _nobody_knows_anybody(finding: Finding, network: Network) -> tuple[str, str]:
    why = f"All news goes through {network.name}, and nobody can take turns."
    return "Nobody knows anybody else.", why


def _closest_all_family(finding: Finding, network: Network) -> tuple[str, str]:
    why = f"{names(network, finding.people)} are family. A friend brings other worlds."
    return "The closest circle is all family.", why


def _circle_empty(finding: Finding, network: Network) -> tuple[str, str]:
    where = {1: "in the closest circle", 2: "among friends"}[finding.numbers["circle"]]
    return f"Nobody {where} yet.", "There are people around, and one of them could come nearer."


def _well_covered(finding: Finding, network: Network) -> tuple[str, str]:
    why = names(network, finding.people)
    nobody_paid = finding.numbers["people"] == finding.numbers["unpaid"]
    ending = ", none of them paid." if nobody_paid else "."
    return f"{support_name(finding.about).capitalize()}: well covered.", why + ending


_SENTENCES: Mapping[str, Callable[[Finding, Network], tuple[str, str]]] = MappingProxyType(
    {
        "nobody_yet": _nobody_yet,
        "support_nobody": _support_nobody,
        "support_only_one": _support_only_one,
        "support_only_paid": _support_only_paid,
        "carries_much": _carries_much,
        "groups_not_met": _groups_not_met,
        "nobody_knows_anybody": _nobody_knows_anybody,
        "closest_all_family": _closest_all_family,
        "circle_empty": _circle_empty,
        "well_covered": _well_covered,
    }
)


def sentence(finding: Finding, network: Network) -> tuple[str, str, str]:
    """A finding in English: what it is, why it is said, and one next step (empty for good news).

    >>> from closeknit.core.gaps import find_gaps
    >>> network = Network("Maya")
    >>> sentence(find_gaps(network)[0], network)[0]
    'Welcome, Maya.'
    """
    title, why = _SENTENCES[finding.rule](finding, network)
    return title, why, step_words(finding.step, network)


def chair_words(chair: EmptyChair, network: Network) -> tuple[str, str]:
    """An empty chair in English: what it waits for, and who could be asked (or empty).

    >>> from closeknit.core.gaps import empty_chairs
    >>> from closeknit.core.network import Wish
    >>> network = Network("Maya", wishes=(Wish("w", "support", "money"),))
    >>> chair_words(empty_chairs(network)[0], network)
    ('looking after money', '')
    """
    title = chair.words or support_name(chair.about)
    if not chair.could_ask:
        return title, ""
    are = "is" if len(chair.could_ask) == 1 else "are"
    return title, f"{names(network, chair.could_ask)} {are} close enough to ask."
