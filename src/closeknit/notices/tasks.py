"""What is told by itself."""

from __future__ import annotations

from django_tasks import task

from closeknit.workshops.models import Letter

from .models import Slot
from .places import begin_session_letters, post_place_letter
from .sending import begin_reminders, begin_slots, post_letter


@task()
def tell_what_is_due() -> None:
    """Every minute: letters whose hour has come, and those that were left over."""
    begin_slots()
    begin_reminders()
    begin_session_letters()
    Slot.send_left_over(post_letter.enqueue)
    Letter.send_left_over(post_place_letter.enqueue)


@task()
def forget_old_letters() -> None:
    """When somebody was written to long ago is not kept."""
    Slot.forget_old()
    Letter.forget_old()
