"""`closeknit account`: what whoever runs the server may do to an account, and nothing more.

It rests, and it wakes. No command reads what is in it, changes how somebody comes in, or takes part
in a network.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from closeknit import folder


def parser() -> argparse.ArgumentParser:
    wanted = argparse.ArgumentParser(
        prog="closeknit account", description="Put an account to rest, or wake it."
    )
    deeds = wanted.add_subparsers(dest="deed", required=True)
    for deed, words in (("rest", "nobody comes in with it"), ("wake", "it opens again")):
        one = deeds.add_parser(deed, help=words)
        one.add_argument("address", metavar="ADDRESS", help="the e-mail address of the account")
        one.add_argument("--data", metavar="DIR", help="where everything is kept")
        if deed == "rest":
            one.add_argument("--why", required=True, metavar="WORDS", help="shown to the person")
    return wanted


def account(words: list[str]) -> int:
    """Say what was done, or that there is no such account."""
    chosen = parser().parse_args(words)
    if chosen.data:
        os.environ["CLOSEKNIT_DATA"] = str(Path(chosen.data).expanduser().resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.settings")
    try:
        folder.prepare(folder.chosen())
    except OSError as trouble:
        where = folder.chosen()
        print(f"The data folder {where} cannot be used: {trouble.strerror}.", file=sys.stderr)
        return 2
    import django

    django.setup()
    from django.db import DatabaseError

    try:
        return carry_out(chosen)
    except DatabaseError:
        print("There are no accounts yet. Open the house once: closeknit serve", file=sys.stderr)
        return 2


def carry_out(chosen: argparse.Namespace) -> int:
    from closeknit.accounts.models import Account
    from closeknit.accounts.own import rest, wake

    found = Account.objects.filter(email__iexact=chosen.address.strip()).first()
    if found is None:
        print("There is no account with this address.", file=sys.stderr)
        return 2
    if chosen.deed == "wake":
        wake(found)
        print("The account is awake.")
        return 0
    why = chosen.why.strip()
    if not 0 < len(why) <= 300:
        print("Say why, in 300 letters at most: the person reads it.", file=sys.stderr)
        return 2
    rest(found, why)
    print("The account is at rest. Whoever comes in with it reads why.")
    return 0
