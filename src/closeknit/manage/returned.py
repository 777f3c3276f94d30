"""What a restored copy lets go, so that it cannot be taken for the house it was copied from.

Nobody is signed in, no link and no calendar that was handed out leads anywhere, and no letter that
waited goes out. Whoever is asked again gets a new link.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from closeknit.accounts.models import Head, Recovery, Visit
from closeknit.accounts.record import record
from closeknit.networks.models import Claim, Invitation, Network
from closeknit.networks.models.posting import Posting
from closeknit.notices.models import Feed, Rhythm
from closeknit.policy import Actor, Level, Role

HASHES = ("token_hash", "code_hash", "spent_hash")
"""What a link is found by, in whatever room; a test watches that no other name is used."""
STAY: dict[type[models.Model], str] = {Rhythm: "it only stops letters, and is written anew"}


def let_go() -> None:
    """Once, before anybody can open the copy."""
    call_command("createcachetable", verbosity=0)
    now = timezone.now()
    with transaction.atomic():
        Visit.objects.all().delete()
        for recovery in Recovery.objects.filter(ended_at=None):
            recovery.end(Recovery.Ended.REFUSED)
        Feed.objects.filter(ended_at=None).update(ended_at=now)
        Invitation.everyones.filter(expires_at__gt=now).update(expires_at=now)
        Claim.everyones.filter(used_at=None, binned_at=None).update(binned_at=now)
        for model in apps.get_models():
            if model not in STAY:
                cut(model)
        for rhythm in Rhythm.objects.exclude(token_hash=""):
            rhythm.token_hash = hashed(rhythm.token)
            rhythm.save(update_fields=["token_hash"])
        drop_letters()
        cache.clear()
        tell()


def hashed(token: str) -> str:
    from closeknit.networks.models import tokens

    return tokens.hashed(token)


def cut(model: type[models.Model]) -> None:
    """No address leads to a row of this kind any more."""
    fields = {field.name: field for field in model._meta.concrete_fields}
    wanted: dict[str, Any] = {}
    for name in HASHES:
        if name in fields:
            gone: Any = Concat(Value("gone "), F("pk"))
            wanted[name] = "" if fields[name].blank else gone  # else it is one of a kind
    if wanted and fields.get("nonce") is not None and fields["nonce"].blank:
        wanted["nonce"] = ""
    if wanted:
        model._base_manager.update(**wanted)


def drop_letters() -> None:
    """Nothing that waited is sent, and what was meant for a day is not told late."""
    DBTaskResult.objects.all().delete()
    for model in apps.get_models():
        if issubclass(model, Posting):
            waits = model._base_manager.filter(state__in=model.OPEN)
            waits.update(state=model.State.NOTHING)


def tell() -> None:
    """Each network’s record says it, and that of the house."""
    record(Actor("", "", Role.STRANGER), "restored", "network")
    chains = set(Head.objects.values_list("chain", flat=True))
    for key in Network.everyones.values_list("pk", flat=True):
        if key in chains:
            nobody = Actor("", key, Role.STRANGER)
            record(nobody, "restored", "network", key, level=Level.NETWORK)
