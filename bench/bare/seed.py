"""Twenty-one accounts with 300 people each; prints the first one's session."""

import datetime
import random
import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.core.management import call_command


def session(account, backend: str) -> str:
    """Somebody who came in a moment ago, each site with sessions of its own kind."""
    kept = import_module(settings.SESSION_ENGINE).SessionStore()
    kept[SESSION_KEY] = str(account.pk)
    kept[BACKEND_SESSION_KEY] = backend
    kept[HASH_SESSION_KEY] = account.get_session_auth_hash()
    kept["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    kept["account_authentication_methods_user"] = str(account.pk)
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
