"""A gentle word when somebody typed the number of a card or an account where others can read it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from closeknit.core.purse import find_money_numbers

LONGEST = 5000
"""Whatever is longer is a file of contacts, not something typed."""


def warn(request: HttpRequest) -> None:
    """It is saved as it was typed; the next page says what to think about."""
    typed = [said for name in request.POST for said in request.POST.getlist(name)]
    found = {kind for said in typed if len(said) <= LONGEST for kind in find_money_numbers(said)}
    for kind in sorted(found):
        messages.warning(request, f"{told(kind)} {_('Better take it out again.')}")


def told(kind: str) -> str:
    """What it looks like, and why that matters."""
    return {
        "card": _(
            "This looks like the number of a payment card. "
            "Whoever may read it here could pay with it."
        ),
        "account": _(
            "This looks like the number of a bank account. Whoever may read it here could use it."
        ),
        "insurance": _(
            "This looks like a social insurance number. "
            "Whoever may read it here could pretend to be somebody else."
        ),
    }[kind]
