"""The list of whom to call, once nobody has looked it over for long."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from .due import Due, Reader


def to_check(reader: Reader) -> Iterator[Due]:
    """For the person and stewards: is it still right? It names nobody."""
    network, due = reader.network, reader.network.calls_due_at
    if due is None or due > reader.now or not reader.actor.in_charge:
        return
    yield Due(
        "calls",
        network.resource,
        network.pk,
        _("Please look whether the list of whom to call is still right."),
        reverse("simple_calls", args=[network.pk]),
        network.pk,
        due,
        slot=f"{due:%Y%m%d}",
        in_mail=True,
    )
