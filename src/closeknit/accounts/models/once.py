"""What each form was answered with, so that it is done once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Once(models.Model):
    """One form that somebody sent, so that sending it again does nothing again.

    A page carries one random token. `key` stands for that page of that account and the address it
    was sent to, `sent` for what was in it; both are digests. `answer` is where its deed led, empty
    while it is being done.
    """

    key = models.CharField(primary_key=True, max_length=64, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    sent = models.CharField(max_length=64)
    answer = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"sent once {self.key[:8]}"
