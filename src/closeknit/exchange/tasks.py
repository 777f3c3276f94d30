"""What is tidied away by itself."""

from __future__ import annotations

from django_tasks import task

from .models import Draft


@task()
def forget_old_drafts() -> None:
    """Contacts that nobody chose among within seven days are gone."""
    Draft.forget_old()
