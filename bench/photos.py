"""Twelve pictures of twelve million dots, from sending to seeing, beside Pillow alone.

Ours goes through the real doors, one picture after the other as a phone sends them: it is looked
at, painted in three sizes, written to the disk with its row and its entry in the record, and then
the small one is fetched. Pillow alone opens each file, turns it upright and saves the same three
sizes with the same settings, and nothing else. Each runs in a process of its own, rounds alternate,
the best counts. The last line is how many times as long ours takes.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

PICTURES, ROUNDS = 12, 3
SIDES = (2048, 960, 320)
QUALITY, METHOD = 82, 2


def take(folder: Path) -> None:
    """Twelve files like those of a phone: soft shapes, fine grain, and notes of the camera."""
    import numpy as np
    from PIL import Image

    notes = Image.Exif()
    notes[0x0112], notes[0x0110] = 1, "A phone"
    notes.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0)})
    for number in range(PICTURES):
        chance = np.random.default_rng(number)
        soft = Image.fromarray(chance.integers(0, 256, (42, 56, 3), dtype=np.uint8))
        large = np.asarray(soft.resize((4032, 3024), Image.Resampling.BICUBIC), dtype=np.int16)
        grain = chance.integers(-10, 11, (3024, 4032, 1), dtype=np.int16)
        whole = Image.fromarray(np.clip(large + grain, 0, 255).astype(np.uint8))
        whole.save(folder / f"{number:02}.jpg", quality=90, exif=notes)


def alone(files: list[Path]) -> float:
    """Pillow and nothing else."""
    from PIL import Image, ImageOps

    began = time.perf_counter()
    for file in files:
        with Image.open(file) as picture:
            ImageOps.exif_transpose(picture, in_place=True)
            for side in SIDES:
                picture.thumbnail((side, side), Image.Resampling.LANCZOS)
                picture.save(BytesIO(), "WEBP", quality=QUALITY, method=METHOD)
    return time.perf_counter() - began


def ours(files: list[Path]) -> float:
    """Through the doors of the house, with a data folder of its own."""
    import django

    django.setup()
    from django.urls import reverse

    client, network = moved_in()
    where = reverse("photos_add", args=[network])
    client.get(where)
    began = time.perf_counter()
    for file in files:
        with file.open("rb") as sent:
            answer = client.post(where, {"photos": sent}, HTTP_ACCEPT="application/json")
        small = client.get(answer["Location"])
        seen = b"".join(small.streaming_content)
        assert seen[:4] == b"RIFF"
    took = time.perf_counter() - began
    album = client.get(reverse("photos", args=[network])).content.decode()
    assert album.count('/small/"') == PICTURES
    return took


def moved_in() -> tuple[Any, str]:
    """A house with one network in it, and a browser of whoever it belongs to."""
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    from closeknit.accounts.models import Account
    from closeknit.manage.static import collect
    from closeknit.networks.models import Network

    collect(Path(settings.STATIC_ROOT))
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    ada = Account.objects.create_user(email="ada@example.org", name="Ada")
    client = Client(HTTP_HOST="localhost")
    client.force_login(ada)
    return client, str(Network.begin(ada.pk, "Ada", mine=True).pk)


def measured(which: str, folder: str) -> dict[str, float]:
    """Seconds and the most memory of one way, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="closeknit-bench-") as data:
        env = {k: v for k, v in os.environ.items() if not k.startswith("CLOSEKNIT_")} | {
            "CLOSEKNIT_DATA": data,
            "CLOSEKNIT_SECRET": "only for the bench, only for the bench, only for the bench",
            "DJANGO_SETTINGS_MODULE": "closeknit.settings",
        }
        command = [sys.executable, "-m", "bench.photos", which, folder]
        told = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return found


def main() -> None:
    best: dict[str, float] = {}
    most: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="closeknit-pictures-") as folder:
        command = [sys.executable, "-m", "bench.photos", "take", folder]
        subprocess.run(command, check=True)  # apart: a child counts its parent's memory as its own
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        for _ in range(ROUNDS):
            for which in ("ours", "alone"):
                found = measured(which, folder)
                best[which] = min(best.get(which, found["took"]), found["took"])
                most[which] = max(most.get(which, 0), found["most"])
    print(f"{PICTURES} pictures of 12 million dots, {size:.0f} MB")
    for which, name in (("ours", "sent, kept, seen"), ("alone", "Pillow alone")):
        each = best[which] / PICTURES
        print(f"{name:16}  {best[which]:6.2f} s  {each:5.2f} s each  {most[which]:4.0f} MB at most")
    print(f"photos: {best['ours'] / best['alone']:.2f} times as long as Pillow alone")


if __name__ == "__main__":
    if sys.argv[1:2] == ["take"]:
        take(Path(sys.argv[2]))
    elif len(sys.argv) == 3:
        way = {"ours": ours, "alone": alone}[sys.argv[1]]
        spent = way(sorted(Path(sys.argv[2]).iterdir()))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(json.dumps({"took": spent, "most": peak}))
    else:
        main()
