"""What is tidied away by itself."""

from __future__ import annotations

from django_tasks import task

from .models import Draft, Parcel


@task()
def forget_old_drafts() -> None:
    """Contacts that nobody chose among within seven days are gone."""
    Draft.forget_old()


@task()
def forget_old_parcels() -> None:
    """Archives that somebody looked into and did not bring back within a day are gone."""
    Parcel.forget_old()
