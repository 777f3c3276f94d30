from django.conf import settings
from django.db import models


class Person(models.Model):
    """A row of the bare page."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=40)
    circle = models.SmallIntegerField()
    last_contact = models.DateField()
    since = models.DateField()

    class Meta:
        app_label = "bare"
        indexes = [models.Index(fields=["owner", "circle", "name"])]

    def __str__(self) -> str:
        return self.name
