"""Background work: nothing is lost with a worker, nothing is swept twice."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from closeknit.accounts.models import Visit
from closeknit.accounts.tasks import forget_old_sessions
from closeknit.manage import worker

pytestmark = pytest.mark.django_db
NOON = 1_800_000_000.0
DAY = 24 * 60 * 60


def job(*workers: str) -> DBTaskResult:
    forget_old_sessions.enqueue()
    row = DBTaskResult.objects.get()
    row.worker_ids = list(workers)
    row.status = TaskResultStatus.RUNNING
    row.started_at = timezone.now()
    row.save()
    return row


def status() -> str:
    return str(DBTaskResult.objects.get().status)


def test_a_job_of_a_dead_worker_is_taken_up_again() -> None:
    job("dead")
    worker.reclaim()
    assert status() == TaskResultStatus.READY


def test_a_job_of_a_living_worker_is_left_alone() -> None:
    job("alive")
    cache.set("worker:alive", NOON)
    worker.reclaim()
    assert status() == TaskResultStatus.RUNNING


def test_a_job_that_took_three_workers_with_it_is_given_up() -> None:
    job("one", "two", "three")
    worker.reclaim()
    assert status() == TaskResultStatus.FAILED


def test_a_sweep_is_put_on_the_queue_once_a_slot(settings) -> None:
    settings.SWEEPS = {"closeknit.accounts.tasks.forget_old_sessions": DAY}
    for name in ("one", "two", "one"):
        worker.tick(name, NOON)
    assert DBTaskResult.objects.count() == 1
    worker.tick("one", NOON + DAY)
    assert DBTaskResult.objects.count() == 2


def test_sessions_that_ended_are_forgotten() -> None:
    old = timezone.now() - timezone.timedelta(days=1)
    Visit.objects.create(session_key="old", session_data="", expire_date=old)
    forget_old_sessions.call()
    assert not Visit.objects.exists()


def test_every_sweep_exists(settings) -> None:
    from django.utils.module_loading import import_string

    for path in settings.SWEEPS:
        assert hasattr(import_string(path), "enqueue"), path
