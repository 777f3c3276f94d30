"""Every sentence of the first steps twice: to the person, and about the person to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from closeknit.networks.snapshot import Snapshot


@dataclass(frozen=True)
class Said:
    """One thing said in two whole sentences. `theirs` names the person and never says "you"."""

    mine: Any
    theirs: Any

    def to(self, seen: Snapshot) -> str:
        """The sentence for whoever reads: the person, or somebody who looks after the network."""
        if seen.mine:
            return str(self.mine)
        return str(self.theirs) % {"name": seen.row.name}


def both(sentence: Any) -> Said:
    """A sentence that is right for both, since it speaks of nobody."""
    return Said(sentence, sentence)


TITLES = {
    "story": Said(
        _("Think of a time somebody turned up for you"),
        _("Think of a time somebody turned up for %(name)s"),
    ),
    "purpose": Said(
        _("Why do you want a network?"), _("Why would a network be good for %(name)s?")
    ),
    "people": Said(_("Who is in your life?"), _("Who is in %(name)s’s life?")),
    "nobody": Said(_("It is good that you are here"), _("It is good that %(name)s has somebody")),
    "circles": Said(_("How close are they to you?"), _("How close are they to %(name)s?")),
    "supports": Said(
        _("What do they do for you, and you for them?"),
        _("What do they do for %(name)s, and %(name)s for them?"),
    ),
    "links": both(_("Who knows whom?")),
    "missing": Said(_("What or who is missing?"), _("What or who is missing around %(name)s?")),
    "intention": Said(
        _("One small thing you could do next"), _("One small thing that would be good for %(name)s")
    ),
}

LEADS = {
    "story": both(_("Small things count. One line is enough.")),
    "purpose": Said(
        _("One sentence. It stands at the top of your pages, and you can change it any time."),
        _("One sentence. It stands at the top of every page, and it can be changed any time."),
    ),
    "people": both(
        _("One name a line, as they come to mind. Nobody is told, and nobody is invited.")
    ),
    "nobody": Said(
        _(
            "Having nobody, or nobody yet, happens to many people, and it is where many networks "
            "begin. People often come from one of these four. Write down whatever comes to mind."
        ),
        _(
            "%(name)s has at least one person who cares: whoever is writing this. More people "
            "often come from one of these four. Whatever comes to mind is a good start."
        ),
    ),
    "circles": Said(
        _(
            "There is no right answer, and you can change it any time. "
            "Only you and whoever looks after this network with you see it."
        ),
        _(
            "There is no right answer, and it can be changed any time. "
            "Only %(name)s and whoever looks after this network see it."
        ),
    ),
    "supports": Said(
        _("Tap what fits. Nothing is fine too. Almost everybody gives more than they think."),
        _("Tap what fits. Nothing is fine too. %(name)s gives more than it may seem."),
    ),
    "links": both(_("Tap everyone who would say hello to this person by name.")),
    "missing": Said(
        _("Tap what you wish for. On the map each wish is an empty chair, kept free for somebody."),
        _(
            "Tap what %(name)s wishes for. On the map each wish is an empty chair, "
            "kept free for somebody."
        ),
    ),
    "intention": Said(
        _("A network needs intention. Something you could do this week. Only you see it."),
        _("A network needs intention. Something for this week. Only whoever writes it sees it."),
    ),
}

REASONS = {
    "story": both(
        _("A network begins with somebody who came. It is good to start from that, not from needs.")
    ),
    "purpose": Said(
        _("People join more easily when they know what it is for. So do you."),
        _("People join more easily when they know what it is for."),
    ),
    "people": both(
        _(
            "From the third name on, a map grows beside the questions. "
            "A neighbour or a bus driver belongs on it as much as family."
        )
    ),
    "nobody": both(
        _("A place that is visited every week is the commonest beginning of a friendship.")
    ),
    "circles": Said(
        _("Who is close and who is further away shows where you are strong and who is missing."),
        _(
            "Who is close and who is further away shows where %(name)s’s network is strong "
            "and who is missing."
        ),
    ),
    "supports": Said(
        _("It shows what rests on one person only, and what you give to others."),
        _("It shows what rests on one person only, and what %(name)s gives to others."),
    ),
    "links": both(
        _("A network holds when its people know each other: then they can call each other too.")
    ),
    "missing": both(_("It is easier to find somebody once it is said who is being looked for.")),
    "intention": both(_("Small and soon is what happens. Big and some day is not.")),
}

LABELS = {
    "text": both(_("What happened?")),
    "text_hint": Said(
        _("For example: soup at the door, the week I was ill."),
        _("For example: soup at the door, the week %(name)s was ill."),
    ),
    "who": both(_("Who was it?")),
    "who_hint": Said(_("The first name on your map."), _("The first name on %(name)s’s map.")),
    "put": both(_("Put this person on the map")),
    "purpose": Said(_("I want a network so that …"), _("%(name)s needs a network so that …")),
    "purpose_hint": Said(
        _("For example: somebody notices when I go quiet."),
        _("For example: %(name)s has friends around, also when we no longer can be there."),
    ),
    "people": both(_("People")),
    "people_hint": both(_("Family, friends, neighbours, people who are paid. One name a line.")),
    "pets": both(_("Pets")),
    "places": both(_("Places")),
    "groups": both(_("Groups and clubs")),
    "things": both(_("Things that matter")),
    "died": both(_("People who have died and still belong")),
    "week": Said(_("Places you go in a week"), _("Places %(name)s goes in a week")),
    "week_hint": both(_("A shop, a library, a park, a place of worship. One a line.")),
    "clubs": Said(
        _("Groups you are in, or were in, or would like"),
        _("Groups %(name)s is in, was in, or would like"),
    ),
    "clubs_hint": both(_("A choir, a class, a team, an online group. One a line.")),
    "neighbours": Said(_("People near your door"), _("People near %(name)s’s door")),
    "neighbours_hint": both(_("A first name or “the man with the dog” will do. One a line.")),
    "missed": Said(_("Somebody you miss"), _("Somebody %(name)s misses")),
    "missed_hint": both(_("It may be long ago. One name a line.")),
    "circle": Said(_("How close?"), _("How close to %(name)s?")),
    "relationship": Said(_("How do you know each other?"), _("How do they know each other?")),
    "paid": both(_("Paid to be there?")),
    "paid_hint": both(_("Paid people can be close too.")),
    "formal": Said(
        _("How did they come into your life?"), _("How did they come into %(name)s’s life?")
    ),
    "gives": Said(_("Does this for me"), _("Does this for %(name)s")),
    "receives": Said(_("I do this for them"), _("%(name)s does this for them")),
    "supports": both(_("Kinds of support")),
    "roles": both(_("Roles")),
    "companions": Said(_("Somebody to be with"), _("Somebody for %(name)s to be with")),
    "companions_hint": Said(
        _("For example: a friend my own age for swimming. One a line."),
        _("For example: a friend of %(name)s’s age for swimming. One a line."),
    ),
    "whose": both(_("Whose wish is this?")),
    "words": both(_("The small thing")),
    "words_hint": both(_("For example: ask June in for tea on Sunday.")),
    "with": both(_("With whom?")),
}

CIRCLES = {
    1: (
        _("Closest"),
        Said(
            _("I would tell them anything. I would miss them very much."),
            _("%(name)s would tell them anything, and would miss them very much."),
        ),
    ),
    2: (_("Friend"), both(_("They look for each other. A meal, a film, a long talk."))),
    3: (
        Said(_("Someone I do things with"), _("Someone %(name)s does things with")),
        both(_("A club, a class, a street, a place of worship.")),
    ),
    4: (
        Said(_("Someone I know from a service"), _("Someone %(name)s knows from a service")),
        both(_("A clinic, an office, a programme.")),
    ),
}

PAID = {"unpaid": _("No"), "paid": _("Yes"), "was_paid": _("Used to be")}
FORMAL = {"no": _("By themselves"), "yes": _("Through an organisation")}
EXAMPLES = (
    both(_("Thank somebody who came.")),
    Said(
        _("Ring somebody I have not heard for a while."),
        _("Help %(name)s ring somebody who has been quiet for a while."),
    ),
    both(_("Bring two people together who have not met.")),
)


def speak(step: str, seen: Snapshot) -> dict[str, str]:
    """What one step says around its question: title, lead, and why it is asked."""
    found = {"title": TITLES, "lead": LEADS, "why": REASONS}
    return {part: said[step].to(seen) for part, said in found.items()}


def label(name: str, seen: Snapshot) -> str:
    return LABELS[name].to(seen)


def circle_words(seen: Snapshot) -> list[tuple[int, str, str]]:
    """The four circles as a question offers them: number, name, what it is like."""
    found = []
    for number, (name, hint) in CIRCLES.items():
        said = name.to(seen) if isinstance(name, Said) else str(name)
        found.append((number, said, hint.to(seen)))
    return found
