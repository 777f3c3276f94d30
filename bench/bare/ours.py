"""Maya's made-up network; prints her session and her network's key."""

from pathlib import Path

from django.conf import settings

from closeknit.accounts.models import Account
from closeknit.home.demo import load
from closeknit.manage.static import collect

from .seed import session


def seed() -> list[str]:
    collect(Path(settings.STATIC_ROOT))
    network = load()
    maya = Account.objects.get(name="Maya")
    return [session(maya, "allauth.account.auth_backends.AuthenticationBackend"), network.pk]
