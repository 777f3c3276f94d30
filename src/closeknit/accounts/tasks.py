"""What is tidied away by itself."""

from __future__ import annotations

from django.core.management import call_command
from django_tasks import task

from . import once
from .recovery import settle


@task()
def forget_old_sessions() -> None:
    """Sessions that ended leave nothing behind."""
    call_command("clearsessions")


@task()
def forget_what_was_sent() -> None:
    """Who sends a form a second time does so within a day."""
    once.forget()


@task()
def settle_recoveries() -> None:
    """New ways in whose wait is over begin to work."""
    settle()
