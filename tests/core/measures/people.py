"""Small networks around Maya, said in few words."""

from closeknit.core.network import Network, Person, link


def around_maya(people, *links, **strengths):
    """`around_maya("rjd", "rj", rj=0.5)`: three people, Rosa and June linked, half from r to j."""
    return Network(
        "Maya",
        tuple(Person(key, key) for key in people),
        links=frozenset(link(*pair) for pair in links),
        strengths={tuple(pair): strength for pair, strength in strengths.items()},
    )
