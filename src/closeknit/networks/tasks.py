"""What is tidied away by itself."""

from __future__ import annotations

from django_tasks import task

from . import bin as the_bin


@task()
def empty_the_bin() -> None:
    """What was taken away thirty days ago goes for good, files included."""
    the_bin.empty()
