"""Looking for words among 10,000 entries, beside the engine of the database asked directly.

One network of 10,000 moments in SQLite, 500 of which only their author may see. The search asks
the policy for every kind of row, cuts the piece around the words and knows each row's page; the
engine alone only gives the numbers of lines. The best of several rounds counts, over twenty
questions; the last line is how many times as long a whole search takes.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ENTRIES, SECRET, ROUNDS = 10_000, 500, 5
WORDS = [
    *("soup", "garden", "tea", "bicycle", "rain", "letter", "choir", "neighbour", "doctor"),
    *("bread", "walk", "music", "birthday", "film", "train", "market", "winter", "summer"),
    *("song", "window", "kitchen", "phone", "card", "visit", "story", "park", "river"),
]


def fill() -> object:
    """Maya's network, and what was told in it over many years."""
    from closeknit.accounts.models import Account
    from closeknit.networks.models import Network
    from closeknit.policy import Level
    from closeknit.stories.models import Moment

    chance = random.Random(1)
    maya, rosa = (Account.objects.create_user(email=f"{n}@example.org", name=n) for n in "mr")
    network = Network.begin(maya.pk, "Maya", mine=True)
    rows = [
        Moment(
            network=network,
            author=rosa if at < SECRET else maya,
            audience=Level.ONLY_ME if at < SECRET else Level.STEWARDS,
            text=" ".join(chance.choices(WORDS, k=25)) + f" day{at}",
        )
        for at in range(ENTRIES)
    ]
    Moment.everyones.bulk_create(rows, batch_size=500)
    return network.actor(maya.pk)


def questions() -> list[list[str]]:
    chance = random.Random(2)
    pairs = [chance.sample(WORDS, 2) for _ in range(10)]
    return [*pairs, *([f"day{chance.randrange(SECRET, ENTRIES)}"] for _ in range(10))]


def best(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from closeknit.home.looking_for import look_for

    call_command("migrate", verbosity=0)
    actor, asked = fill(), questions()
    found = [sum(len(g.hits) for g in look_for(actor, " ".join(words))) for words in asked]  # type: ignore[arg-type]
    assert all(found), "every question has an answer"

    def engine() -> None:
        with connection.cursor() as cursor:
            for words in asked:
                match = " ".join(f'"{word}"*' for word in words)
                sql = "SELECT rowid FROM home_line_words WHERE home_line_words MATCH %s"
                cursor.execute(sql, [match])
                cursor.fetchall()

    def search() -> None:
        for words in asked:
            look_for(actor, " ".join(words))  # type: ignore[arg-type]

    ours, theirs = best(search) / len(asked), best(engine) / len(asked)
    print(f"entries                {ENTRIES:8,}, {SECRET} of them not for the reader")
    print(f"a whole search         {ours * 1000:8.2f} ms")
    print(f"the engine alone       {theirs * 1000:8.2f} ms")
    print(f"ratio to the engine asked directly {ours / theirs:.1f} x")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CLOSEKNIT_DATA"] = str(Path(folder))
        os.environ["DJANGO_SETTINGS_MODULE"] = "closeknit.settings"
        main()
