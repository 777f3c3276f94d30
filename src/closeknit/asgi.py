"""The one entry: pages run in a small pool of threads, only streams under /events/ as ASGI.

Each page as ASGI would open a thread and a database connection of its own; the pool bounds both.
Streams wait most of the time: all of them share one thread, and so one connection.
"""

from __future__ import annotations

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from asgiref.sync import SyncToAsync, ThreadSensitiveContext
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "closeknit.settings")

pool: Any = get_wsgi_application()
pages = WSGIMiddleware(pool, workers=int(os.environ.get("CLOSEKNIT_THREADS", "2")))
streams = get_asgi_application()
shared = ThreadSensitiveContext()


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        return

    async def taken() -> Any:
        # Some servers hand over an awaitable that is no coroutine; the pool needs a coroutine.
        return await receive()

    if scope["type"] == "http" and not scope["path"].startswith("/events/"):
        await pages(scope, taken, send)
        return
    SyncToAsync.thread_sensitive_context.set(shared)
    await streams(scope, receive, send)
