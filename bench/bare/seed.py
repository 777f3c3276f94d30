"""Twenty-one accounts with 300 people each; prints the first one's session."""

import datetime
import random

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command


def session(account, backend: str) -> str:
    kept = SessionStore()
    kept[SESSION_KEY] = str(account.pk)
    kept[BACKEND_SESSION_KEY] = backend
    kept[HASH_SESSION_KEY] = account.get_session_auth_hash()
    kept.save()
    return kept.session_key


def seed() -> list[str]:
    from .models import Person

    call_command("migrate", verbosity=0, run_syncdb=True)
    chance = random.Random(1)
    day = datetime.date(2026, 1, 1)
    accounts = [get_user_model().objects.create_user(f"account{n}") for n in range(21)]
    roles = ("friend", "sister", "neighbour", "support worker")
    Person.objects.bulk_create(
        Person(
            owner=account,
            name=f"Person {n}",
            role=chance.choice(roles),
            circle=chance.randint(1, 4),
            last_contact=day + datetime.timedelta(days=chance.randrange(300)),
            since=day - datetime.timedelta(days=chance.randrange(3000)),
        )
        for account in accounts
        for n in range(300)
    )
    return [session(accounts[0], "django.contrib.auth.backends.ModelBackend")]
