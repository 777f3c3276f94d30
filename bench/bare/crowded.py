"""Maya's network with 500 people; prints her session, and each page with its address."""

from pathlib import Path

from django.conf import settings

from closeknit.manage.static import collect
from tests.addresses import address, fill
from tests.cast import assemble
from tests.crowd import crowd
from tests.house.test_pages import PAGES

from .seed import session


def seed() -> list[str]:
    collect(Path(settings.STATIC_ROOT))
    cast = assemble()
    parts = fill(cast)
    crowd(cast)
    pages = [word for name in PAGES for word in (name, address(name, parts))]
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    return [session(cast.account("maya"), backend), *pages]
