"""Keeping and putting back one gigabyte, beside `cp` of the same bytes.

A house with rows in SQLite and pictures that no machine can make smaller, a gigabyte in all. The
backup is locked; `cp -a` copies the folder to the disk, locks nothing and checks nothing.
The last lines are how many times as long each takes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SIZE, PICTURE, ROWS, MOST = 1_000_000_000, 250_000, 20_000, 15 * 60
PROGRAM = [sys.executable, "-c", "from closeknit.manage import main; raise SystemExit(main())"]


def fill() -> None:
    """A network with as many pictures as there is room for, and deeds in its record."""
    import django

    django.setup()
    from django.core.management import call_command

    from closeknit.accounts.models import Account
    from closeknit.accounts.record import record_each
    from closeknit.networks.files import SureFiles
    from closeknit.networks.models import Network, Portrait
    from closeknit.policy import new_key

    call_command("migrate", verbosity=0)
    account = Account.objects.create_user("maya@example.org", name="Maya")
    network = Network.begin(account.pk, "Maya", mine=True)
    actor = network.actor(account.pk)
    record_each(actor, "changed", "person", [new_key() for _ in range(ROWS)], "unpaid")
    root, rows = Path(SureFiles().location), []
    for number in range(SIZE // PICTURE):
        key = new_key()
        name = f"portraits/{key[:2]}/{key}.webp"
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(os.urandom(PICTURE))
        rows.append(Portrait(network=network, author=account, audience="network", file=name))
        if number % 1000 == 999:
            Portrait.everyones.bulk_create(rows)
            rows.clear()
    Portrait.everyones.bulk_create(rows)


def took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    os.sync()
    return time.perf_counter() - began


def command(*words: str) -> None:
    subprocess.run([*PROGRAM, *words], check=True, stdout=subprocess.DEVNULL)


def main(folder: Path) -> None:
    house, key, file = folder / "house", folder / "key", folder / "kept"
    fill()
    os.sync()
    key.write_text("a key of nothing but this bench")
    size = sum(path.stat().st_size for path in house.rglob("*") if path.is_file()) / 1e6
    plain = took(lambda: subprocess.run(["cp", "-a", house, folder / "copy"], check=True))
    shutil.rmtree(folder / "copy")
    lock = ("--key-file", str(key))
    keep = took(lambda: command("backup", str(file), "--data", str(house), *lock))
    back = took(lambda: command("restore", str(file), "--data", str(folder / "back"), *lock))
    print(f"cp -a of {size:.0f} MB    {plain:7.1f} s")
    print(f"closeknit backup     {keep:7.1f} s")
    print(f"closeknit restore    {back:7.1f} s (at most {MOST} s)")
    print(f"backup: {keep / plain:.1f} times as long as cp")
    print(f"restore: {back / plain:.1f} times as long as cp")
    assert back <= MOST


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="closeknit-bench-") as made:
        (Path(made) / "house").mkdir(mode=0o700)
        os.environ["CLOSEKNIT_DATA"] = str(Path(made) / "house")
        os.environ["CLOSEKNIT_DATABASE"] = ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "closeknit.settings"
        main(Path(made))
