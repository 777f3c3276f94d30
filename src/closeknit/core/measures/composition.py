"""Who is in the network: how many, paid or not, family or not, and in which circles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from types import MappingProxyType

from closeknit.core.measures.sorts import blau, ei, homophily, iqv, shannon, spread
from closeknit.core.network import RELATIONSHIPS, Circle, Network, Pay, Person


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
    return pays(network.counted).count(True)


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
    return pays(network.counted).count(False)


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
    return homophily(True, pays(network.counted))


def pays(people: Iterable[Person]) -> list[bool | None]:
    """Of each living person, whether they are paid now; None when nobody has said."""
    paid = Pay.PAID
    return [None if person.paid is None else person.paid is paid for person in people]


def unpaid_share(network: Network) -> float | None:
    """How much of Maya's company would be there without any money.

    Formula: unpaid / (paid + unpaid); when everybody's pay is known this is unpaid / n.
    When there is no answer: nobody has said of anyone whether they are paid.
    Source: natural and paid support, the field's own headline number.

    >>> from closeknit.core.network import Person
    >>> people = (Person("t", "Tanya", paid=Pay.PAID), Person("r", "Rosa", paid=Pay.UNPAID),
    ...           Person("j", "June"))
    >>> unpaid_share(Network("Maya", people))
    0.5
    """
    return homophily(False, pays(network.counted))


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
    return homophily(True, kins(network.counted))


_KIN = {key: relationship.kin for key, relationship in RELATIONSHIPS.items()}
# The words themselves, since counting members of an enumeration takes five times as long.
_CLASS = {key: relationship.tie_class.value for key, relationship in RELATIONSHIPS.items()}
CLASSES = len(set(_CLASS.values()))


def kins(people: Iterable[Person]) -> list[bool | None]:
    """Of each living person, whether they are family; None when nobody has said."""
    return [_KIN.get(person.relationship) for person in people]


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
    return ei(True, kins(network.counted))


def ways(people: Iterable[Person]) -> list[str | None]:
    """Of each living person, the class of the way they know the focus person."""
    return [_CLASS.get(person.relationship) for person in people]


def heterogeneity(network: Network) -> float | None:
    """How likely two of Maya's people, picked at random, know her in different ways.

    Formula: 1 - sum_k p_k^2 over the classes of relationship; the same person may be picked twice,
    so with K classes the most is 1 - 1/K.
    When there is no answer: nobody's relationship is known.
    In the literature: Blau's heterogeneity, Gini-Simpson index.
    Source: Blau 1977.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", relationship="parent"),
    ...           Person("k", "Kofi", relationship="friend"))
    >>> heterogeneity(Network("Maya", people))
    0.5
    """
    return blau(ways(network.counted))


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
    return iqv(ways(network.counted), CLASSES)


def entropy(network: Network) -> float | None:
    """How many yes-or-no questions it takes to guess in which way somebody knows Maya.

    Formula: -sum_k p_k log2 p_k over the classes of relationship, in bits.
    When there is no answer: nobody's relationship is known.
    In the literature: Shannon entropy, diversity.
    Source: Shannon 1948.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", relationship="parent"),
    ...           Person("k", "Kofi", relationship="friend"))
    >>> entropy(Network("Maya", people))
    1.0
    """
    return shannon(ways(network.counted))


def age_spread(network: Network) -> float | None:
    """How far apart in age Maya's people are: about how much one differs from their mean, in years.

    Formula: sqrt(sum (x - mean)^2 / (n - 1)) over the people whose age is known.
    When there is no answer: fewer than two ages are known.
    In the literature: standard deviation of alters' age.
    Source: Perry, Pescosolido & Borgatti 2018.

    >>> from closeknit.core.network import Person
    >>> people = (Person("r", "Rosa", age=70), Person("k", "Kofi", age=30), Person("j", "June"))
    >>> round(age_spread(Network("Maya", people)), 3)
    28.284
    """
    return spread([person.age for person in network.counted])


def circles(network: Network) -> Mapping[int, int]:
    """How many people are in each circle, from the closest (1) to those known from services (4).

    Formula: a count for each circle; people whose circle nobody has said are in none.
    When there is no answer: never; an empty circle is 0.
    Source: Falvey, Forest, Pearpoint & Rosenberg 1997, circles of support.

    >>> from closeknit.core.network import Person
    >>> dict(circles(Network("Maya", (Person("r", "Rosa", circle=1), Person("j", "June")))))
    {1: 1, 2: 0, 3: 0, 4: 0}
    """
    found = Counter([person.circle for person in network.counted])
    return MappingProxyType({circle: found[circle] for circle in _CIRCLES})


_CIRCLES = tuple(int(circle) for circle in Circle)


def layers(network: Network) -> Mapping[int, int]:
    """How many people are in each circle or a closer one. Elsewhere 5, 15, 50, 150 are usual.

    Formula: for each circle, the count of those in it and in all within it. The usual layers are a
    picture and no target: the 150 alone has a margin from 100 to 231.
    When there is no answer: never; people whose circle nobody has said are in none.
    In the literature: Dunbar's layers, cumulative.
    Source: Zhou, Sornette, Hill & Dunbar 2005.

    >>> from closeknit.core.network import Person
    >>> dict(layers(Network("Maya", (Person("r", "Rosa", circle=1), Person("d", "Dee", circle=3)))))
    {1: 1, 2: 1, 3: 2, 4: 2}
    """
    return layers_of(circles(network))


def layers_of(found: Mapping[int, int]) -> Mapping[int, int]:
    return MappingProxyType(dict(zip(found, accumulate(found.values()), strict=True)))
