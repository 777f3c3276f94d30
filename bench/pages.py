"""Our pages beside the smallest honest Django page, on the same server, in the same run.

The bare page has a session, an account, and 30 of 300 rows in a two-level template with two dates a
row. Ours is Maya's made-up network as she sees it: the map and the people. Both are served by
our own split entry (pages in a pool of threads) on loopback, asked over eight connections, by wrk
where it is installed. Rounds alternate, the best of each counts.

Then every page of a network with 500 people, 1,000 times with them and 200 asks, one after another
over one connection: its weight as it is sent, packed (at most 60 KiB), and unpacked; its fastest
answer, and how many times as long that is as the bare page and the quickest page of the house; with
the weight of what a first visit needs besides (at most 150 KiB). Of each page the best of three
counts. The last lines are the ratios. It fails where a page or a first visit is too heavy.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench._weights import FIRST_VISIT, PAGE, Hand, Weighed, weigh_all

SECONDS, ROUNDS, HANDS = 3, 3, 8
HERE = Path(__file__).resolve().parent
SEED = """
import django; django.setup()
from django.core.management import call_command
from {module} import seed
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
print(*seed())
"""


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def site(settings: str, entry: str, seed: str) -> Iterator[tuple[int, list[str]]]:
    """A site on its own port with data of its own, and what its seed had to say."""
    with tempfile.TemporaryDirectory(prefix="closeknit-bench-") as folder:
        port = free_port()
        env = {k: v for k, v in os.environ.items() if not k.startswith("CLOSEKNIT_")} | {
            "DJANGO_SETTINGS_MODULE": settings,
            "CLOSEKNIT_DATA": folder,
            "CLOSEKNIT_SECRET": "only for the bench, only for the bench, only for the bench",
            "CLOSEKNIT_THREADS": "1",
            "PYTHONPATH": str(HERE.parent),
        }
        said = subprocess.run(
            [sys.executable, "-c", SEED.format(module=seed)],
            env=env, check=True, capture_output=True, text=True,
        ).stdout.split()  # fmt: skip
        server = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", entry, "--port", str(port), "--log-level", "error",
             "--no-access-log", "--lifespan", "off", "--no-proxy-headers"],
            env=env,
        )  # fmt: skip
        try:
            wait_for(port)
            yield port, said
        finally:
            server.terminate()
            server.wait(15)


def wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("The site did not open.")


def ask(port: int, path: str, cookie: str) -> bytes:
    """One answer; anything but a page is an error, so nothing else is ever measured."""
    hand = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    hand.request("GET", path, headers={"Cookie": cookie, "Host": f"localhost:{port}"})
    answer = hand.getresponse()
    body = answer.read()
    hand.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def a_second(port: int, path: str, cookie: str) -> float:
    """Pages a second over eight connections."""
    if shutil.which("wrk"):
        told = subprocess.run(
            ["wrk", "-t1", f"-c{HANDS}", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}",
             f"http://localhost:{port}{path}"],
            check=True, capture_output=True, text=True, timeout=SECONDS + 60,
        ).stdout  # fmt: skip
        if "Non-2xx" in told:
            raise RuntimeError(f"{path}: not every answer was a page")
        return float(told.split("Requests/sec:")[1].split()[0])
    return by_hand(port, path, cookie)


def by_hand(port: int, path: str, cookie: str) -> float:
    done = [0] * HANDS
    end = time.perf_counter() + SECONDS

    def keep_asking(number: int) -> None:
        hand = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            hand.request("GET", path, headers={"Cookie": cookie})
            done[number] += hand.getresponse().read() != b""
        hand.close()

    threads = [threading.Thread(target=keep_asking, args=[n]) for n in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


def crowded() -> bool:
    """Every page where many people are; whether all are light enough."""
    with ExitStack() as open_sites:
        bare_port, (bare_session,) = open_sites.enter_context(
            site("bench.bare.settings", "bench.bare.entry:application", "bench.bare.seed")
        )
        port, (session, *words) = open_sites.enter_context(
            site("closeknit.settings", "closeknit.asgi:application", "bench.bare.crowded")
        )
        bare = Hand(bare_port, f"sessionid={bare_session}").weigh("bare page", "/people/")
        cookie = f"closeknit_session={session}"
        found = weigh_all(port, cookie, zip(words[::2], words[1::2], strict=True))
        first = next(one for one in found if one.name == "map")
        assets = Hand(port, cookie).first_visit(first.text)
    assert bare
    return told(bare, found, sum(assets.values()))


def told(bare: Weighed, found: list[Weighed], assets: int) -> bool:
    """The table, slowest page first, and the ratios."""
    print(f"{'page':24} {'sent':>10} {'whole':>11} {'server':>11} {'bare':>8}")
    for one in [*found, bare]:
        print(one.line(bare.took))
    heavy = [one.name for one in found if one.weight > PAGE]
    quickest, middle = found[-1], found[len(found) // 2]
    first = f"{assets / 1024:.0f} KiB besides its page (at most {FIRST_VISIT // 1024})"
    print(f"a first visit: {first}")
    print(f"heavier than {PAGE // 1024} KiB: {', '.join(heavy) or 'none'} of {len(found)} pages")
    for name, by in (("the quickest page of the house", quickest), ("the bare page", bare)):
        ratios = f"middle {middle.took / by.took:.1f}, slowest {found[0].took / by.took:.1f}"
        print(f"with 500 people, ratio to {name}: {ratios}")
    return not heavy and assets <= FIRST_VISIT


def main() -> None:
    side_by_side()
    if not crowded():
        sys.exit(1)


def side_by_side() -> None:
    with ExitStack() as open_sites:
        bare_port, (bare_session,) = open_sites.enter_context(
            site("bench.bare.settings", "bench.bare.entry:application", "bench.bare.seed")
        )
        our_port, (our_session, network) = open_sites.enter_context(
            site("closeknit.settings", "closeknit.asgi:application", "bench.bare.ours")
        )
        pages = {
            "bare page": (bare_port, "/people/", f"sessionid={bare_session}"),
            "map": (our_port, f"/n/{network}/map/", f"closeknit_session={our_session}"),
            "people": (our_port, f"/n/{network}/people/", f"closeknit_session={our_session}"),
        }
        best = dict.fromkeys(pages, 0.0)
        size = {name: len(ask(*where)) for name, where in pages.items()}
        for _ in range(ROUNDS):
            for name, where in pages.items():
                best[name] = max(best[name], a_second(*where))
    for name, rate in best.items():
        print(f"{name:10} {rate:7.1f} pages a second  {1000 / rate:6.2f} ms  {size[name]:7} bytes")
    bare = best["bare page"]
    print("ratio to the bare page: " + ", ".join(
        f"{name} {best[name] / bare:.2f}" for name in ("map", "people")
    ))  # fmt: skip


if __name__ == "__main__":
    main()
