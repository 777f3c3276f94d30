"""People who are told something: Rosa asks that Kofi may see more, and it waits for Maya's yes."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from allauth.account.models import EmailAddress
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from closeknit import settings as house
from closeknit.accounts.models import Account
from closeknit.networks.models import Membership, Proposal
from closeknit.notices.models import Rhythm
from tests.cast import Cast


class Post:
    """A mail server that keeps what it is given, or refuses to."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.refuses = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuses:
            return "451 Not now"
        self.kept.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@contextmanager
def post_office(kept: Post | None = None) -> Iterator[tuple[Post, str]]:
    """A real mail server on this machine, and the address of it."""
    kept = kept or Post()
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = Controller(kept, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield kept, f"smtp://127.0.0.1:{port}?tls=no"
    finally:
        server.stop()


def through(settings: Any, address: str) -> None:
    for name, value in house.mail(address).items():
        setattr(settings, name, value)


def reached(account: Account) -> Account:
    """Somebody whose address is known as theirs."""
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def asked(cast: Cast, who: str = "kofi") -> Proposal:
    """Rosa asks for something that waits for Maya's yes."""
    part = Membership.active().get(account=cast.actors[who].account)
    return Proposal.put(cast.rosa, "open", part)


def chooses(account: Account, how: str = "daily", due: bool = True, **more: Any) -> Rhythm:
    """Somebody chose to be told, and their hour has just come unless `due` is false."""
    more.setdefault("hour", (timezone.now().hour + 12) % 24)  # no other slot begins meanwhile
    row = Rhythm.choose(account, more.pop("networks", ()), how=how, **more)
    if due:
        moment = timezone.now() - dt.timedelta(seconds=1)
        Rhythm.objects.filter(pk=row.pk).update(next_at=moment)
    return Rhythm.objects.get(pk=row.pk)


def work() -> None:
    """What waits in the queue is done, as the house's own worker does it."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()
