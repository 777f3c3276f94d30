"""Leaving: with one's words, or without one's name; and erasing a whole network.

Earlier texts and pictures are included. What others decided stays as it is. What somebody wrote for
themselves alone goes either way: nobody could ever read it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from closeknit.accounts.record import record
from closeknit.networks.erasure import erase, sweep_out
from closeknit.networks.models import Membership, Network, Row, Version
from closeknit.policy import Actor, Denied, Facts, Level, Role, Verb, must

from .parcel import PARCEL, Leaves, Piece


class MayNotLeave(Exception):
    """Whoever is the person cannot leave their own network, nor the last steward of somebody
    who has no account. `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def why_not(network: Network, actor: Actor) -> str:
    """Why this actor cannot leave: "person", "last_steward", or "" when they can."""
    if actor.role is Role.PERSON:
        return "person"
    if actor.role is not Role.STEWARD:
        return ""
    here = Membership.active().filter(network=network, role__in=(Role.PERSON, Role.STEWARD))
    return "" if here.exclude(account=actor.account).exists() else "last_steward"


def leave(network: Network, actor: Actor, *, with_words: bool) -> None:
    """Take no part any more, from the next request on; turns to come are free again.

    Raises:
        MayNotLeave: nobody would look after the network.
    """
    with transaction.atomic():
        Network.everyones.select_for_update().get(pk=network.pk)  # two who leave go one by one
        if reason := why_not(network, actor):
            raise MayNotLeave(reason)
        mine = Membership.active().filter(network=network, account=actor.account).first()
        if mine is None:
            raise Denied("membership")
        mine.end(actor)
        (erase_words if with_words else keep_without_name)(actor)


def erase_words(actor: Actor) -> None:
    """What this actor wrote in this network is gone; the facts they noted stay, without a name."""
    with transaction.atomic():
        record(actor, "took_words", "membership")
        files = _erase_rows(actor, everything=True)
        for piece in PARCEL:
            if piece.words and issubclass(piece.of, Row):
                _empty_words(piece, actor)
        _unsign(actor)
        transaction.on_commit(lambda: sweep_out(files))


def keep_without_name(actor: Actor) -> None:
    """What this actor wrote stays, and nobody can tell that it was they."""
    with transaction.atomic():
        record(actor, "left_words", "membership")
        files = _erase_rows(actor, everything=False)
        _unsign(actor)
        transaction.on_commit(lambda: sweep_out(files))


def erase_network(network: Network, actor: Actor) -> None:
    """The whole network, for everybody and for good."""
    must(actor, Verb.CREATE, Facts("erasure", actor.network, actor.account, Level.PERSON))
    with transaction.atomic():
        record(actor, "erased", "erasure", network.pk)
        erase(network)


def _erase_rows(actor: Actor, *, everything: bool) -> list[str]:
    """Rows that go for good, with their earlier texts; returns the files they held."""
    files: list[str] = []
    for piece in PARCEL:
        if not issubclass(piece.of, Row) or piece.of is Membership:
            continue
        rows = piece.of.everyones.filter(_tenant(piece, actor), author=actor.account)
        if not (everything and piece.leaves is Leaves.GOES):
            rows = rows.filter(audience=Level.ONLY_ME)
        keys = list(rows.values_list("pk", flat=True))
        for field in piece.of.file_fields:
            files += rows.values_list(field, flat=True)
        Version.everyones.filter(resource=piece.of.resource, row__in=keys).delete()
        piece.of.everyones.filter(pk__in=keys).delete()
    return files


def _tenant(piece: Piece, actor: Actor) -> Q:
    return Q(pk=actor.network) if piece.of is Network else Q(network=actor.network)


def _unsign(actor: Actor) -> None:
    """Every row and every earlier text of theirs is by somebody who has left."""
    for model in apps.get_models():
        if issubclass(model, Row) and model is not Network:
            mine = model.everyones.filter(network=actor.network, author=actor.account)
            mine.update(author=None)
    Network.everyones.filter(pk=actor.network, author=actor.account).update(author=None)
    Version.everyones.filter(network=actor.network, author=actor.account).update(author=None)


def _empty_words(piece: Piece, actor: Actor) -> None:
    """In each row, now and earlier, what this actor put into words."""
    rows = piece.of.everyones.filter(_tenant(piece, actor))
    before: dict[str, list[Version]] = {}
    versions = Version.everyones.filter(network=actor.network, resource=piece.of.resource)
    for version in versions.order_by("version"):
        before.setdefault(version.row, []).append(version)
    for row in rows.iterator():
        _empty_row(piece, row, before.get(row.pk, []), actor.account)


def _empty_row(piece: Piece, row: Any, versions: Sequence[Version], account: str) -> None:
    """Walk from the first text to the present one: a text belongs to whoever first put it there."""
    enders = [version.author_id for version in versions]
    writers = [row.author_id, *enders]  # whoever ended one text wrote the next
    for name in piece.words:
        texts = [*(version.state.get(name) for version in versions), getattr(row, name)]
        emptied = list(without(texts, writers, account))
        for version, text in zip(versions, emptied, strict=False):
            if name in version.state and version.state[name] != text:
                version.state[name] = text
                Version.everyones.filter(pk=version.pk).update(state=version.state)
        if emptied[-1] != texts[-1]:
            # A form that was opened before shows both texts instead of writing it back.
            again = {name: emptied[-1], "version": row.version + 1}
            type(row).everyones.filter(pk=row.pk).update(**again)
            row.version += 1


def without(texts: Sequence[Any], writers: Sequence[str | None], account: str) -> Iterator[Any]:
    """The same texts, one after the other, without those that this account first wrote.

    >>> list(without(["tea", "tea", "soup"], ["rosa", "maya", "rosa"], "rosa"))
    ['', '', '']
    >>> list(without([{"talk": "hers"}, {"talk": "hers", "fun": "mine"}], ["a", "b"], "b"))
    [{'talk': 'hers'}, {'talk': 'hers', 'fun': ''}]
    """
    whose: dict[str, tuple[Any, str | None]] = {}
    for text, writer in zip(texts, writers, strict=True):
        parts = text if isinstance(text, dict) else {"": text}
        whose = {
            name: whose[name] if name in whose and whose[name][0] == said else (said, writer)
            for name, said in parts.items()
        }
        kept = {name: "" if by == account and said else said for name, (said, by) in whose.items()}
        yield kept if isinstance(text, dict) else kept[""]
