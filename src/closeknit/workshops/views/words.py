"""Sentences that several pages of the room say."""

from django.utils.translation import gettext_lazy as _

CLOSED = _("The facilitator has gone on, so this is not sent. Your words are still here.")
TOLD_TOO_LATE = _(
    "The facilitator has gone on, so this is not sent. Your words are still here. What you told "
    "before can always be taken back."
)
