"""What there is to choose from, when somebody chooses who sees a thing: only what makes sense."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from closeknit.accounts.sentences import noun
from closeknit.policy import Actor, Audience, Facts, Level, Role, Sharing, Turn, Verb, Yes, may
from closeknit.policy.sharing import fits, own_words, sees, sharing

from .audience import called, facts_of, readers, reading, seen_by
from .models import Membership, Network, Person, Proposal, Row
from .models.shared import read
from .sights import as_if

ORDER = (
    Level.ONLY_ME,
    Level.PERSON,
    Level.STEWARDS,
    Level.CHOSEN,
    Level.UNPAID,
    Level.NETWORK,
)


@dataclass(frozen=True)
class Name:
    """Somebody who can be chosen or left out: a key of theirs, and what they are called."""

    key: str
    name: str
    here: bool = True


@dataclass(frozen=True)
class Choice:
    """One audience, in words, with those who would see it."""

    level: Level
    label: str
    readers: tuple[Name, ...]
    sentence: str
    waits: str = ""


@dataclass(frozen=True)
class Choosing:
    """Everything one reader can choose about one row."""

    choices: list[Choice] = field(default_factory=list)
    chosen: list[Name] = field(default_factory=list)
    hidden: list[Name] = field(default_factory=list)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def standing(self, keys: Iterable[str]) -> frozenset[str]:
        """Those chosen or left out until now, each by the one key the choices use."""
        return frozenset(self.aliases.get(key, key) for key in keys)

    def wanted(
        self, facts: Facts, level: str, let_in: Iterable[str], kept_out: Iterable[str]
    ) -> Audience:
        """What was ticked, and whatever stood there that this reader was not shown."""
        unseen_in = self.standing(facts.let_in) - {name.key for name in self.chosen}
        unseen_out = self.standing(facts.kept_out) - {name.key for name in self.hidden}
        at = Level(level)
        chosen = frozenset(let_in) | unseen_in if at is Level.CHOSEN else frozenset()
        return Audience(at, chosen, frozenset(kept_out) | unseen_out)


def choosing(
    network: Network, actor: Actor, row: Row, members: list[Membership], people: list[Person]
) -> Choosing:
    """What this reader can choose about this row."""
    facts = facts_of(row, members)
    names = [_name(member, network) for member in members]
    later = [Name(p.pk, p.name, here=False) for p in people if _may_join(p, members)]
    chosen = [n for n, m in zip(names, members, strict=True) if _chosen(facts, n, m.actor())]
    as_member = as_if(network, Role.MEMBER)
    chosen += [n for n in later if _chosen(facts, n, replace(as_member, person=n.key))]
    choices = [
        _choice(network, actor, facts, level, members)
        for level in ORDER
        if level is facts.level or _makes_sense(actor, facts, level, bool(chosen), members)
    ]
    aliases = {m.account_id: n.key for n, m in zip(names, members, strict=True)}
    out = {aliases.get(key, key) for key in facts.kept_out}
    always = {facts.author, actor.account}
    apart = {n.key for n, m in zip(names, members, strict=True) if _never_hidden(m, always)}
    could = {name.key for choice in choices for name in choice.readers}
    could |= {name.key for name in chosen} | out
    apart |= {facts.about} if row.resource == "person" else set()  # one's own entry stays
    hidden = [name for name in (*names, *later) if name.key in could - apart]
    return Choosing(choices, chosen, hidden, aliases)


def _never_hidden(member: Membership, always: set[str]) -> bool:
    """The person, the author and whoever is choosing are never left out here."""
    return member.role == Role.PERSON or member.account_id in always


def _name(member: Membership, network: Network) -> Name:
    """Whoever takes part goes by their place on the map, so that a choice outlasts an account."""
    return Name(member.person_id or member.account_id, called(member, network))


def _may_join(person: Person, members: list[Membership]) -> bool:
    here = any(member.person_id == person.pk for member in members)
    return person.kind == "person" and not here


def _chosen(facts: Facts, name: Name, actor: Actor) -> bool:
    """Whether choosing them would let them in, and leaving them unchosen would not."""
    nobody = replace(facts, level=Level.CHOSEN, let_in=frozenset(), kept_out=frozenset())
    alone = replace(nobody, let_in=frozenset({name.key}))
    return may(actor, Verb.READ, alone) and not may(actor, Verb.READ, nobody)


def _makes_sense(
    actor: Actor, facts: Facts, level: Level, anybody: bool, members: list[Membership]
) -> bool:
    """Only audiences that differ for such a row, and that this reader may ask for."""
    if level is Level.CHOSEN:
        return anybody
    after = replace(facts, level=level)
    if not fits(actor, after):
        return False
    if level is Level.ONLY_ME:
        return actor.role is not Role.PERSON  # hers alone is the next one
    narrower = ORDER[ORDER.index(level) - 1] if level is not Level.UNPAID else Level.STEWARDS
    if level is Level.PERSON:
        return True
    parts = [(Role.STEWARD, False), (Role.MEMBER, False), (Role.MEMBER, True)]
    parts += [(Role(m.role), m.paid) for m in members if m.role == Role.FACILITATOR]
    return any(
        _reads(facts, level, role, paid) and not _reads(facts, narrower, role, paid)
        for role, paid in parts
    )


def _reads(facts: Facts, level: Level, role: Role, paid: bool) -> bool:
    somebody = Actor("somebody else", facts.network, role, paid=paid)
    return sees(somebody, replace(facts, level=level, let_in=frozenset(), kept_out=frozenset()))


def _choice(
    network: Network, actor: Actor, facts: Facts, level: Level, members: list[Membership]
) -> Choice:
    """An audience as it would be with the names ticked now."""
    let_in = facts.let_in if level is Level.CHOSEN else frozenset()
    wanted = Audience(level, let_in, facts.kept_out)
    after = wanted.on(facts)
    # Whoever is left out now stays in the list: the page takes them away while it is looked at.
    whole = replace(after, let_in=frozenset(), kept_out=frozenset())
    there = reading(whole, members)
    sentence = seen_by([called(member, network) for member in reading(after, members)])
    asked = sharing(actor, facts, wanted)
    return Choice(
        level,
        label(network, actor, facts, level, members),
        tuple(_name(member, network) for member in there),
        sentence,
        waits_for(network, asked, facts, members),
    )


def label(
    network: Network, actor: Actor, facts: Facts, level: Level, members: list[Membership]
) -> str:
    """An audience in the words of whoever chooses it."""
    mine = actor.role is Role.PERSON
    names = {"name": network.name, "author": author_name(network, facts, members)}
    if level is Level.PERSON:
        return _only(actor, facts) % names
    stewards = _("The stewards and me") if mine else _("%(name)s and the stewards") % names
    return {
        Level.ONLY_ME: _("Only me"),
        Level.STEWARDS: stewards,
        Level.CHOSEN: _("People I choose"),
        Level.UNPAID: _("Everybody who takes part and is not paid"),
        Level.NETWORK: _("Everybody who takes part"),
    }.get(level, str(level))


def _only(actor: Actor, facts: Facts) -> str:
    alone = facts.author in ("", actor.account)
    if actor.role is Role.PERSON:
        return _("Only me") if alone else _("%(author)s and me")
    if facts.author == actor.account:
        return _("%(name)s and me")
    return _("Only %(name)s") if not facts.author else _("%(name)s and %(author)s")


def author_name(network: Network, facts: Facts, members: list[Membership]) -> str:
    """What whoever wrote it is called, as far as they still take part."""
    found = [called(m, network) for m in members if m.account_id == facts.author]
    return found[0] if found else _("whoever wrote it")


def waits_for(network: Network, asked: Sharing, facts: Facts, members: list[Membership]) -> str:
    """Whose yes it waits for, in a sentence; empty where it is done at once."""
    if asked.turn is not Turn.WIDER or not asked.needs:
        return ""
    names = [network.name] if Yes.PERSON in asked.needs else []
    if Yes.AUTHOR in asked.needs and own_words(facts.resource):
        names.append(author_name(network, facts, members))
    if Yes.IN_IT in asked.needs:
        names += [called(m, network) for m in members if m.person_id == facts.about]
    said = _(" and ").join(dict.fromkeys(names))
    return _("This waits until %(names)s says yes.") % {"names": said} if names else ""


def asked_to_share(
    asked: Proposal, row: Row | None, network: Network, actor: Actor, members: list[Membership]
) -> tuple[str, str]:
    """What a waiting question about an audience asks, in words, and what a yes would do.

    Whoever is asked about words that they may not read yet learns what kind of thing it is.
    """
    what = noun(asked.target_resource)
    if row is None or "to" not in asked.detail:
        return _("Let more people see %(what)s") % {"what": what}, ""
    facts = facts_of(row, members)
    reads = may(actor, Verb.READ, facts)
    there = readers(network, read(asked.detail["to"]).on(facts), members)
    said = _("Let more people see %(what)s") % {"what": row.in_short() if reads else what}
    return said, seen_by(there)
