"""The one cast of the tests, made up: Maya in the middle, and some of the people around her."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

from closeknit.accounts.models import Account
from closeknit.networks.models import Chapter, Link, Membership, Network, Person
from closeknit.networks.snapshot import snapshot
from closeknit.policy import Actor, Role
from tests.again import Again, nobody_yet


@dataclass
class Cast:
    """Maya's network, with those who take part and a stranger who has a network of her own."""

    network: Network
    other: Network
    actors: dict[str, Actor]
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        return self.actors[name]

    def account(self, name: str) -> Account:
        return Account.objects.get(pk=self.actors[name].account)


CAST: Again[Any] = Again()


def account(name: str) -> Account:
    return Account.objects.create_user(email=f"{name.lower()}@example.org", name=name)


def assemble() -> Cast:
    """The cast, with Maya's network and Lena's: made once, and written again for each test."""
    if not nobody_yet():
        return Cast(*made())
    return Cast(*CAST(made, 0))


def made() -> tuple[Network, Network, dict[str, Actor], dict[str, Person]]:
    """Maya (the person), Rosa (steward), Kofi (member), Tanya (paid member), Lena (a stranger)."""
    accounts = {name: account(name) for name in ("maya", "rosa", "kofi", "tanya", "lena")}
    network = Network.begin(accounts["maya"].pk, "Maya", mine=True)
    other = Network.begin(accounts["lena"].pk, "Lena", mine=True)
    maya = network.actor(accounts["maya"].pk)
    people = {}
    for name, role, paid in (
        ("rosa", Role.STEWARD, False),
        ("kofi", Role.MEMBER, False),
        ("tanya", Role.MEMBER, True),
    ):
        people[name] = Person.welcome(maya, name.title())
        fields = {"person": people[name], "paid": paid, "opened_at": timezone.now()}
        Membership.welcome(maya, accounts[name].pk, role, **fields)
    people["june"] = Person.welcome(maya, "June", known_as="neighbour")
    actors = {name: network.actor(row.pk) for name, row in accounts.items()}
    actors["lena"] = other.actor(accounts["lena"].pk)
    return network, other, actors, people


def place(cast: Cast, name: str, **tie: object) -> Chapter:
    """Say how somebody is joined to Maya."""
    return Chapter.make(cast.maya, person=cast.people[name], **tie)


def introduce(cast: Cast, one: str, other: str) -> Link:
    return Link.know_each_other(cast.maya, cast.people[one].pk, cast.people[other].pk)


def circle(cast: Cast, name: str, day: dt.date | None = None) -> int | None:
    """Where somebody stands on Maya's map, today or on that day."""
    seen = snapshot(cast.network, cast.maya, day or timezone.localdate())
    return seen.network.person(cast.people[name].pk).circle


def sure(client: Client) -> Client:
    """The same browser, a moment after its owner said "it is me"."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()
    return client


def long_ago(client: Client) -> Client:
    """The same browser, long after its owner came in."""
    session = client.session
    session.pop("account_authentication_methods", None)
    session.save()
    return client


def entered(cast: Cast, who: str) -> Client:
    """A browser of their own, in which somebody of the cast is signed in."""
    client, account = Client(), cast.account(who)
    client.force_login(account)
    session = client.session  # a visit that has begun: its next page need not write it down
    session.update({"seen": int(time.time()), "stays": account.stays})
    session.save()
    return client
