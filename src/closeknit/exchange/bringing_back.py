"""A network out of an archive: a new one beside others, with its keys where they are free."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from closeknit.accounts.models import Account, Entry
from closeknit.accounts.record import record
from closeknit.networks.erasure import erase
from closeknit.networks.models import Agreed, Membership, Network, Version
from closeknit.policy import Actor, Level, Role, Verb, must, new_key

from .archive import MOST_PICTURE, MOST_SOUND, Archive
from .fields import renamed
from .models import Return
from .parcel import Piece, network_piece, parts, travelling
from .unpacking import NAMED, Checked, Earlier, Unpacked

AT_ONCE = 500


def bring_back(account: str, found: Unpacked, archive: Archive, who: str, key: str) -> Network:
    """Write the network that was unpacked. `who` is the writer whom this account was, if any.

    Whoever was the person is the person again; everybody else looks after it as a steward. `key`
    is the parcel's: it becomes the key of the return, so that asking twice brings it back once.
    """
    saved: list[str] = []
    try:
        with transaction.atomic():
            return _Bringing(account, found, archive, who, saved).write(key)
    except BaseException:
        for name in saved:
            default_storage.delete(name)
        raise


class _Bringing:
    def __init__(
        self, account: str, found: Unpacked, archive: Archive, who: str, saved: list[str]
    ) -> None:
        self.account, self.found, self.archive, self.who = account, found, archive, who
        self.saved = saved
        self.files: dict[str, str] = {}
        self.stayed: set[str] = set()
        self.was = next((one for one in found.taking_part if one["by"] == who), None)
        self.keys = self._keys()
        self.wrote: dict[str, str] = {}
        self.places = parts()

    @property
    def mine(self) -> bool:
        return self.was is not None and self.was["role"] == Role.PERSON

    def _keys(self) -> dict[str, str]:
        """For each key in the archive the one it has from now on: the same where it is free."""
        found = self.found.network.key
        taken = Entry.objects.filter(network=found).exists() or found in _taken(Network, [found])
        keys = {found: new_key() if taken else found}
        for piece in travelling():
            mine = [row.key for row in self.found.rows[piece.part]]
            gone = _taken(piece.of, mine)
            keys |= {key: new_key() if key in gone else key for key in mine}
        return keys

    def write(self, key: str) -> Network:
        network = self._network()
        for piece in travelling():
            mine = [row for row in self.found.rows[piece.part] if self._comes_back(row)]
            rows = [self._row(network, piece, row) for row in mine]
            rows = [row for row in rows if piece.has_its_place(row)]
            piece.of.everyones.bulk_create(rows, batch_size=AT_ONCE)
        Version.everyones.bulk_create(self._versions(network), batch_size=AT_ONCE)
        self._remember(network, key)
        record(network.actor(self.account), "brought_network", "network", network.pk)
        return network

    def _network(self) -> Network:
        said = self.found.network
        network: Network = self._filled(network_piece(), said, Network())
        network.audience = Level.NETWORK
        if self.mine or network.agreed == Agreed.SELF:
            network.agreed = Agreed.SELF if self.mine else Agreed.NOT_YET
        network.save(force_insert=True)
        return network

    def _member(self, network: Network) -> None:
        person = self.keys.get(self.was["person"]) if self.was else None
        Membership.everyones.create(
            network=network,
            author_id=self.account,
            audience=Level.NETWORK,
            account_id=self.account,
            role=Role.PERSON if self.mine else Role.STEWARD,
            person_id=None if self.mine else person or None,
        )

    def _row(self, network: Network, piece: Piece, said: Checked) -> Any:
        row = self._filled(piece, said, piece.of())
        row.network_id = network.pk
        if piece.pair:
            first, second = (f"{name}_id" for name in piece.pair)
            ordered = sorted((getattr(row, first), getattr(row, second)))
            setattr(row, first, ordered[0])
            setattr(row, second, ordered[1])
        return row

    def _filled(self, piece: Piece, said: Checked, row: Any) -> Any:
        row.key = self.keys[said.key]
        row.author_id = self._author(said.by, row.key)
        for field in piece.fields():
            setattr(row, field.attname, self._value(piece, field.name, said.values[field.name]))
        if said.values.get("kept_out") and self._lost(said.values["kept_out"]):
            row.audience = Level.PERSON  # somebody was left out who cannot be named here any more
        return row

    def _comes_back(self, row: Checked) -> bool:
        """What somebody kept to themselves comes back with them, or not at all."""
        if row.values["audience"] != Level.ONLY_ME or (row.by and row.by == self.who):
            return True
        self.stayed.add(row.key)
        return False

    def _author(self, word: str, what: str) -> str | None:
        if word and word == self.who:
            return self.account
        if word in self.found.writers:
            self.wrote[what] = word
        return None

    def _value(self, piece: Piece, name: str, value: Any) -> Any:
        field = piece.of._meta.get_field(name)
        if field.related_model is Account:
            return self.account if value and value == self.who else None
        if field.related_model is not None:
            return self.keys.get(value) if value and value not in self.stayed else None
        if name in NAMED:
            return self._named(value)
        if name in piece.files:
            return self._file(piece.folder_of(name), value) if value else ""
        return renamed(value, self.keys) if name in piece.mentions else value

    def _named(self, names: Iterable[str]) -> str:
        found = [self.account if name == self.who else self.keys.get(name) for name in names]
        told = [key for key in found if key]
        return f"|{'|'.join(told)}|" if told else ""

    def _lost(self, names: Iterable[str]) -> bool:
        return any(name != self.who and name not in self.keys for name in names)

    def _file(self, folder: str, name: str) -> str:
        """Put the picture or the sound on the disk, once; it has a key of its own here."""
        if name in self.files:
            return self.files[name]
        ending = name.rpartition(".")[2]
        data = self.archive.read(name, MOST_SOUND if ending == "mp3" else MOST_PICTURE)
        key = new_key()
        place = f"{folder}/{key[:2]}/{key}.{ending}"
        stored = default_storage.save(place, File(io.BytesIO(data)))
        self.saved.append(stored)
        self.files[name] = stored
        return stored

    def _versions(self, network: Network) -> Iterable[Version]:
        for piece in (network_piece(), *travelling()):
            rows = self.found.rows.get(piece.part, ())
            for row in (self.found.network,) if piece.part == "network" else rows:
                for earlier in row.earlier if self._comes_back(row) else ():
                    if earlier.audience != Level.ONLY_ME or earlier.by == self.who:
                        yield self._version(network, piece, row, earlier)

    def _version(self, network: Network, piece: Piece, row: Checked, earlier: Earlier) -> Version:
        key = self.keys[row.key]
        names = {field.attname: field.name for field in piece.fields()}
        state = {
            attname: self._value(piece, names[attname], value)
            for attname, value in earlier.state.items()
        }
        return Version(
            network=network,
            author_id=self._author(earlier.by, f"{key}.{earlier.version}"),
            audience=earlier.audience,
            resource=piece.of.resource,
            row=key,
            version=earlier.version,
            at=earlier.at,
            state=state,
        )

    def _remember(self, network: Network, key: str) -> None:
        self._member(network)
        wanted = set(self.wrote.values()) | {entry["by"] for entry in self.found.record}
        writers = {
            word: name
            for word, name in self.found.writers.items()
            if word in wanted and word != self.who
        }
        Return.everyones.create(
            key=key,
            network=network,
            author_id=self.account,
            audience=Level.STEWARDS,
            taken_at=self.found.taken_at,
            writers=writers,
            wrote=self.wrote,
            told=[
                {**entry, "row": self.keys.get(entry["row"], entry["row"])}
                for entry in self.found.record
            ],
        )


def _taken(model: Any, keys: list[str]) -> set[str]:
    """Keys that a row or an entry of the record has already: nobody takes over what was said."""
    found: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found.update(model.everyones.filter(pk__in=some).values_list("pk", flat=True))
        found.update(Entry.objects.filter(row__in=some).values_list("row", flat=True))
    return found


def remove_again(network: Network, actor: Actor, returned: Return) -> None:
    """The network that came back goes again; whoever brought it still has the archive."""
    must(actor, Verb.DELETE, returned.facts())
    with transaction.atomic():
        record(actor, "undid", "arrival", returned.pk)
        erase(network)


def may_be_removed(returned: Return, account: str) -> bool:
    """Whether the network may go again in one click: freshly brought, and nothing happened yet."""
    fresh = (timezone.now() - returned.made_at).days < Return.DAYS
    others = Membership.everyones.filter(network=returned.network_id).exclude(account=account)
    if returned.author_id != account or not fresh or others.exists():
        return False
    since = {"network": returned.network_id, "changed_at__gt": returned.made_at}
    return not any(piece.of.everyones.filter(**since).exists() for piece in travelling())
