"""The tables are what the models say, and every room's first migration can be made anew."""

from __future__ import annotations

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration() -> None:
    told = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=told, verbosity=1)
    assert "No changes" in told.getvalue()


@pytest.mark.django_db
def test_every_table_is_there() -> None:
    there = set(connection.introspection.table_names())
    wanted = {model._meta.db_table for model in apps.get_models()}
    assert wanted - there == set()
