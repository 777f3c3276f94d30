"""What was done about places in a workshop, in one sentence a deed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FOR_PLACES = {
    "signed_up": _("Somebody signed up for a workshop."),
    "changed_seat": _("Somebody’s place in a workshop was changed."),
    "agreed_group": _("Somebody said yes to what the group promises."),
    "proved_place": _("Somebody came by the link of their place in a workshop."),
    "left_series": _("Somebody does not come to a workshop any more."),
    "came_up": _("Somebody who waited has a place in a workshop."),
    "made_seat_link": _("%(who)s made a new link to a place in a workshop."),
    "stopped_place_letters": _("Somebody who has a place wants no more letters."),
    "would_stay_in_touch": _("Somebody would like to stay in touch with others of a group."),
    "nodded": _("Somebody said yes to staying in touch with somebody."),
    "brought_along": _("Somebody brought a story or a picture to a workshop."),
    "took_offer_back": _("Somebody took back what they brought to a workshop."),
    "gave_to_workshop": _("%(who)s brought a copy of what was lived to a workshop."),
    "took_over_as_peer": _("A group goes on by itself, led by one of those who came."),
}
OF_PLACES = {
    "seat": _("a place in a workshop"),
    "offer": _("something brought to a workshop"),
    "reach": _("staying in touch after a workshop"),
}
