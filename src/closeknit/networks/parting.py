"""Somebody deletes their account: what still needs them, and what goes with them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from closeknit.accounts.models import Account
from closeknit.accounts.record import record
from closeknit.policy import Role

from .erasure import forget_own
from .models import Membership, Network


@dataclass(frozen=True)
class Part:
    """One part somebody has in a network, and whether the network would be left without anybody."""

    network: Network
    role: Role
    needed: bool


def parts(account: Account) -> list[Part]:
    """Every network somebody takes part in now."""
    own = list(Membership.of(account.pk))
    held = Membership.active().filter(network__in=[part.network_id for part in own])
    held = held.filter(role__in=(Role.PERSON, Role.STEWARD)).exclude(account=account)
    others = set(held.values_list("network", flat=True))
    return [
        Part(
            row.network,
            Role(row.role),
            row.role == Role.PERSON or (row.role == Role.STEWARD and row.network_id not in others),
        )
        for row in own
    ]


def part_for_good(account: Account) -> bool:
    """Delete the account, its part in every network, and what only its holder could read.

    What they wrote for others stays, without their name. False, and nothing happens, while a
    network still needs them.
    """
    with transaction.atomic():
        here = parts(account)
        if any(part.needed for part in here):
            return False
        for part in here:
            record(part.network.actor(account.pk), "left", "membership")
        forget_own(account)
        record(account.actor(), "went", "account", account.pk)
        account.delete()
    return True
