"""Made-up networks for laws that must hold of every network."""

from hypothesis import strategies as st

from closeknit.core.network import (
    RELATIONSHIPS,
    ROLES,
    SUPPORTS,
    TIMES,
    Kind,
    Network,
    Pay,
    Person,
    Role,
    Wish,
    link,
)

some_supports = st.frozensets(st.sampled_from((*SUPPORTS, "singing")), max_size=4)
words = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=12)


@st.composite
def people(draw, size=None, kinds=tuple(Kind)):
    count = draw(st.integers(0, 9)) if size is None else size
    return tuple(
        Person(
            key=f"p{i}",
            name=draw(words),
            kind=draw(st.sampled_from(kinds)),
            circle=draw(st.sampled_from((None, 1, 2, 3, 4))),
            relationship=draw(st.sampled_from(("", *RELATIONSHIPS))),
            known_as=draw(words),
            paid=draw(st.sampled_from((None, *Pay))),
            formal=draw(st.sampled_from((None, True, False))),
            household=draw(st.sampled_from(("", "home"))),
            gives=draw(some_supports),
            receives=draw(some_supports),
            age=draw(st.none() | st.integers(0, 110)),
            sex=draw(st.sampled_from(("", "female", "male"))),
            known_since=draw(st.sampled_from(("", "1999", "2019-06", "2024-02-29"))),
            contact_every=draw(st.none() | st.integers(1, 400)),
            last_contact=draw(st.none() | st.dates()),
            there=draw(st.frozensets(st.sampled_from(TIMES))),
        )
        for i in range(count)
    )


@st.composite
def wishes(draw):
    kinds = st.sampled_from(("support", "role", "companion"))
    return tuple(
        Wish(
            key=f"w{i}",
            kind=draw(kinds),
            about=draw(st.sampled_from(SUPPORTS)),
            words=draw(words),
            whose=draw(words),
            weight=draw(st.integers(1, 3)),
            keep_open=draw(st.booleans()),
            circle=draw(st.sampled_from((None, 1, 2, 3, 4))),
        )
        for i in range(draw(st.integers(0, 3)))
    )


@st.composite
def roles(draw, keys):
    who = st.frozensets(st.sampled_from(keys), max_size=3) if keys else st.just(frozenset())
    return tuple(
        Role(
            key=f"r{i}",
            about=draw(st.sampled_from((*ROLES, "gardener"))),
            words=draw(words),
            held_by=draw(who),
            stand_ins=draw(who),
            since=draw(st.none() | st.dates()),
            review=draw(st.none() | st.dates()),
        )
        for i in range(draw(st.integers(0, 3)))
    )


@st.composite
def networks(draw, kinds=tuple(Kind)):
    everyone = draw(people(kinds=kinds))
    keys = [person.key for person in everyone]
    pairs = [(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :]]
    tied = draw(st.frozensets(st.sampled_from(pairs))) if pairs else frozenset()
    return Network(
        name=draw(words),
        people=everyone,
        links=frozenset(link(a, b) for a, b in tied),
        wishes=draw(wishes()),
        supports=draw(st.sampled_from((SUPPORTS, (*SUPPORTS, "singing")))),
        dismissed=draw(st.frozensets(st.sampled_from(("groups_not_met", "nobody_yet")))),
        on=draw(st.none() | st.dates()),
        roles=draw(roles(keys)),
        strengths={pair: draw(st.sampled_from((0.25, 1.0, 2.0))) for pair in sorted(tied)[:2]},
    )
