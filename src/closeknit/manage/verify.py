"""`closeknit verify`: is the record still what was written?"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from closeknit import folder


def parser() -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(
        prog="closeknit verify",
        description="Walk the record from the first entry to the last and say what is not as it"
        " was written. Ends with 0 when all of it is, with 1 when it is not.",
    )
    wanted.add_argument("--data", metavar="DIR", help="where everything is kept")
    wanted.add_argument("--heads", action="store_true", help="print where each chain ends")
    wanted.add_argument(
        "--against", metavar="FILE", help="heads that were printed earlier and kept elsewhere"
    )
    return wanted


def verify(words: list[str]) -> int:
    """Say what is wrong, a line each, and how much was read."""
    chosen = parser().parse_args(words)
    if chosen.data:
        os.environ["CLOSEKNIT_DATA"] = str(Path(chosen.data).expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.settings")
    import django
    from django.db import DatabaseError

    django.setup()
    try:
        return told(chosen.against, heads=chosen.heads)
    except OSError as trouble:
        return sorry(f"{chosen.against} cannot be read: {trouble.strerror}.")
    except DatabaseError:
        return sorry(f"There is no record in {folder.chosen()}.")
    except (ValueError, KeyError):
        return sorry(f"{chosen.against} does not hold what `closeknit verify --heads` prints.")


def sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def told(against: str | None, *, heads: bool) -> int:
    from closeknit.accounts import verify as record

    anchors = record.anchors_of(Path(against).read_text("utf-8")) if against else {}
    checked = record.verify(anchors)
    for trouble in checked.troubles:
        print(trouble)
    if heads:
        for chain, (count, last) in sorted(checked.heads.items()):
            print(json.dumps({"chain": chain, "count": count, "hash": last}))
    chains = len(checked.heads)
    read = f"{checked.entries} {'entry' if checked.entries == 1 else 'entries'}"
    read += f" in {chains} {'chain' if chains == 1 else 'chains'}"
    whole = not checked.troubles
    print(f"{read}: all as written." if whole else f"{read}: NOT all as written, see above.")
    return 0 if whole else 1
