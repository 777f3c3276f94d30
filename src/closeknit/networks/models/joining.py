"""How two entries become one: which rows move, which words are joined, and how it all goes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core.formats.duplicates import fold, fold_phone
from closeknit.design.quoting import labelled
from closeknit.policy import TABLE, Actor, Level
from closeknit.policy.clauses import WIDER

from .arrivals import pointing_at_people
from .base import Row, barred, unbarred
from .people import Contact, Note, Person, Portrait
from .ties import Chapter
from .versions import Version
from .wishes import Wish

WORDS = ("name", "known_as", "likes", "kind", "face")
"""What an entry says of somebody, and what one chooses from where two say different things."""
TIE = ("circle", "relationship", "paid", "formal", "household", "known_since", "how_met")
"""The same of how they are joined. What is given and received is joined, never chosen from."""
FREE = ("name", "known_as", "how_met")
GONE = "gone"
AT_GATHERINGS = ("reply", "item", "action", "thanks")
"""Rows of a gathering that are none: what somebody answers, leads, takes on, is thanked for."""
TOLD = (Level.STEWARDS, Level.UNPAID, Level.NETWORK)
"""Whose rows the record counts: whoever reads the entry may read each of them."""
Moved = dict[str, dict[str, dict[str, list[Any]]]]
Said = dict[str, dict[str, list[int]]]


def empty(value: Any) -> bool:
    return value is None or value == "" or value == {}


def fuller(name: str, kept: Any, gone: Any) -> str:
    """Which of two entries says more in this field: "kept" or "gone".

    >>> fuller("name", "Kofi", "Kofi Mensah"), fuller("circle", 2, 4), fuller("circle", None, 4)
    ('gone', 'kept', 'gone')
    """
    if empty(kept) and not empty(gone):
        return GONE
    longer = name in FREE and not empty(gone) and len(str(gone)) > len(str(kept))
    return GONE if longer else "kept"


def both_likes(kept: str, gone: str) -> str:
    """What somebody likes, out of two entries, each thing once.

    >>> both_likes("swimming, choir", "Choir, cards")
    'swimming, choir, cards'
    """
    told = _each_liked(kept, gone)
    while len(", ".join(told)) > 200:
        told.pop()
    return ", ".join(told)


def likes_left_over(kept: str, gone: str) -> str:
    """What both like and finds no room in one line; empty where all of it does."""
    there = both_likes(kept, gone)
    return ", ".join(_each_liked(kept, gone)[len(there.split(", ")) if there else 0 :])


def _each_liked(kept: str, gone: str) -> list[str]:
    said = [part.strip() for part in f"{kept},{gone}".split(",") if part.strip()]
    once = {fold(part): part for part in reversed(said)}
    return list(dict.fromkeys(once[fold(part)] for part in said))


def both_supports(kept: Mapping[str, str], gone: Mapping[str, str]) -> dict[str, str]:
    """Kinds of support out of two ties, with the words of both.

    >>> both_supports({"fun": "cards"}, {"fun": "choir", "practical": ""})
    {'fun': 'cards; choir', 'practical': ''}
    """
    found = dict(kept)
    for key, words in gone.items():
        mine = found.get(key, "")
        found[key] = f"{mine}; {words}" if mine and words and mine != words else mine or words
    return found


def narrowest(one: Row, other: Row) -> dict[str, str]:
    """The audience that lets in nobody whom one of two rows leaves out."""
    level = min(one.audience, other.audience, key=[str(one) for one in WIDER].index)
    lists = [unbarred(row.let_in) for row in (one, other) if row.audience == level]
    let_in = frozenset.intersection(*lists) if lists else frozenset()
    kept_out = unbarred(one.kept_out) | unbarred(other.kept_out)
    return {"audience": str(level), "let_in": barred(let_in), "kept_out": barred(kept_out)}


def seen_by_the_same(one: Row, other: Row) -> bool:
    names = ("audience", "let_in", "kept_out")
    return all(getattr(one, name) == getattr(other, name) for name in names)


class Joining:
    """One merge while it is done or undone. It remembers what every row was before."""

    def __init__(
        self,
        actor: Actor,
        kept: Person,
        gone: Person,
        chosen: Mapping[str, str],
        moved: Moved | None = None,
        said: Said | None = None,
    ) -> None:
        self.actor, self.kept, self.gone, self.chosen = actor, kept, gone, chosen
        self.moved: Moved = moved or {}
        self.said: Said = said or {}
        self.came: dict[str, set[str]] = {}
        self.noted: set[str] = set()
        self.now = timezone.now()

    def do(self, on_behalf: str = "") -> None:
        """Everything, in the order in which nothing is missed."""
        self._join_ties()
        self._choose_face()
        self._leave_same_ways()
        for model, name in pointing_at_people():
            if model._meta.label != "networks.Merge":
                self._move_kind(model, name)
        self._rename()
        self._join_words(on_behalf)
        if self.kept.is_about_a_member():  # nobody takes part twice
            invitation: Any = apps.get_model("networks", "Invitation")
            invitation.end_all(self.actor, self.kept)
        self._change(self.gone, {"binned_at": self.now})
        Version.keep(self.gone, self.actor)
        Person.everyones.filter(pk=self.gone.pk).update(version=self.gone.version + 1)

    # Words -----------------------------------------------------------------------------------

    def _pick(self, name: str, kept: Any, gone: Any) -> Any:
        side = self.chosen.get(name) or fuller(name, kept, gone)
        return gone if side == GONE else kept

    def _join_words(self, on_behalf: str) -> None:
        """Who they are. The words that are not chosen stay among the earlier ones."""
        kept, gone = self.kept, self.gone
        told = {n: self._pick(n, getattr(kept, n), getattr(gone, n)) for n in WORDS}
        told["likes"] = both_likes(kept.likes, gone.likes)
        if left := likes_left_over(kept.likes, gone.likes):
            self._note(self.actor.account or gone.author_id, _("Likes"), left)
        told["under_age"] = kept.under_age or gone.under_age
        told["no_letters_at"] = kept.no_letters_at or gone.no_letters_at
        before, grew = kept.version, kept.under_age != gone.under_age
        for name, value in narrowest(kept, gone).items():
            if getattr(kept, name) != value:
                self._change(kept, {name: value})
                setattr(kept, name, value)
        others = {name: getattr(gone, name) for name in ("name", "known_as", "likes")}
        lost = {n: said for n, said in others.items() if said and said != told[n]}
        if lost:
            self._restate(kept, lost)
        came = {kind: len(rows) for kind, rows in sorted(self.came.items())}
        kept._move(self.actor, kept.version, "put_together", told, on_behalf, came=came)
        if grew:  # one entry says that they are a child
            kept.shelter(self.actor)
            kept.refresh_from_db()
        self._remember(kept, before, kept.version)

    def _join_ties(self) -> None:
        """Both say how they are joined today: the later chapter says it for both."""
        day = timezone.localdate(self.now)
        mine = Chapter.current(self.actor, self.kept, day)
        other = Chapter.current(self.actor, self.gone, day)
        if mine is None or other is None or not seen_by_the_same(mine, other):
            return
        told = {n: self._pick(n, getattr(mine, n), getattr(other, n)) for n in TIE}
        told["gives"] = both_supports(mine.gives, other.gives)
        told["receives"] = both_supports(mine.receives, other.receives)
        told["call_place"] = other.call_place if mine.call_place is None else mine.call_place
        last, first = sorted((mine, other), key=lambda c: (c.since, c.made_at), reverse=True)
        self._restate(last, {n: value for n, value in told.items() if getattr(last, n) != value})
        if first.since == last.since:
            self._change(first, {"binned_at": self.now})

    def _choose_face(self) -> None:
        """One of two photos; the other one waits in the bin."""
        seen = Portrait.visible_to(self.actor)
        mine, other = (list(seen.filter(person=one)) for one in (self.kept, self.gone))
        side = self.chosen.get("face") or ("kept" if mine or not other else GONE)
        if mine or other:
            for portrait in mine if side == GONE else other:
                self._change(portrait, {"binned_at": self.now})

    def _leave_same_ways(self) -> None:
        """A way to reach them that stands in both entries, for the same people, stands once."""
        rows = Contact.everyones.filter(binned_at=None)
        mine = {way(row) for row in rows.filter(person=self.kept)}
        for row in rows.filter(person=self.gone):
            if way(row) in mine:
                self._change(row, {"binned_at": self.now})

    # Rows ------------------------------------------------------------------------------------

    def _move_kind(self, model: type[Row], name: str) -> None:
        for row in model.everyones.filter(**{name: self.gone.pk}):
            columns = row.handed_to(name, self.gone.pk, self.kept.pk)
            twin = None if columns is None else twin_of(row, columns)
            if columns is not None and twin is None:
                self._count(row)
                self._change(row, columns)
            elif row.binned_at is None:
                self._change(row, {"binned_at": self.now})
            if twin is not None and twin.binned_at is None:
                for one, column in row.hang_on():
                    self._change(one, {column: twin.pk})
                self._join_twins(twin, row)

    def _count(self, row: Row) -> None:
        """Remember that a row came along, if whoever reads of it may read the row."""
        open_to_all = row.audience in TOLD and not row.kept_out and row.resource != "confidant"
        if open_to_all and row.binned_at is None:
            self.came.setdefault(kind_of(type(row)), set()).add(str(row.pk))

    def _join_twins(self, twin: Row, row: Row) -> None:
        """One of two says it for both. Words for which there is no room stand in a note."""
        both = [(one, str(getattr(one, "words", ""))) for one in (twin, row)]
        self._restate(twin, twin.joined_with(row))
        for one, words in both:
            if words not in str(getattr(twin, "words", "")):
                mine = type(one).ever_visible_to(self.actor).filter(pk=one.pk)
                reads = one.author_id or (self.actor.account if mine.exists() else "")
                self._note(reads, one.in_short(), words)

    def _note(self, writer: str | None, what: str, words: str) -> None:
        """A note for whoever wrote these words: nobody reads more by it. It goes with the merge."""
        if not writer:
            return
        level = {"audience": TABLE[Note.resource].level, "author_id": writer}
        here = {"network_id": self.actor.network, "person": self.kept, **level}
        note = Note.everyones.create(text=labelled(what, words), made_at=self.now, **here)
        told = self.moved.setdefault(Note._meta.label, {})
        told[note.pk] = {"binned_at": [plain(self.now), None]}
        self.noted.add(writer)

    def _rename(self) -> None:
        """Where one was chosen, left out, or named by key, the other is."""
        bar = f"|{self.gone.pk}|"
        for model in kinds():
            here = model.everyones.filter(network=self.actor.network)
            for row in here.filter(Q(let_in__contains=bar) | Q(kept_out__contains=bar)):
                lists = {name: self._renamed(getattr(row, name)) for name in ("let_in", "kept_out")}
                self._change(row, lists)
        for wish in Wish.everyones.filter(network=self.actor.network):
            if self.gone.pk in wish.met_by:
                names = [self.kept.pk if key == self.gone.pk else key for key in wish.met_by]
                self._change(wish, {"met_by": list(dict.fromkeys(names))})

    def _renamed(self, told: str) -> str:
        keys = unbarred(told)
        return barred(keys - {self.gone.pk} | {self.kept.pk}) if self.gone.pk in keys else told

    def _change(self, row: Row, columns: Mapping[str, Any]) -> None:
        """Write these columns, and remember what they were. No words go this way."""
        columns = {name: value for name, value in columns.items() if getattr(row, name) != value}
        if not columns:
            return
        rows = self.moved.setdefault(type(row)._meta.label, {})
        told = rows.setdefault(str(row.pk), {})
        for name, value in columns.items():
            was = told[name][0] if name in told else plain(getattr(row, name))
            told[name] = [was, plain(value)]
        type(row).everyones.filter(pk=row.pk).update(**columns)

    def _restate(self, row: Row, words: Mapping[str, Any]) -> None:
        """Write words of a row; the earlier ones are kept as its version."""
        if not words:
            return
        before = row.version
        Version.keep(row, self.actor)
        stamp = {**words, "version": before + 1, "changed_at": self.now}
        type(row).everyones.filter(pk=row.pk).update(**stamp)
        for name, value in stamp.items():
            setattr(row, name, value)
        self._remember(row, before, before + 1)

    def _remember(self, row: Row, before: int, since: int) -> None:
        rows = self.said.setdefault(type(row)._meta.label, {})
        rows[str(row.pk)] = [rows.get(str(row.pk), [before])[0], since]

    # The way back ----------------------------------------------------------------------------

    def undo(self) -> None:
        """Whatever is as the merge left it goes back to what it was."""
        words = self._say_as_before()
        for label, rows in self.moved.items():
            model: Any = apps.get_model(label)
            for row in model.everyones.filter(pk__in=rows):
                back = dict(still(row, rows[row.pk]))
                # What somebody else took in between, a turn's seat, stays with them.
                with suppress(IntegrityError), transaction.atomic():
                    model.everyones.filter(pk=row.pk).update(**back)
        self.kept.refresh_from_db()
        self.kept._move(self.actor, self.kept.version, "taken_apart", words)

    def _say_as_before(self) -> dict[str, Any]:
        """Rows whose words were joined say what they said; the words of the one kept are given."""
        words: dict[str, Any] = {}
        for label, versions in list(self.said.items()):
            model: Any = apps.get_model(label)
            for row in model.everyones.filter(pk__in=list(versions)):
                state = earlier(row, *versions[row.pk])
                if row.pk == self.kept.pk:
                    words = state
                else:
                    self._restate(row, state)
        return words


def way(row: Contact) -> tuple[str, ...]:
    """What makes two ways to reach somebody the same, for whoever sees them."""
    phone = fold_phone(row.value) if row.how == Contact.How.PHONE else ""
    return row.how, phone or fold(row.value), row.audience, row.let_in, row.kept_out


def kind_of(model: type[Row]) -> str:
    """What a row counts as where it comes along."""
    return "minutes" if model._meta.model_name in AT_GATHERINGS else model.resource


def kinds() -> list[type[Row]]:
    return [
        model for model in apps.get_models() if issubclass(model, Row) and not model.is_a_tenant
    ]


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return DjangoJSONEncoder().default(value) if isinstance(value, dt.datetime) else value


def twin_of(row: Row, columns: Mapping[str, Any]) -> Row | None:
    """The row that says the same already, of whoever this row would be about."""
    model: Any = type(row)
    for names, where, loose in once(model):
        same = {name: columns.get(name, getattr(row, name)) for name in names}
        if not set(names) & set(columns) or (None in same.values() and not loose):
            continue
        if model.everyones.filter(where, pk=row.pk).exists():
            found: Row | None = model.everyones.filter(where, **same).exclude(pk=row.pk).first()
            if found is not None:
                return found
    return None


def once(model: Any) -> Iterator[tuple[list[str], Q, bool]]:
    """The columns of which this kind of row holds each once, of which rows that is so, and whether
    nothing is the same as nothing there: to the database it is not."""
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint):
            names = [model._meta.get_field(name).attname for name in rule.fields]
            yield names, rule.condition or Q(), False
    if model.once_each:
        yield (
            [model._meta.get_field(name).attname for name in model.once_each],
            Q(binned_at=None) & model.once_where,
            True,
        )


def still(row: Any, columns: Mapping[str, list[Any]]) -> Iterator[tuple[str, Any]]:
    """The columns of a row that say what the merge wrote, with what they said before.

    Where somebody chose other people since, how far it reaches is theirs as well.
    """
    same = {name for name, (_was, is_now) in columns.items() if plain(getattr(row, name)) == is_now}
    if {"let_in", "kept_out"} & (set(columns) - same):
        same.discard("audience")
    for name, (was, _is_now) in columns.items():
        if name in same:
            yield name, row._meta.get_field(name).to_python(was) if name == "binned_at" else was


def earlier(row: Row, before: int, since: int) -> dict[str, Any]:
    """What a row said before the merge, unless somebody changed it since."""
    if row.version != since:
        return {}
    found = Version.everyones.filter(resource=row.resource, row=row.pk, version=before).first()
    state = dict(found.state) if found else {}
    fields: Any = row._meta
    return {n: fields.get_field(n).to_python(v) for n, v in state.items()}
