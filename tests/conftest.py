"""What every test may ask for."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.contenttypes.management import create_contenttypes
from django.core.cache import cache
from django.db.models.signals import post_migrate
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from closeknit.accounts.models import Head
from closeknit.accounts.record import forget_made_up
from closeknit.workshops import alike
from tests import ready
from tests.cast import Cast, assemble, entered

# Scenes are made and dropped all the time: looking for circles each time would take a fifth of it.
gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the tables were there: on SQLite they are copied, where the source is the same."""
    wanted = file_of_tables()
    return bool(wanted) and ready.bring(wanted)


def file_of_tables() -> str:
    """The file of SQLite; nothing on PostgreSQL, whose name is no place on the disk."""
    here = settings.DATABASES["default"]
    return "" if here["ENGINE"].endswith("postgresql") else str(here["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The house with its tables, which the next run will find made."""
    wanted = file_of_tables()
    if wanted:
        ready.keep(wanted)
    # Swept after a test, the house would list the rights of Django's admin again: nobody asks.
    post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
    post_migrate.disconnect(create_contenttypes)


@pytest.fixture
def cast(db: None) -> Cast:
    """Maya's network and those who take part in it."""
    return assemble()


@pytest.fixture
def enter(cast: Cast) -> Callable[[str], Client]:
    """`enter("rosa")`: a browser in which somebody of the cast is signed in."""
    return lambda who: entered(cast, who)


@pytest.fixture
def maya(cast: Cast) -> Client:
    return entered(cast, "maya")


@pytest.fixture
def rosa(cast: Cast) -> Client:
    return entered(cast, "rosa")


@pytest.fixture(autouse=True)
def _the_record_is_let_go(request: pytest.FixtureRequest) -> Iterator[None]:
    """The database keeps what nobody erased, even from the broom after a test."""
    mark = request.node.get_closest_marker("django_db")
    named = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not named and not (mark and mark.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    chains = list(Head.objects.values_list("chain", flat=True))
    forget_made_up(chains, [])


@pytest.fixture(autouse=True)
def _nobody_is_counted_yet(request: pytest.FixtureRequest) -> None:
    """Rate limits of one test do not reach into the next."""
    if "live_server" in request.fixturenames or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        cache.clear()


@pytest.fixture(autouse=True)
def _every_room_is_read_anew() -> None:
    """Scenes are copied: the same room, at the same number, with other things in it."""
    alike.forget()


@pytest.fixture(autouse=True, scope="session")
def _browser_beside_the_database() -> None:
    """Playwright runs a loop in the test's own thread, which Django would refuse."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
