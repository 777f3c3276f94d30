"""What is tidied away by itself."""

from __future__ import annotations

from django_tasks import task

from . import bin as the_bin
from .erasure import erase_as_wished
from .models import Claim, Membership, Proposal


@task()
def empty_the_bin() -> None:
    """What was taken away thirty days ago goes for good, files included; and what was to go then
    after somebody’s death.
    """
    the_bin.empty()
    erase_as_wished()


@task()
def come_due() -> None:
    """Parts whose time is over end, with an entry; what waited long enough is carried out."""
    Membership.run_out()
    Proposal.carry_due()
    Claim.carry_due()
