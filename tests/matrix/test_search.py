"""The reviewed cells against the search: every actor finds what they may see, and nothing else."""

from __future__ import annotations

import pytest
from django.apps import apps

from closeknit.home.index import SEARCHED
from closeknit.home.looking_for import look_for, rows_with
from closeknit.networks.models import Row
from closeknit.policy import Channel, Verb

from .rows import scene
from .tally import tally
from .test_rows import Asked, expected, written

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", SEARCHED)
def test_everybody_finds_what_was_reviewed_and_no_row_more(name: str) -> None:
    """Nor does a page of what was found hold more than that."""
    made = scene()
    model: type[Row] = apps.get_model(name)
    rows = written(made, model)
    asked = []
    for who, actor in made.actors.items():
        found = set(rows_with(actor, name, ["w"]).values_list("pk", flat=True))
        shown = {hit.row.pk for group in look_for(actor, "w", name) for hit in group.hits}
        assert shown <= found, who
        named = [row for row in rows if row.pk in found or _says_a_word(row, SEARCHED[name])]
        asked += [(Asked(who, row, Verb.READ, Channel.SEARCH), row.pk in found) for row in named]
    assert tally(asked, lambda one: one[1] == expected(made, one[0])) == []


def _says_a_word(row: Row, fields: tuple[str, ...]) -> bool:
    """Whether the row holds the kind of word that the scene writes into it."""
    return any(str(getattr(row, field)).startswith("w") for field in fields)
