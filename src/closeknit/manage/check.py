"""`closeknit check`: what whoever runs the server needs to know, in one look."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict

from .opening import Sorry, carefully, choose, settle


def parser() -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(
        prog="closeknit check",
        description="Look at everything once and change nothing. Ends with 0 when all is well,"
        " with 1 when something wants a look, with 2 when something is wrong.",
    )
    wanted.add_argument("--data", metavar="DIR", help="where everything is kept")
    wanted.add_argument("--json", action="store_true", help="answer in JSON")
    return wanted


def check(words: list[str]) -> int:
    """A line for each thing that was looked at."""
    chosen = parser().parse_args(words)

    def work() -> int:
        data = choose(chosen.data)
        try:
            settle(data)
        except Sorry as trouble:
            if chosen.json:
                print(json.dumps({"ends_with": 2, "found": [], "why": str(trouble)}))
            raise
        return look(in_json=chosen.json)

    return carefully(work)


def look(*, in_json: bool = False) -> int:
    """Tell what is found, and say how bad the worst of it is."""
    from .looks import found

    all_of_it = found()
    worst = max(one.level for one in all_of_it)
    if in_json:
        told = [{**asdict(one), "level": one.word.lower()} for one in all_of_it]
        print(json.dumps({"ends_with": worst, "found": told}, ensure_ascii=False))
        return worst
    for one in all_of_it:
        print(f"{one.word:6} {one.about:13} {one.words}")
    print(["All is well.", "Something wants a look.", "Something is wrong."][worst])
    sys.stdout.flush()
    return worst
