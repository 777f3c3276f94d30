"""Background work in the same process: the queue, a heartbeat, and what is done again and again.

A worker that was killed leaves its job running for ever; whoever finds a job without a heartbeat
puts it back, and gives it up after the third worker. Jobs are short and may be done twice.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, close_old_connections, connections
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from closeknit.accounts.resting import rests

log = logging.getLogger("closeknit.worker")
BEAT, LEASE, TRIES = 10, 30, 3


class Helper:
    """One worker as two threads: one does the jobs, one keeps the heartbeat and the calendar."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(16)
        self.ended = threading.Event()
        self.worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.name,
            excluded_queue_names=[],
        )
        self.threads = [
            threading.Thread(target=work, args=[self], daemon=True)
            for work in (Helper.beat, Helper.work)
        ]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self, patience: float = 1.5) -> None:
        """Let the current job finish if it is quick; otherwise it is done again next time."""
        self.worker.running = False
        self.ended.set()
        until = time.monotonic() + patience
        for thread in self.threads:
            thread.join(max(0, until - time.monotonic()))

    def work(self) -> None:
        while not self.ended.is_set():
            if rests():  # a restored copy does nothing by itself until it is woken
                self.ended.wait(BEAT)
                continue
            try:
                self.worker.run()
            except Exception:
                log.exception("The worker stumbled and begins again.")
                self.ended.wait(BEAT)
        connections.close_all()

    def beat(self) -> None:
        while not self.ended.is_set():
            try:
                close_old_connections()
                tick(self.name, time.time())
            except Exception:
                log.exception("A heartbeat was missed.")
            self.ended.wait(BEAT)
        no_more(self.name)
        connections.close_all()


def tick(worker: str, now: float) -> None:
    """Say that this worker lives, take up what dead ones left, and put due sweeps on the queue."""
    cache.set(f"worker:{worker}", now, LEASE)
    if rests():
        return
    reclaim()
    for path, every in settings.SWEEPS.items():
        # `add` is true for one worker only, so each slot is swept once however many there are.
        if cache.add(f"sweep:{path}:{int(now // every)}", worker, 2 * every):
            import_string(path).enqueue()


def no_more(worker: str) -> None:
    """Say that this worker has gone, so that nobody takes the house for open."""
    try:
        cache.delete(f"worker:{worker}")
    except DatabaseError:
        log.info("A heartbeat ends by itself.")


def reclaim() -> None:
    """Jobs that are running on a worker without a heartbeat go back, or are given up."""
    for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        if job.worker_ids and cache.get(f"worker:{job.worker_ids[-1]}") is not None:
            continue
        again = len(job.worker_ids) < TRIES
        DBTaskResult.objects.filter(
            pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids
        ).update(status=TaskResultStatus.READY if again else TaskResultStatus.FAILED)
