"""The words on pages for what the core names by key."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from .models import Support

CIRCLES = {
    1: _("Closest"),
    2: _("Friends"),
    3: _("Doing things together"),
    4: _("From services"),
}

CIRCLE_HINTS = {
    1: _("We tell each other anything. Missing them would hurt."),
    2: _("We look for each other. A meal, a film, a long talk."),
    3: _("A club, a class, a street, a place of worship."),
    4: _("A clinic, an office, a programme."),
}

PAY = {
    "unpaid": _("Not paid"),
    "paid": _("Paid to be here"),
    "was_paid": _("Was paid once"),
}

KINDS = {
    "person": _("A person"),
    "pet": _("A pet"),
    "place": _("A place"),
    "group": _("A group"),
    "thing": _("A thing"),
    "died": _("Someone who has died"),
}

RELATIONSHIPS = {
    "partner": _("partner"),
    "parent": _("parent"),
    "child": _("child"),
    "sibling": _("brother or sister"),
    "grandparent": _("grandparent"),
    "grandchild": _("grandchild"),
    "aunt_or_uncle": _("aunt or uncle"),
    "niece_or_nephew": _("niece or nephew"),
    "cousin": _("cousin"),
    "other_family": _("other family"),
    "friend": _("friend"),
    "family_friend": _("friend of the family"),
    "neighbour": _("neighbour"),
    "group": _("from a group or club"),
    "faith": _("from a faith community"),
    "colleague": _("from work"),
    "classmate": _("from school or a course"),
    "support_worker": _("support worker"),
    "health_worker": _("doctor, nurse or therapist"),
    "social_worker": _("social worker or coordinator"),
    "teacher": _("teacher or coach"),
    "other": _("something else"),
}

SUPPORTS = {
    "talk": (_("Someone to talk to"), _("Feelings, a hug, a good listener")),
    "practical": (_("Practical help"), _("Lifts, repairs, shopping")),
    "fun": (_("Fun and company"), _("A walk, a film, a laugh")),
    "advice": (_("Advice and information"), _("Forms, benefits, know-how")),
    "decisions": (_("Help with decisions"), _("Thinking big things through")),
    "advocacy": (_("Standing up for me"), _("In meetings, when things go wrong")),
    "emergency": (_("In an emergency"), _("Who comes, day or night")),
    "money": (_("Looking after money"), _("Bills, papers, keeping it safe")),
    "new_people": (_("New people and places"), _("Opening doors, making introductions")),
}

TIMES = {
    "weekdays": _("Weekdays"),
    "evenings": _("Evenings"),
    "weekends": _("Weekends"),
    "nights": _("Nights"),
}


def support_name(key: str, own: Mapping[str, Support], name: str = "") -> str:
    """What a support is called here. `name` is the focus person's when a third person reads."""
    if key == "advocacy" and name:
        return __("Standing up for %(name)s") % {"name": name}
    if key in SUPPORTS:
        return str(SUPPORTS[key][0])
    return own[key].name if key in own else key


def support_hint(key: str, own: Mapping[str, Support]) -> str:
    if key in SUPPORTS:
        return str(SUPPORTS[key][1])
    return own[key].hint if key in own else ""
