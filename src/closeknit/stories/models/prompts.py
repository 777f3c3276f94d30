"""Questions that somebody here asks, beside the kept set."""

from __future__ import annotations

from django.db import models
from django.utils.text import Truncator

from closeknit.design.quoting import quoted
from closeknit.networks.models import Row


class OwnPrompt(Row):
    """A question to think about, asked by somebody of this network. The answers are nobody's but
    whoever gives them: whoever asked does not learn that there are any."""

    resource = "prompt"
    kept_fields = ("words", "beside_map")

    words = models.CharField(max_length=300)
    beside_map = models.BooleanField(default=False)

    class Meta(Row.Meta):
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return f"prompt {self.pk}"

    def in_short(self) -> str:
        return quoted(Truncator(self.words).words(8))
