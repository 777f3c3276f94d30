"""Who is in the network: how many, paid or not, family or not, and in which circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from closeknit.core.network import RELATIONSHIPS, Circle, Network, Pay


def size(network: Network) -> int:
    """How many living people are around Maya. Pets, places, groups and the dead are not counted.

    Formula: n, the number of living people.
    When there is no answer: never; nobody is 0.
    In the literature: network size, degree of the ego.
    Source: Wasserman & Faust 1994.

    >>> from closeknit.core.network import Kind, Person
    >>> size(Network("Maya", (Person("r", "Rosa"), Person("b", "Biscuit", kind=Kind.PET))))
    1
    """
    return len(network.counted)


def paid_count(network: Network) -> int:
    """How many are here because it is their job.

    Formula: the number of living people said to be paid. "Was paid" is unpaid now.
    When there is no answer: never; see `paid_share` for when nobody has said.
    Source: natural and paid support, the field's own headline number.

    >>> from closeknit.core.network import Person
    >>> paid_count(Network("Maya", (Person("t", "Tanya", paid=Pay.PAID), Person("r", "Rosa"))))
    1
    """
    return sum(person.is_paid for person in network.counted)


def unpaid_count(network: Network) -> int:
    """How many are here because they care.

    Formula: the number of living people said to be unpaid, or paid once but no longer. Somebody of
    whom nobody has said it is in neither count, so paid and unpaid need not add up to the size.
    When there is no answer: never.
    Source: natural and paid support, the field's own headline number.

    >>> from closeknit.core.network import Person
    >>> unpaid_count(Network("Maya", (Person("r", "Rosa", paid=Pay.WAS_PAID), Person("j", "June"))))
    1
    """
    return sum(person.paid in (Pay.UNPAID, Pay.WAS_PAID) for person in network.counted)


def paid_share(network: Network) -> float | None:
    """How much of Maya's company is there only as long as somebody pays.

    Formula: paid / (paid + unpaid); when everybody's pay is known this is paid / n.
    When there is no answer: nobody has said of anyone whether they are paid.
    Source: proportion of paid alters; Perry, Pescosolido & Borgatti 2018.

    >>> from closeknit.core.network import Person
    >>> people = (Person("t", "Tanya", paid=Pay.PAID), Person("r", "Rosa", paid=Pay.UNPAID))
    >>> paid_share(Network("Maya", people))
    0.5
    >>> paid_share(Network("Maya")) is None
    True
    """
    paid = paid_count(network)
    said = paid + unpaid_count(network)
    return paid / said if said else None


def kin_share(network: Network) -> float | None:
    """How much of Maya's network is family, who tend to stay longest and to grow old together.

    Formula: kin / (people whose relationship is known).
    When there is no answer: nobody's relationship is known.
    Source: Marsden 1987.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", relationship="parent"),
    ...           Person("d", "Dee", relationship="group"))
    >>> kin_share(Network("Maya", people))
    0.5
    """
    known = [person.kin for person in network.counted if person.kin is not None]
    return sum(known) / len(known) if known else None


def kin_ei(network: Network) -> float | None:
    """Whether Maya's people lean towards the family (-1) or away from it (+1).

    Formula: (E - I) / (E + I), where I counts family and E everybody else; people whose
    relationship is not known are left out.
    When there is no answer: nobody's relationship is known.
    In the literature: E-I index between ego and alters, the ego's value being "family".
    Source: Krackhardt & Stern 1988; Everett & Borgatti 2012.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", relationship="parent"),
    ...           Person("d", "Dee", relationship="group"),
    ...           Person("k", "Kofi", relationship="friend"),
    ...           Person("s", "Sam", relationship="group"))
    >>> kin_ei(Network("Maya", people))
    0.5
    """
    known = [person.kin for person in network.counted if person.kin is not None]
    return (len(known) - 2 * sum(known)) / len(known) if known else None


_CLASSES = len({relationship.tie_class for relationship in RELATIONSHIPS.values()})


def variety(network: Network) -> float | None:
    """How mixed the ways are in which people know Maya: 0 all of one kind, 1 evenly of every kind.

    Formula: (1 - sum_k p_k^2) / (1 - 1/K) over the classes of relationship, where K is how many
    classes there are to choose from (a fixed 8), not how many this network happens to have.
    When there is no answer: nobody's relationship is known.
    In the literature: index of qualitative variation (IQV).
    Source: Agresti & Agresti 1978.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", relationship="parent"),
    ...           Person("k", "Kofi", relationship="friend"))
    >>> round(variety(Network("Maya", people)), 6)
    0.571429
    """
    known = Counter(
        RELATIONSHIPS[person.relationship].tie_class
        for person in network.counted
        if person.relationship
    )
    total = known.total()
    if not total:
        return None
    mixed = 1 - sum(count * count for count in known.values()) / (total * total)
    return mixed / (1 - 1 / _CLASSES)


def circles(network: Network) -> Mapping[int, int]:
    """How many people are in each circle, from the closest (1) to those known from services (4).

    Formula: a count for each circle; people whose circle nobody has said are in none.
    When there is no answer: never; an empty circle is 0.
    Source: Falvey, Forest, Pearpoint & Rosenberg 1997, circles of support.

    >>> from closeknit.core.network import Person
    >>> dict(circles(Network("Maya", (Person("r", "Rosa", circle=1), Person("j", "June")))))
    {1: 1, 2: 0, 3: 0, 4: 0}
    """
    found = Counter(person.circle for person in network.counted)
    return MappingProxyType({int(circle): found[int(circle)] for circle in Circle})
