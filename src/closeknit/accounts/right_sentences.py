"""What stands in the record where things were put right: one person entered twice, a backup."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

PUTTING_RIGHT = {
    "restored": _("Whoever runs the server put everything back as it was in a backup."),
    "put_together": _("%(who)s put two entries together that are one person."),
    "taken_apart": _("%(who)s made one entry two again."),
    "brought_along": _("%(who)s brought somebody along from another network."),
    "took_along": _("%(who)s took somebody along to another network."),
}
PUT_RIGHT_BY_NAME = {
    "put_together": _("%(who)s put two entries of %(name)s together."),
    "taken_apart": _("%(who)s made one entry of %(name)s two again."),
    "brought_along": _("%(who)s brought %(name)s along from another network."),
    "took_along": _("%(who)s took %(name)s along to another network."),
}
