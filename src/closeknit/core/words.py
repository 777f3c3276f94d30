"""English words for the command line: names of supports and circles, a sentence for each finding.

Pages have their own, translated sentences; these are for whoever uses the library or the command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from closeknit.core.gaps import EmptyChair, Finding, Introduction, Step, group_word
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
ROLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "decision_supporter": "decision supporter",
        "confidant": "trusted confidant",
        "advocate": "advocate",
        "safety_watcher": "safety watcher",
        "convenor": "convenor",
        "celebration_keeper": "celebration keeper",
        "connector": "connector",
        "money_watcher": "money watcher",
        "story_keeper": "story keeper",
        "practical_helper": "practical helper",
    }
)


def role_name(key: str, network: Network) -> str:
    """A role in words: one of the ten, else the network's own words for it, else its key.

    >>> role_name("advocate", Network("Maya")), role_name("tea_maker", Network("Maya"))
    ('advocate', 'tea maker')
    """
    said = [role.words for role in network.roles if role.about == key and role.words]
    said += [wish.words for wish in network.wishes if wish.key == key and wish.words]
    return ROLE_NAMES.get(key) or (said[0] if said else key.replace("_", " "))


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


def few(network: Network, keys: Iterable[str]) -> str:
    """The first three in a row, and how many more there are.

    >>> from closeknit.core.network import Person
    >>> people = tuple(Person(name, name) for name in ("Ana", "Bo", "Cy", "Di", "Ed"))
    >>> few(Network("Maya", people), [person.key for person in people])
    'Ana, Bo, Cy and 2 more'
    """
    said = [network.person(key).name for key in keys]
    return _and(said if len(said) < 5 else [*said[:3], f"{len(said) - 3} more"])


def _and(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def step_words(step: Step | None, network: Network) -> str:
    """The next step in words; empty when there is none."""
    if step is None:
        return ""
    people = [network.person(key).name for key in step.people]
    about = {
        "support": f": {support_name(step.about)}" if step.about else "",
        "role": role_name(step.about, network),
        "time": step.about,
        "name": network.name,
    }
    return STEPS[step.kind].format(*people, **about)


STEPS: Mapping[str, str] = MappingProxyType(
    {
        "add_someone": "Think of one person who was kind to you, and write down their name.",
        "ask": "Ask {0}{support}.",
        "stand_beside": "Ask {0} to stand beside {1}{support}.",
        "introduce": "Plan a get-together where {0} and {1} meet.",
        "invite_closer": "Make a little more time with {0}.",
        "meet_people": "Think of a place where one more person could come from.",
        "bring_together": "Have {0} and {1} over on the same day.",
        "ask_time": "Ask {0} about being there sometimes: {time}.",
        "take_role": "Ask {0} about taking this on: {role}.",
        "stand_in": "Ask {0} to stand in for {1}: {role}.",
        "look_again": "Sit down with {0} and look at it again: {role}.",
        "get_in_touch": "Call {0}, or write, just to say hello.",
        "ask_gift": "Ask {0} what {name} does for them.",
    }
)


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


def _support_only_fading(finding: Finding, network: Network) -> tuple[str, str]:
    title = f"{support_name(finding.about).capitalize()}: contact has become rare."
    return title, f"With {few(network, finding.people)} it has been longer than was wanted."


def _support_one_household(finding: Finding, network: Network) -> tuple[str, str]:
    title = f"{support_name(finding.about).capitalize()}: all from one home."
    return title, f"{few(network, finding.people)} live together. What happens there touches all."


def _paid_time(finding: Finding, network: Network) -> tuple[str, str]:
    are = "is" if len(finding.people) == 1 else "are"
    why = f"Of all who help, {few(network, finding.people)} {are} there then, and paid to be."
    return f"{finding.about.capitalize()}: only paid people.", why


def _holds_many_roles(finding: Finding, network: Network) -> tuple[str, str]:
    who = names(network, finding.people)
    title = f"{who} said yes to {finding.numbers['roles']} roles."
    return title, "That is much for one. Somebody could stand in, or take one over."


def _role_nobody(finding: Finding, network: Network) -> tuple[str, str]:
    title = f"{_start(role_name(finding.about, network))}: nobody yet."
    return title, "This role waits for somebody who says yes."


def _role_no_stand_in(finding: Finding, network: Network) -> tuple[str, str]:
    who = names(network, finding.people)
    title = f"{_start(role_name(finding.about, network))}: only {who}, and nobody stands in."
    return title, f"When {who} is ill or away, nobody is ready to take over."


def _role_review_due(finding: Finding, network: Network) -> tuple[str, str]:
    days, who = finding.numbers["days"], few(network, finding.people)
    ago = "a day" if days == 1 else f"{days} days"
    title = f"{_start(role_name(finding.about, network))}: time to look at it again."
    return title, f"The day for it was {ago} ago. Does it still suit {network.name} and {who}?"


def _companion_nobody(finding: Finding, network: Network) -> tuple[str, str]:
    said = {wish.key: wish.words for wish in network.wishes}[finding.about]
    title = f"{_start(said or 'somebody to be with')}: nobody yet."
    return title, f"{network.name} wishes for it, and nobody has taken the chair."


def _known_through_one(finding: Finding, network: Network) -> tuple[str, str]:
    one, *hanging = finding.people
    name = network.person(one).name
    title = f"{few(network, hanging)} know only {name} here."
    return title, f"When {name} is ill or away, nobody else here knows them."


def _stand_alone(finding: Finding, network: Network) -> tuple[str, str]:
    know = "knows" if len(finding.people) == 1 else "know"
    title = f"{few(network, finding.people)} {know} nobody else here yet."
    return title, "Others here know each other. One introduction could bring more people in."


def _out_of_touch(finding: Finding, network: Network) -> tuple[str, str]:
    days, every = finding.numbers["days"], finding.numbers["every"]
    often = "every day" if every == 1 else f"every {every} days"
    title = f"{names(network, finding.people)}: it has been a while."
    return title, f"{days} days since the last time; wanted was {often}."


def _gives_to_nobody(finding: Finding, network: Network) -> tuple[str, str]:
    why = "Everybody gives something: a laugh, an open ear, a place at the table."
    return f"What {network.name} does for others is not on the map yet.", why


def _nobody_under_30(finding: Finding, network: Network) -> tuple[str, str]:
    why = "People of one age grow old together. Younger ones may be there for longer."
    return "Nobody who is here unpaid is under 30.", why


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]


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
        "support_only_fading": _support_only_fading,
        "support_one_household": _support_one_household,
        "paid_time": _paid_time,
        "holds_many_roles": _holds_many_roles,
        "role_nobody": _role_nobody,
        "role_no_stand_in": _role_no_stand_in,
        "role_review_due": _role_review_due,
        "companion_nobody": _companion_nobody,
        "known_through_one": _known_through_one,
        "stand_alone": _stand_alone,
        "out_of_touch": _out_of_touch,
        "gives_to_nobody": _gives_to_nobody,
        "nobody_under_30": _nobody_under_30,
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


def introduction_words(found: Introduction, network: Network) -> tuple[str, str]:
    """An introduction in English: who could meet, and what it would join.

    >>> from closeknit.core.gaps import introductions
    >>> from closeknit.core.network import Person
    >>> people = (Person("d", "Dee"), Person("j", "June"))
    >>> introduction_words(introductions(Network("Maya", people))[0], Network("Maya", people))
    ('Dee and June', '1 pair of people could then reach each other, not only through Maya.')
    """
    pairs = "1 pair" if found.gain == 1 else f"{found.gain} pairs"
    why = f"{pairs} of people could then reach each other, not only through {network.name}."
    return names(network, found.people), why
