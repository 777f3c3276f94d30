"""Deleting one’s own account."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class DeleteForm(forms.Form):
    """One tick, so that nobody deletes an account by a slip."""

    use_required_attribute = False

    sure = forms.BooleanField(
        label=_("I know that nothing of this comes back."),
        error_messages={"required": _("Tick this if you are sure.")},
    )
