"""How many came to what there was to try, in series that ended before anybody counted."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import migrations
from django.db.models import Q

from closeknit.core.checks import cells

WAYS = ("yes", "bit", "not", "pass")


def count_what_is_over(apps: Any, schema_editor: Any) -> None:
    """As it stands now: of those who were there and are known to be somebody."""
    get = apps.get_model
    rows = get("workshops", "Homework").everyones.filter(binned_at=None, tally__isnull=True)
    tried = get("workshops", "Tried").everyones.filter(binned_at=None)
    there = get("workshops", "Presence").everyones.filter(first_at__isnull=False)
    known = Q(account__isnull=False) | Q(proved_at__isnull=False)
    for row in list(rows.filter(series__ended_at__isnull=False)):
        seats = get("workshops", "Seat").everyones.filter(known)
        seats = seats.filter(pk__in=there.filter(series=row.series_id).values("seat"))
        said = tried.filter(homework=row.pk, seat__in=seats).values_list("how", flat=True)
        counts = Counter(said)
        told = cells([counts[how] for how in WAYS])
        if any(count is not None for count in told):
            tally = dict(zip(WAYS, told, strict=True))
            rows.filter(pk=row.pk).update(tally=tally)


class Migration(migrations.Migration):
    dependencies = [("workshops", "0011_lines_by_words")]

    operations = [migrations.RunPython(count_what_is_over, migrations.RunPython.noop)]
