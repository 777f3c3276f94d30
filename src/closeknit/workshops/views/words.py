"""Sentences that several pages of the room say."""

from django.utils.translation import gettext_lazy as _

CLOSED = _("The facilitator has gone on, so this is not sent. Your words are still here.")
TOLD_TOO_LATE = _(
    "The facilitator has gone on, so this is not sent. Your words are still here. What you told "
    "before can always be taken back."
)
NOTES_ELSEWHERE = _(
    "Somebody else takes notes for your group now, so this is not sent. Your words are still here."
)
GONE_MEANWHILE = _(
    "This was taken away while you wrote, so it is not kept. Your words are still here."
)
ASKED_ANEW = _(
    "Something changed here while you wrote, so this is not kept yet. Your words are still here."
)
