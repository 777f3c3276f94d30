"""From a slot that begins to a letter that is sent: each slot once, whatever happens in between.

A slot and the job that sends its letter are made in one transaction. A letter is `sending` from
before the mail server is called until the line after it has answered. If the worker dies in
between, nobody can know whether the server took it: the letter goes out again under the same
Message-ID, so that nothing is lost and a mailbox can tell that it has it already.
"""

from __future__ import annotations

import datetime as dt
import logging

from allauth.account.models import EmailAddress
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from closeknit.accounts.models import Account
from closeknit.networks.models import Membership
from closeknit.plans.models import Turn

from . import letters
from .models import Notice, Rhythm, Slot
from .news import Here, news, untold
from .sources.due import A_DAY_AHEAD, A_WEEK_AHEAD, Due

log = logging.getLogger(__name__)
DIGEST, TURN = "digest", "turn"
A_DAY = dt.timedelta(days=1)


def begin_slots(now: dt.datetime | None = None) -> list[str]:
    """Make the letter of every slot that has begun; the keys of those that are new.

    After a time without us it is one letter, not one a day.
    """
    now = now or timezone.now()
    made = [_begin(rhythm, now) for rhythm in Rhythm.to_be_looked_at(now)]
    return [key for key in made if key]


def _begin(rhythm: Rhythm, now: dt.datetime) -> str:
    begun = rhythm.next_at is not None and rhythm.next_at <= now
    with transaction.atomic():
        mine = Rhythm.objects.filter(pk=rhythm.pk, next_at=rhythm.next_at)
        rhythm.look_ahead(now)
        if not mine.update(zone=rhythm.zone, next_at=rhythm.next_at):
            return ""  # another worker was quicker, or they chose anew
        if not begun or rhythm.rests(now):
            return ""
        slot = Slot.claim(rhythm.account, f"{DIGEST} {rhythm.begun(now)}", now)
        if slot is None:
            return ""
        post_letter.enqueue(slot.pk)
        return slot.pk


def begin_reminders(now: dt.datetime | None = None) -> list[str]:
    """The day before a turn, for whoever wanted a letter for each; not in their quiet hours."""
    now = now or timezone.now()
    made = []
    for turn, rhythm in coming_turns(now):
        if rhythm.rests(now) or rhythm.is_quiet(now):
            continue
        with transaction.atomic():
            name = f"{TURN} {turn.pk} {turn.starts_at:%Y%m%d%H%M}"
            slot = Slot.claim(rhythm.account, name, now, turn.pk)
            if slot is not None:
                post_letter.enqueue(slot.pk)
                made.append(slot.pk)
    return made


def coming_turns(now: dt.datetime) -> list[tuple[Turn, Rhythm]]:
    """Turns within a day whose takers want a letter for each; asked again when it is sent."""
    wanted = Rhythm.objects.filter(reminders=True).exclude(how=Rhythm.How.NONE)
    parts = Membership.active().filter(account__in=wanted.values("account"), person__isnull=False)
    turns = Turn.everyones.filter(
        person__in=parts.values("person"),
        starts_at__gt=now,
        starts_at__lte=now + A_DAY,
        answer=Turn.Answer.YES,
        binned_at=None,
    )
    found = list(turns)
    here = parts.filter(person__in=[turn.person_id for turn in found])
    accounts = dict(here.values_list("person_id", "account_id"))
    rows = wanted.filter(account__in=accounts.values()).select_related("account")
    of = {row.account_id: row for row in rows}
    return [
        (turn, of[accounts[turn.person_id]]) for turn in found if accounts[turn.person_id] in of
    ]


@task()
def post_letter(key: str) -> None:
    """One letter goes out. The queue holds its key alone."""
    send(key)


def send(key: str) -> None:
    """Send the letter of this slot, unless it is sent, or nothing is left to tell."""
    slot = Slot.take(key)
    if slot is None:
        return
    told = what_to_tell(slot)
    if not told:
        slot.end(Slot.State.NOTHING)
        return
    rhythm = Rhythm.objects.select_related("account").get(account=slot.account)
    if rhythm.is_quiet(timezone.now()):  # it was late, or is tried again: not in the night
        slot.put_off()
        return
    try:
        _hand_over(slot, letters.digest(slot, rhythm, told), told)
    except Exception as trouble:  # whatever it is, it is tried a few times and then no more
        log.warning("A letter did not go out: %s", type(trouble).__name__)
        slot.was_not_taken()


def what_to_tell(slot: Slot) -> list[Here]:
    """What there is to tell at this moment; nothing for whoever is not written to any more."""
    rhythm = Rhythm.objects.filter(account=slot.account).exclude(how=Rhythm.How.NONE).first()
    if rhythm is None or rhythm.rests(timezone.now()) or not may_be_written_to(slot.account):
        return []
    if slot.row:
        return _of_a_turn(slot)
    weekly = rhythm.how == Rhythm.How.WEEKLY
    found = untold(slot.account, A_WEEK_AHEAD if weekly else A_DAY_AHEAD)
    return [here for here in found if not here.network.made_up]


def _of_a_turn(slot: Slot) -> list[Here]:
    """This turn and nothing else, unless it was told or seen since it is near."""
    since = timezone.now() - A_DAY_AHEAD
    lately = Q(told_at__gt=since) | Q(seen_at__gt=since)
    known = Notice.of(slot.account_id, lately, row=slot.row, kind=TURN)
    found = [here for here in news(slot.account) if not here.network.made_up]
    near = (
        Here(
            here.network, [one for one in here.dues if _is_of(one, slot) and one.mark not in known]
        )
        for here in found
    )
    return [here for here in near if here.dues]


def _is_of(due: Due, slot: Slot) -> bool:
    return due.kind == TURN and due.row == slot.row


def may_be_written_to(account: Account) -> bool:
    """Whether this is somebody real, who may come in, at an address that is known as theirs."""
    if account.made_up or not account.is_active:
        return False
    known = EmailAddress.objects.filter(user=account, verified=True)
    return bool(known.filter(email__iexact=account.email).exists())


def _hand_over(slot: Slot, letter: letters.Letter, told: list[Here]) -> None:
    """Between the answer of the mail server and our own line there is one commit, and no more."""
    with get_connection() as post:
        letter.connection = post
        letter.send()
        with transaction.atomic():
            slot.end(Slot.State.SENT)
            dues = [due for here in told for due in here.dues]
            Notice.keep(slot.account_id, dues, told_at=timezone.now())
