"""Walking the record of 100,000 entries, beside one plain pass of SHA-256 over the same bytes.

Twenty networks with 5,000 deeds each, in SQLite. The plain pass reads nothing and checks nothing:
it only hashes, entry by entry, what stands in the columns. The best of three rounds counts; the
last line is how many times as long the walk takes.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

NETWORKS, DEEDS, ROUNDS, MOST = 20, 5_000, 3, 5.0


def fill() -> None:
    """Deeds as they happen: mostly without details, some with a count."""
    from closeknit.accounts.record import record_each
    from closeknit.policy import Actor, Role, new_key

    for _ in range(NETWORKS):
        actor = Actor(new_key(), new_key(), Role.PERSON)
        record_each(actor, "changed", "person", [new_key() for _ in range(DEEDS)], "unpaid")


def columns() -> list[bytes]:
    """What stands in the record, an entry each."""
    from closeknit.accounts.models import Entry

    return ["\n".join(map(str, row)).encode() for row in Entry.objects.values_list().iterator()]


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest round."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from closeknit.accounts.verify import verify

    call_command("migrate", verbosity=0)
    fill()
    rows = columns()
    checked = verify()
    assert checked.entries == NETWORKS * DEEDS
    assert not checked.troubles
    walk = best(verify)
    plain = best(lambda: [sha256(row).hexdigest() for row in rows])
    size = sum(map(len, rows)) / 1e6
    print(f"walk of {checked.entries:,} entries   {walk:6.2f} s (at most {MOST:.0f} s)")
    print(f"SHA-256 of the same {size:.0f} MB  {plain:6.2f} s")
    print(f"record: {walk / plain:.1f} times as long as hashing alone")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="closeknit-bench-") as folder:
        os.environ["CLOSEKNIT_DATA"] = str(Path(folder))
        os.environ["CLOSEKNIT_DATABASE"] = ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "closeknit.settings"
        main()
